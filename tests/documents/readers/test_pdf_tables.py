"""Tables of PDFs by their lines: whoever drew them, each text stands whole in its cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from system_review.documents.readers.pdf import read
from system_review.reviews.snapshots import ReviewSnapshot
from tests.documents.large_review import large
from tests.documents.readers.pdf_makers import by_browser, by_typst, cells, html_table, passage, rows, texts
from tests.documents.snapshots import small_audit, small_grid
from tests.documents.writers.reading_back import BIDI_SIGNS, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAID = [
    ["Stage", "Red", "Action plan to get to amber"],
    [
        "Referral",
        "Shops do not know whom to tell, and nobody has asked them since the spring of last year.",
        "Visit every shop in the precinct with the new card and write down who was there — Ola to lead",
    ],
    ["Response", "", "Ask again in June."],
]


@pytest.mark.parametrize("make", [small_grid, small_audit, large])
def test_every_finding_and_action_of_an_export_of_ours_is_whole_in_its_cell(make: Callable[[], ReviewSnapshot]) -> None:
    snapshot = make()

    reading = read(written("pdf", snapshot))

    said = [text.translate(BIDI_SIGNS) for text in texts(reading)]
    wanted = [finding.text for finding in snapshot.findings if not finding.archived]
    wanted += [action.text for action in snapshot.actions if not action.archived]
    assert [text for text in wanted if not any(text in passage for passage in said)] == []
    assert reading.counted() == reading.swept


BORDERS = [
    pytest.param("", id="thin lines"),
    pytest.param("td { border: 3px double #000 }", id="double lines"),
    pytest.param("td { border: 1px dotted #000 }", id="dotted lines"),
    pytest.param("td { border: 2px dashed #000 }", id="dashed lines"),
    pytest.param("table { border-collapse: separate; border-spacing: 2px }", id="cells apart"),
    pytest.param("td { border: none } td:nth-child(odd) { background: #eee } td { background: #fcc }", id="only fills"),
    pytest.param(
        "table { border: none } td { border: 2px solid #fff; background: #cde }", id="white lines on a colour"
    ),
]


@pytest.mark.parametrize("style", BORDERS)
def test_a_table_printed_by_a_browser_is_found_however_its_borders_are_drawn(browser: Browser, style: str) -> None:
    reading = read(by_browser(browser, html_table(SAID), style))

    assert rows(reading) == SAID
    assert reading.counted() == reading.swept


def test_merged_cells_have_their_spans_and_stand_at_their_first_row_and_column(browser: Browser) -> None:
    body = html_table(
        [
            ["<td rowspan=2>Referral</td>", "<td colspan=2>Over two columns</td>"],
            ["One", "Two"],
            ["<td colspan=3>Over all three</td>"],
        ]
    )

    reading = read(by_browser(browser, body))

    assert cells(reading) == {
        (1, 1): "Referral",
        (1, 2): "Over two columns",
        (2, 2): "One",
        (2, 3): "Two",
        (3, 1): "Over all three",
    }
    assert (passage(reading, "Referral").place.rows, passage(reading, "Referral").place.columns) == (2, 1)
    assert passage(reading, "Over two columns").place.columns == 2
    assert passage(reading, "Over all three").place.columns == 3


def test_a_cell_knows_its_shading(browser: Browser) -> None:
    body = html_table([["<td style='background:#c00;color:#fff'>Red</td>", "<td>Plain</td>"]])

    reading = read(by_browser(browser, body))

    assert passage(reading, "Red").look.fill == "#CC0000"
    assert passage(reading, "Red").look.ink == "#FFFFFF"
    assert passage(reading, "Plain").look.fill is None


def test_a_table_with_open_sides_has_all_its_cells() -> None:
    source = """
    #set table(stroke: (x, y) => (bottom: 0.5pt, left: if x > 0 { 0.5pt }))
    #table(columns: (1fr, 1fr), [One], [Two], [Three], [Four])
    """

    assert rows(read(by_typst(source))) == [["One", "Two"], ["Three", "Four"]]


def test_text_turned_by_a_quarter_reads_as_words() -> None:
    source = """
    #table(columns: (2em, 2em, 1fr), rows: 12em,
      rotate(-90deg, reflow: true)[REFERRAL STAGE], rotate(90deg, reflow: true)[Response to places], [Upright text])
    """

    assert rows(read(by_typst(source))) == [["REFERRAL STAGE", "Response to places", "Upright text"]]


words = st.lists(st.text("abcdefgHIJKLMNOŵŷé123", min_size=1, max_size=9), min_size=1, max_size=40).map(" ".join)


@settings(max_examples=15, deadline=None)
@given(data=st.data(), columns=st.integers(2, 6), row_count=st.integers(1, 12), inset=st.integers(1, 9))
def test_any_ruled_table_comes_back_cell_by_cell(data: st.DataObject, columns: int, row_count: int, inset: int) -> None:
    said = [[data.draw(words) for _ in range(columns)] for _ in range(row_count)]
    drawn = ", ".join(f"[{cell}]" for row in said for cell in row)

    reading = read(by_typst(f'#set page(paper: "a3")\n#table(columns: {columns}, inset: {inset}pt, {drawn})'))

    assert [["".join(cell.split()) for cell in row] for row in rows(reading)] == [
        ["".join(cell.split()) for cell in row] for row in said
    ]
    assert reading.counted() == reading.swept
