"""Boxes that somebody placed on a page, as on a slide: each is read with what stands below it or beside it."""

from __future__ import annotations

from system_review.documents.readers.pdf import read
from tests.documents.readers.pdf_makers import by_typst, passage, rows, texts

SLIDE = """
#set page(width: 640pt, height: 400pt, margin: 20pt)
#let put(x, y, fill, ..lines) = place(top + left, dx: x, dy: y,
  block(width: 170pt, height: 120pt, fill: fill, inset: 8pt, stack(spacing: 9pt, ..lines)))
"""
BESIDE = f"""{SLIDE}
= Target Level 1: Referral
#put(0pt, 40pt, rgb("#f4cccc"), strong[Red], [Nobody asks where.], [Nobody knows whom to ask.])
#put(200pt, 40pt, rgb("#ffe8b3"), strong[Amber], [Some name places.])
#put(400pt, 40pt, rgb("#d9ead3"), strong[Green], [All write it down.])
#put(0pt, 190pt, none, strong[Actions to get to amber], [Ask where.])
#put(200pt, 190pt, none, strong[Actions to get to green], [Name places.])
#put(400pt, 190pt, none, strong[Actions to sustain], [Go on.])
"""
ABOVE = f"""{SLIDE}
= Target Level 1: Referral
#put(0pt, 40pt, rgb("#f4cccc"), strong[Red], [Nobody asks where.])
#put(0pt, 180pt, rgb("#ffe8b3"), strong[Amber], [Some name places.])
#put(200pt, 40pt, none, [Ask where.])
#put(200pt, 180pt, none, [Name places.])
"""


def test_boxes_beside_each_other_are_read_one_after_the_other_with_what_is_below_them() -> None:
    reading = read(by_typst(BESIDE))

    assert texts(reading) == [
        "Target Level 1: Referral",
        *("Red", "Nobody asks where.", "Nobody knows whom to ask.", "Actions to get to amber", "Ask where."),
        *("Amber", "Some name places.", "Actions to get to green", "Name places."),
        *("Green", "All write it down.", "Actions to sustain", "Go on."),
    ]
    assert passage(reading, "Some name places.").look.fill == "#FFE8B3"
    assert reading.counted() == reading.swept


def test_a_box_above_others_is_read_with_what_stands_at_its_right() -> None:
    assert texts(read(by_typst(ABOVE))) == [
        "Target Level 1: Referral",
        *("Red", "Nobody asks where.", "Ask where."),
        *("Amber", "Some name places.", "Name places."),
    ]


def test_a_column_of_shaded_cells_stays_a_table() -> None:
    source = """
    #set page(width: 500pt, height: 320pt)
    #table(columns: (100pt, 150pt, 150pt), stroke: none, inset: 11pt,
      strong[Rating], strong[Finding], strong[Action],
      table.cell(fill: red)[Red], [Nobody asks where any of the harm happens.], [Ask where.],
      [Not yet known], [Whether schools ask any of their pupils.], [Ask them.],
      table.cell(fill: orange)[Amber], [Some of the plans name the places of harm.], [Name places.])
    """

    reading = read(by_typst(source))

    assert rows(reading)[1:] == [
        ["Red", "Nobody asks where any of the harm happens.", "Ask where."],
        ["Not yet known", "Whether schools ask any of their pupils.", "Ask them."],
        ["Amber", "Some of the plans name the places of harm.", "Name places."],
    ]
