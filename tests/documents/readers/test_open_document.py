"""Nothing of an OpenDocument text or sheet is lost, packed or flat, and what it looks like is read with it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from system_review.documents.readers.kinds import Kind, kind_of
from system_review.documents.readers.odt.read import read
from system_review.errors import Refused
from tests.documents.readers.mutations import mutated
from tests.documents.readers.open_files import cell, content, open_file, p, rooted, row, table
from tests.documents.readers.word_files import packed

_CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>NOBODY'
    f"</dc:creator></office:change-info>{p('GONE')}</text:deletion></text:changed-region></text:tracked-changes>"
)
_NOTE = (
    '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body>'
    "</text:note>"
)
_TREE = 'ch<text:s text:c="2"/><text:span>tree</text:span><text:line-break/>cedar'
_COMMENT = f"<office:annotation><dc:creator>NOBODY</dc:creator><dc:date>2027</dc:date>{p('hazel')}</office:annotation>"
_INNER = f"<text:list><text:list-item>{p('kiri')}</text:list-item></text:list>"
BODY = "".join(
    (
        _CHANGES,
        '<text:h text:outline-level="2">aspen</text:h>',
        p(f'bir<text:change text:change-id="c1"/>{_TREE}'),
        p(f"damson{_NOTE.format('footnote', p('elder'))}{_NOTE.format('endnote', p('fir'))}"),
        p(f"gorse{_COMMENT}"),
        p(f"<draw:frame><draw:text-box>{p('ivy')}</draw:text-box><svg:desc>PICTURE</svg:desc></draw:frame>"),
        f"<text:list><text:list-item>{p('juniper')}{_INNER}</text:list-item></text:list>",
        f'<text:section text:display="none">{p("larch")}</text:section>',
        table(
            f"<table:table-header-rows>{row('maple', 'nutmeg')}</table:table-header-rows>",
            row(cell("oak", 'table:number-columns-spanned="2"'), cell(name="covered-table-cell"), "pine"),
            row(cell(table(row("quince")))),
        ),
        p('<text:bookmark text:name="_mark"/>rowan'),
    )
)
WORDS = (
    "aspen", "birch  tree\ncedar", "damson", "elder", "fir", "gorse", "hazel", "ivy", "juniper", "kiri", "larch",
    "maple", "nutmeg", "oak", "pine", "quince", "rowan", "sorb", "teak",
)  # fmt: skip
WHOLE = open_file(BODY, running=p("sorb"), meta="<dc:title>teak</dc:title><dc:creator>NOBODY</dc:creator>")
STYLE = '<style:style style:name="{}" style:family="{}">{}</style:style>'
RED = STYLE.format("red", "table-cell", '<style:table-cell-properties fo:background-color="#ff0000"/>')


def found(reading):
    return {passage.text: passage for passage in reading.passages}


def sheets(*rows, styles="", **attributes):
    given = " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return open_file(table(*rows, attributes=f'table:name="Places" {given}'), kind="spreadsheet", styles=styles)


def test_a_bookmark_round_words_that_are_gone_names_nothing_that_follows():
    begun = '<text:bookmark-start text:name="_two"/><text:bookmark-end text:name="_two"/>'
    there = found(read(open_file(p('<text:bookmark text:name="_one"/>') + p(begun) + p("rowan"))))
    on_it = found(
        read(open_file(p('<text:bookmark-start text:name="_three"/>sorb<text:bookmark-end text:name="_three"/>')))
    )

    assert (there["rowan"].look.names, on_it["sorb"].look.names) == ((), ("_three",))


def test_a_word_in_each_place_of_a_text_comes_out_once():
    reading = read(WHOLE)

    assert tuple(passage.text for passage in reading.passages) == WORDS
    assert reading.counted() == reading.swept == sum(len("".join(text.split())) for text in WORDS)
    assert reading.title == "teak"


def test_each_place_in_a_text_is_told():
    places = {text: str(passage.place) for text, passage in found(read(WHOLE)).items()}

    assert places["elder"] == "paragraph 3, footnote, paragraph 1"
    assert places["hazel"] == "paragraph 4, comment, paragraph 1"
    assert places["ivy"] == "text box, paragraph 1"
    assert places["pine"] == "table 1, row 2, column 3, paragraph 1"
    assert places["quince"] == "table 1, row 3, column 1, table 2, row 1, column 1, paragraph 1"
    assert places["sorb"] == "header, paragraph 1"


def test_the_look_of_a_text_is_read_with_it():
    looks = {text: passage.look for text, passage in found(read(WHOLE)).items()}

    assert looks["aspen"].heading == 2
    assert (looks["juniper"].listed, looks["juniper"].mark) == ("bullet", "•")
    assert [text for text, look in looks.items() if look.repeats] == ["maple", "nutmeg"]
    assert [text for text, look in looks.items() if look.hidden] == ["larch"]
    assert looks["rowan"].names == ("_mark",)


def test_what_tracked_changes_struck_out_is_told_with_its_place():
    assert [str(why) for why in read(WHOLE).told] == [
        "4 characters that were struck out by tracked changes are left out (paragraph 2)",
        "Paragraphs with hidden text: 1. They are marked as hidden.",
    ]


def test_a_flat_file_is_read_like_a_packed_one():
    mime = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    flat = rooted("document", content(BODY)).replace("<office:document ", f"<office:document {mime} ", 1).encode()

    assert kind_of(flat) is Kind.ODT
    assert [passage.text for passage in read(flat).passages] == list(WORDS[:-2])


def test_styles_and_what_they_are_based_on_count():
    styles = (
        STYLE.format("base", "paragraph", '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/>')
        + '<style:style style:name="own" style:family="paragraph" style:parent-style-name="base">'
        '<style:paragraph-properties fo:background-color="#00ff00"/></style:style>'
        + STYLE.format("gone", "text", '<style:text-properties style:text-line-through-style="solid"/>')
        + '<style:style style:name="h" style:family="paragraph" style:parent-style-name="Heading_20_3"/>'
        + RED
    )
    body = p("bold", "own") + p('<text:span text:style-name="gone">struck</text:span>') + p("head", "h")
    body += table(row(cell("red", 'table:style-name="red"'), cell("", 'table:style-name="red"'), "x"))

    reading = read(open_file(body, styles=styles))

    looks = {text: passage.look for text, passage in found(reading).items()}
    assert (looks["bold"].bold, looks["bold"].size, looks["bold"].fill) == (True, 14.0, "#00FF00")
    assert looks["struck"].struck
    assert looks["head"].heading == 3
    assert looks["red"].fill == "#FF0000"
    assert [(shade.place.column, shade.fill) for shade in reading.shades] == [(2, "#FF0000")]


def test_numbered_lists_have_their_marks():
    levels = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a"'
        ' style:num-suffix=")" text:start-value="2"/></text:list-style>'
    )
    items = "".join(f"<text:list-item>{p(text)}{p('more')}</text:list-item>" for text in ("one", "two"))

    reading = read(open_file(f'<text:list text:style-name="L">{items}</text:list>', styles=levels))

    assert [passage.look.mark for passage in reading.passages] == ["b)", "", "c)", ""]


def test_cells_and_rows_that_stand_for_several_come_as_often():
    twice = 'table:number-columns-repeated="2"'
    reading = read(
        sheets(
            row(cell("Red", twice), cell("", 'table:number-columns-repeated="1000"')),
            row(cell(), attributes='table:number-rows-repeated="1048000"'),
            row("Same", attributes='table:number-rows-repeated="2"'),
        )
    )

    assert [str(passage.place) for passage in reading.passages] == [
        "sheet Places",
        "sheet Places, row 1, column 1, paragraph 1",
        "sheet Places, row 1, column 2, paragraph 1",
        "sheet Places, row 1048002, column 1, paragraph 1",
        "sheet Places, row 1048003, column 1, paragraph 1",
    ]
    assert reading.counted() == reading.swept


def test_the_lines_of_a_sheets_cell_are_passages():
    reading = read(sheets(row(cell(p("One<text:line-break/>two") + p("three")))))

    assert [(one.text, one.place.paragraph) for one in reading.passages[1:]] == [("One", 1), ("two", 2), ("three", 3)]


def test_hidden_rows_columns_and_sheets_are_marked_and_told():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    reading = read(sheets(columns, row("seen", "not"), row("filtered", attributes='table:visibility="filter"')))
    gone = STYLE.format("off", "table", '<style:table-properties table:display="false"/>')
    whole = read(sheets(row("x"), styles=gone, style_name="off"))

    assert [text for text, one in found(reading).items() if one.look.hidden] == ["not", "filtered"]
    assert [str(why) for why in reading.told] == [
        "Cells in hidden rows or columns of “Places”: 2. They are marked as hidden."
    ]
    assert all(one.look.hidden for one in whole.passages)
    assert "is hidden" in str(whole.told[0])


def test_an_encrypted_file_and_one_without_words_say_so():
    encrypted = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest><file-entry><encryption-data/></file-entry></manifest>",
            "content.xml": "x",
        }
    )

    with pytest.raises(Refused, match="password"):
        read(encrypted)
    with pytest.raises(Refused, match="no words"):
        read(open_file(p(" ")))
    with pytest.raises(Refused, match="no words"):
        read(sheets(row(cell())))


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_every_character_of_a_mutated_file_is_accounted_for(seed):
    data = mutated(WHOLE, random.Random(seed), ("content", "styles", "meta"))

    try:
        reading = read(data)
    except Refused:
        return

    assert reading.counted() == reading.swept
