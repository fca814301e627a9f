"""Nothing of a workbook is lost, and its cells come with their place, their colour and what they show."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from system_review.documents.readers.excel.read import read
from system_review.documents.readers.excel.sheet import MOST_CELLS
from system_review.documents.readers.passages import Part
from system_review.errors import Refused
from tests.documents.readers.excel_files import c, data, excel_file, looks, row, solid, v
from tests.documents.readers.mutations import mutated
from tests.documents.readers.whole_workbook import WORDS, whole_workbook

WHOLE = whole_workbook()


def cells(reading):
    return {passage.text: passage for passage in reading.passages}


def told(reading):
    return [str(why) for why in reading.told]


def test_a_word_in_each_place_of_a_workbook_comes_out_once():
    reading = read(WHOLE)

    assert [passage.text for passage in reading.passages if passage.place.part is Part.BODY] == [
        word for word in WORDS if word not in ("kiri", "larch", "maple", "nutmeg")
    ]
    assert sorted(passage.text for passage in reading.passages) == sorted(WORDS)
    assert reading.counted() == reading.swept == sum(map(len, WORDS))


def test_each_place_in_a_workbook_is_told():
    found = {text: str(passage.place) for text, passage in cells(read(WHOLE)).items()}

    assert found["First"] == "sheet First"
    assert found["fir"] == "sheet First, row 3, column 1, paragraph 2"
    assert found["juniper"] == "sheet First, row 5, column 1, paragraph 1"
    assert found["nutmeg"] == "comment, sheet First, row 1, column 3, paragraph 1"
    assert found["maple"] == "text box, sheet First, row 5, column 3, paragraph 1"
    assert found["larch"] == "header, sheet First, paragraph 2"
    assert found["oak"] == "sheet Second, row 1, column 1, paragraph 1"


def test_what_is_hidden_in_a_workbook_is_marked_and_told():
    reading = read(WHOLE)

    hidden = [passage.text for passage in reading.passages if passage.look.hidden]
    assert hidden == ["birch", "tree", "TRUE", "elder", "fir", "gorse", "ivy", "Second", "oak"]
    assert told(reading) == [
        "Hidden rows with text in the sheet “First”: 3",
        "Hidden columns with text in the sheet “First”: B",
        "Cells in the sheet “First” whose text nobody sees there: 1. They are marked as hidden.",
        "Cells in the sheet “First” hold a formula without its result, so the formula is given: 1",
        "The sheet “Second” is hidden. What stands in it is marked as hidden.",
    ]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("46497", "dd/mm/yyyy", "20 April 2027"),
        ("46497", "mmm\\-yy", "April 2027"),
        ("46497.6041666667", "d mmm yyyy hh:mm", "20 April 2027 14:30"),
        ("46497", "[$-809]d mmmm yyyy;@", "20 April 2027"),
        ("0.75", "h:mm", "18:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.255", "0%", "26%"),
        ("1234.5", "[$£-809]#,##0.00", "£1,234.50"),
        ("-1234", "#,##0;(#,##0)", "(1,234)"),
        ("7", "000", "007"),
        ("3", "&quot;Level &quot;0", "Level 3"),
        ("45", "0.00_);[Red]\\(0.00\\)", "45.00"),
        ("0.1", "General", "0.1"),
        ("1E3", "", "1000"),
        ("0.1", "# ?/?", "0.1"),
        ("-5", "dd/mm/yyyy", "-5"),
        ("no number", "0", "no number"),
    ],
)
def test_a_number_is_given_as_its_format_shows_it(value, code, shown):
    styles = looks(codes=[code], cells=[(0, 0, 200)])

    reading = read(excel_file(data(row(1, v("A1", value, style=1))), styles=styles))

    assert [passage.text for passage in reading.passages][1:] == [shown]


def test_days_count_from_1904_where_the_workbook_says_so():
    sheet = data(row(1, v("A1", "0", style=1)), row(2, v("A2", "2027-04-20T00:00:00", kind="d")))
    styles = looks(cells=[(0, 0, 14)])

    reading = read(excel_file(sheet, styles=styles, more='<workbookPr date1904="1"/>'))

    assert [passage.text for passage in reading.passages][1:] == ["1 January 1904", "20 April 2027"]


@pytest.mark.parametrize(
    ("fill", "colour"),
    [
        (solid('rgb="FFFF0000"'), "#FF0000"),
        (solid('rgb="FFFFFFFF"'), None),
        (solid('indexed="10"'), "#FF0000"),
        (solid('indexed="64"'), None),
        (solid('theme="5"'), "#C00000"),
        (solid('theme="5" tint="0.5"'), "#FF6060"),
        (solid('theme="5" tint="-0.5"'), "#600000"),
        ('<fill><patternFill patternType="lightGray"><fgColor rgb="FFFF0000"/></patternFill></fill>', "#FFBFBF"),
        ('<fill><gradientFill><stop><color rgb="FF00FF00"/></stop></gradientFill></fill>', "#00FF00"),
        ('<fill><patternFill patternType="none"/></fill>', None),
    ],
)
def test_a_cell_has_the_colour_that_is_seen(fill, colour):
    theme = "<a:clrScheme><a:accent2><a:srgbClr val='C00000'/></a:accent2></a:clrScheme>"
    sheet = data(row(1, c("A1", "x", style=1)))

    reading = read(excel_file(sheet, styles=looks(fills=[fill], cells=[(1, 0, 0)]), theme=theme))

    assert reading.passages[1].look.fill == colour


def test_letters_are_bold_struck_and_coloured_line_by_line():
    rich = (
        '<c r="B1" t="inlineStr" s="1"><is><r><rPr><b/></rPr><t>Bold</t></r>'
        '<r><rPr/><t xml:space="preserve"> not\n</t></r>'
        "<r><rPr><b/><strike/><color rgb='FF00B050'/></rPr><t>all of it</t></r></is></c>"
    )
    styles = looks(fonts=["<font><b/><sz val='14'/><color rgb='FFFF0000'/></font>"], cells=[(0, 1, 0)])

    found = cells(read(excel_file(data(row(1, c("A1", "cell", style=1), rich)), styles=styles)))

    assert (found["cell"].look.bold, found["cell"].look.ink, found["cell"].look.size) == (True, "#FF0000", 14.0)
    assert not found["Bold not"].look.bold
    assert found["all of it"].look.bold and found["all of it"].look.struck
    assert found["all of it"].look.ink == "#00B050"


def test_merged_cells_and_shaded_ones_without_text_have_their_place():
    styles = looks(fills=[solid('rgb="FFFF0000"')], cells=[(1, 0, 0)])
    blank = '<c r="{}" s="1"/>'
    sheet = data(
        row(1, c("A1", "wide")), row(2, c("A2", "tall"), blank.format("B2")), row(3, blank.format("A3"), c("C3", "x"))
    )
    sheet += (
        '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A1048576"/><mergeCell ref="nonsense"/></mergeCells>'
    )

    reading = read(excel_file(sheet, styles=styles))

    spans = {text: (passage.place.rows, passage.place.columns) for text, passage in cells(reading).items()}
    assert spans == {"S1": (1, 1), "wide": (1, 3), "tall": (2, 1), "x": (1, 1)}
    assert [(shade.place.row, shade.place.column, shade.fill) for shade in reading.shades] == [(2, 2, "#FF0000")]


def test_simple_rules_colour_cells_and_others_are_told():
    red = "<dxf><fill><patternFill><bgColor rgb='FFFF0000'/></patternFill></fill></dxf>"
    green = "<dxf><font><b/></font><fill><patternFill><bgColor rgb='FF00FF00'/></patternFill></fill></dxf>"

    def rule(sqref, attributes, formula, dxf=0):
        inner = f'<cfRule dxfId="{dxf}" priority="1" {attributes}><formula>{formula}</formula></cfRule>'
        return f'<conditionalFormatting sqref="{sqref}">{inner}</conditionalFormatting>'

    sheet = data(
        row(1, c("A1", "Red"), c("B1", "4"), c("C1", "it is amber now"), c("D1", "one")),
        row(2, c("A2", "Green"), c("B2", "9"), c("C2", "not"), c("D2", "two"), c("E2", "odd")),
    )
    sheet += rule("A1:A2", 'type="cellIs" operator="equal"', "&quot;red&quot;")
    sheet += rule("B1:B2", 'type="cellIs" operator="greaterThan"', "5")
    sheet += rule("C1:C2", 'type="containsText" text="Amber"', "NOT(ISERROR(SEARCH(&quot;Amber&quot;,C1)))", dxf=1)
    sheet += rule("D1:D2", 'type="expression"', "$A1=&quot;Green&quot;")
    sheet += rule("E1:E2", 'type="expression"', "AND(A1,B1)")

    reading = read(excel_file(sheet, styles=looks(rules=red + green)))

    fills = {text: passage.look.fill for text, passage in cells(reading).items() if passage.look.fill}
    assert fills == {"Red": "#FF0000", "9": "#FF0000", "it is amber now": "#00FF00", "two": "#FF0000"}
    assert cells(reading)["it is amber now"].look.bold
    assert told(reading) == ["Colours that rules give to cells in the sheet “S1” could not be worked out for 1 rules"]


def test_the_rows_that_are_printed_on_each_page_and_the_heads_of_tables_repeat():
    sheet = data(row(1, c("A1", "printed")), row(2, c("A2", "between")), row(3, c("B3", "head")), row(4, c("B4", "x")))
    titles = "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'S1'!$A:$A,'S1'!$1:$1</definedName>"

    reading = read(excel_file(sheet, attached={"table": '<table ref="B3:C4"/>'}, defined=titles))

    assert [text for text, passage in cells(reading).items() if passage.look.repeats] == ["printed", "head"]


def test_a_thread_of_comments_is_read_once():
    comments = '<commentList><comment ref="A1"><text><t>[Threaded comment] Ask</t></text></comment></commentList>'
    threaded = "".join(f'<threadedComment ref="A1"><text>{text}</text></threadedComment>' for text in ("Ask", "Done"))

    reading = read(excel_file(data(row(1, c("A1", "x"))), attached={"comments": comments, "threaded": threaded}))

    assert [p.text for p in reading.passages if p.place.part is Part.COMMENT] == ["Ask", "Done"]
    assert reading.counted() == reading.swept


def test_characters_that_excel_escapes_are_undone():
    sheet = data(row(1, c("A1", "a_x000D__x000A_b_x005F_x0041_ _xD83D__xDE00_")))

    reading = read(excel_file(sheet))

    assert [passage.text for passage in reading.passages][1:] == ["a", "b_x0041_ 😀"]


def test_a_lying_dimension_and_a_far_corner_change_nothing():
    sheet = '<dimension ref="A1:A1"/>' + data(row(1, c("A1", "near")), row(1048576, c("XFD1048576", "far")))

    found = cells(read(excel_file(sheet)))

    assert str(found["far"].place) == "sheet S1, row 1048576, column 16384, paragraph 1"


def test_more_cells_than_a_results_document_has_are_refused():
    one = "<row>" + "<c t='str'><v>x</v></c>" * 1000 + "</row>"

    with pytest.raises(Refused, match="more than 200,000 cells"):
        read(excel_file(data(one * (MOST_CELLS // 1000 + 1))))


def test_one_long_text_shown_in_many_cells_is_refused():
    sheet = data("<row>" + "<c t='s'><v>0</v></c>" * 1000 + "</row>")

    with pytest.raises(Refused, match="more than 20 million characters"):
        read(excel_file(sheet, strings=f"<si><t>{'word ' * 10_000}</t></si>"))


def test_a_workbook_without_words_says_so():
    with pytest.raises(Refused, match="no words in the cells"):
        read(excel_file(data(row(1, '<c r="A1"/>'))))


def test_openpyxl_finds_the_same_cells_and_fills():
    book = openpyxl.Workbook()
    chance = random.Random(4)
    for number in range(3):
        sheet = book.create_sheet(f"Domain {number}")
        for _ in range(60):
            cell = sheet.cell(chance.randint(1, 40), chance.randint(1, 8), f"Finding {chance.random()}")
            cell.fill = PatternFill("solid", fgColor=chance.choice(["FF0000", "FFC000", "00B050"]))
    out = io.BytesIO()
    book.save(out)

    reading = read(out.getvalue())

    found = {
        (p.place.sheet, p.place.row, p.place.column): (p.text, p.look.fill)
        for p in reading.passages
        if p.place.row is not None
    }
    assert found == {
        (sheet.title, cell.row, cell.column): (cell.value, f"#{cell.fill.fgColor.rgb[2:]}")
        for sheet in openpyxl.load_workbook(io.BytesIO(out.getvalue()))
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    }


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_every_character_of_a_mutated_workbook_is_accounted_for(seed):
    mutant = mutated(WHOLE, random.Random(seed), ("xl/",))

    try:
        reading = read(mutant)
    except Refused:
        return

    assert reading.counted() == reading.swept
