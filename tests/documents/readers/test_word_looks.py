"""How a Word file looks is read with its text: colours, headings, lists, merged cells, bookmarks."""

from __future__ import annotations

import pytest

from system_review.documents.readers.word.numbering import counted
from system_review.documents.readers.word.read import read
from tests.documents.readers.word_files import p, r, tbl, tc, tr, word_file

THEME = (
    "<a:themeElements><a:clrScheme><a:lt1><a:sysClr val='window' lastClr='FFFFFF'/></a:lt1>"
    "<a:accent2><a:srgbClr val='C00000'/></a:accent2></a:clrScheme></a:themeElements>"
)
RED = '<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>'


def style(style_id, inner, *, kind="paragraph", based="", name="", default=False):
    extra = ' w:default="1"' if default else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    named = f'<w:name w:val="{name or style_id}"/>'
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"{extra}>{named}{base}{inner}</w:style>'


def only(body, **parts):
    (passage,) = read(word_file(body, **parts)).passages
    return passage


def looks(body, **parts):
    return {passage.text: passage.look for passage in read(word_file(body, **parts)).passages}


def with_theme(body):
    data = word_file(body, theme=THEME)
    return {passage.text: passage.look.fill for passage in read(data).passages}


@pytest.mark.parametrize(
    ("shading", "fill"),
    [
        (RED, "#FF0000"),
        ('<w:shd w:val="clear" w:fill="auto"/>', None),
        ('<w:shd w:val="clear" w:fill="FFFFFF"/>', None),
        ('<w:shd w:val="nil" w:fill="FF0000"/>', None),
        ('<w:shd w:val="solid" w:color="00B050" w:fill="auto"/>', "#00B050"),
        ('<w:shd w:val="pct50" w:color="FF0000" w:fill="FFFFFF"/>', "#FF8080"),
        ('<w:shd w:val="clear" w:themeFill="accent2" w:fill="auto"/>', "#C00000"),
        ('<w:shd w:val="clear" w:themeFill="accent2" w:themeFillTint="80" w:fill="auto"/>', "#FF5F5F"),
        ('<w:shd w:val="clear" w:themeFill="accent2" w:themeFillShade="80" w:fill="auto"/>', "#600000"),
    ],
)
def test_a_cell_has_the_colour_that_its_shading_shows(shading, fill):
    read_fill = only(tbl(tr(tc("x", shading))), theme=THEME).look.fill

    assert read_fill == fill


def test_a_cells_shading_comes_before_the_paragraphs_and_that_before_the_marker_pen():
    green = '<w:shd w:val="clear" w:fill="00FF00"/>'
    pen = '<w:highlight w:val="yellow"/>'
    body = tbl(tr(tc(p("cell", green, pen), RED))) + p("paragraph", green, pen) + p("pen", run=pen)
    body += f"<w:p>{r('part')}{r('ly', pen)}</w:p>"

    fills = {text: look.fill for text, look in looks(body).items()}

    assert fills == {"cell": "#FF0000", "paragraph": "#00FF00", "pen": "#FFFF00", "partly": None}


def test_a_table_style_shades_by_where_a_cell_stands():
    shade = '<w:tcPr><w:shd w:val="clear" w:fill="{}"/></w:tcPr>'
    parts = {"firstRow": "111111", "firstCol": "222222", "band1Horz": "333333", "lastRow": "444444"}
    inner = "".join(
        f'<w:tblStylePr w:type="{name}"><w:rPr><w:b/></w:rPr>{shade.format(fill)}</w:tblStylePr>'
        for name, fill in parts.items()
    )
    table_look = (
        '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:noHBand="0" w:noVBand="1"/>'
    )
    body = tbl(tr("a", "b"), tr("c", "d"), tr("e", "f"), tr("g", tc("h", RED)), properties=table_look)

    read_looks = looks(body, styles=style("Base", inner, kind="table") + style("T", "", kind="table", based="Base"))

    assert {text: look.fill for text, look in read_looks.items()} == {
        "a": "#111111",
        "b": "#111111",
        "c": "#222222",
        "d": "#333333",
        "e": "#222222",
        "f": None,
        "g": "#444444",
        "h": "#FF0000",
    }
    assert read_looks["a"].bold and not read_looks["f"].bold


def test_headings_are_told_by_level_by_name_and_through_styles():
    styles = (
        style("H", "", name="heading 2")
        + style("Ours", "", based="H")
        + style("berschrift3", "", name="Überschrift 3")
        + style("O", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>')
        + style("Not", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based="H")
        + style("Title", "")
    )
    body = "".join(p(name, f'<w:pStyle w:val="{name}"/>') for name in ("Ours", "berschrift3", "O", "Not", "Title"))
    body += p("direct", '<w:outlineLvl w:val="0"/>') + p("plain")

    headings = {text: look.heading for text, look in looks(body, styles=styles).items()}

    assert headings == {"Ours": 2, "berschrift3": 3, "O": 4, "Not": None, "Title": 1, "direct": 1, "plain": None}


def test_letters_are_bold_if_all_are_and_a_style_counts():
    styles = style("B", "<w:rPr><w:b/><w:color w:val='FF0000'/><w:sz w:val='28'/></w:rPr>") + style(
        "C", "<w:rPr><w:b/></w:rPr>", kind="character"
    )
    body = (
        p("all", '<w:pStyle w:val="B"/>')
        + p("not", '<w:pStyle w:val="B"/>', '<w:b w:val="0"/>')
        + p("crossed", '<w:pStyle w:val="B"/>', '<w:rStyle w:val="C"/>')
        + f"<w:p>{r('part', '<w:b/>')}{r('ly')}</w:p>"
        + f"<w:p>{r('struck', '<w:strike/>')}{r(' ')}</w:p>"
    )

    read_looks = looks(body, styles=styles)

    assert {text: look.bold for text, look in read_looks.items()} == {
        "all": True,
        "not": False,
        "crossed": False,
        "partly": False,
        "struck": False,
    }
    assert (read_looks["all"].ink, read_looks["all"].size) == ("#FF0000", 14.0)
    assert read_looks["struck"].struck


def test_lists_have_their_bullets_and_numbers():
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/>'
        '</w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="\uf0b7"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    items = [("one", 1, 0), ("two", 1, 0), ("in", 1, 1), ("in2", 1, 1), ("three", 1, 0), ("dot", 2, 0), ("new", 3, 0)]
    body = "".join(
        p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
        for text, list_id, level in [*items, ("none", 0, 0)]
    )

    marks = {text: (look.listed, look.mark) for text, look in looks(body, numbering=levels).items()}

    assert marks == {
        "one": ("number", "3."),
        "two": ("number", "4."),
        "in": ("number", "4a)"),
        "in2": ("number", "4b)"),
        "three": ("number", "5."),
        "dot": ("bullet", "•"),
        "new": ("number", "1."),
        "none": ("", ""),
    }


def test_numbers_are_written_as_lists_write_them():
    kinds = ("decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "ordinal", "none")

    assert [counted(28, kind) for kind in kinds] == ["28", "28", "bb", "BB", "xxviii", "XXVIII", "28th", ""]


def test_merged_cells_say_what_they_cover():
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("wide", '<w:gridSpan w:val="2"/>'), "right"),
        tr(tc("tall", restart), "b", "c"),
        tr(tc("", goes_on), tc("low", restart), "f"),
        tr(tc("more", goes_on), tc("", goes_on), "i", properties='<w:gridAfter w:val="1"/>'),
        tr("late", properties='<w:gridBefore w:val="1"/>'),
    )

    cells = {
        passage.text: (place.row, place.column, place.rows, place.columns)
        for passage in read(word_file(body)).passages
        for place in [passage.place]
    }

    assert cells["wide"] == (1, 1, 1, 2)
    assert cells["right"] == (1, 3, 1, 1)
    assert cells["tall"] == (2, 1, 3, 1)
    assert cells["low"] == (3, 2, 2, 1)
    assert cells["more"][:2] == (4, 1)
    assert cells["late"][:2] == (5, 2)


def test_only_the_first_rows_of_a_table_can_repeat():
    head = "<w:tblHeader/>"
    body = tbl(tr("a", properties=head), tr("b"), tr("c", properties=head)) + tbl(
        tr("d", properties='<w:tblHeader w:val="0"/>')
    )

    assert [text for text, look in looks(body).items() if look.repeats] == ["a"]


def test_a_bookmark_names_its_paragraph_or_the_one_that_follows():
    mark = '<w:bookmarkStart w:id="1" w:name="{}"/><w:bookmarkEnd w:id="1"/>'
    body = f"<w:p>{mark.format('_one')}{mark.format('_two')}{r('named')}</w:p>{mark.format('_three')}" + tbl(
        tr("in a cell")
    )

    names = {text: look.names for text, look in looks(body).items()}

    assert names == {"named": ("_one", "_two"), "in a cell": ("_three",)}


def test_a_shaded_cell_without_text_is_told_since_its_shade_may_be_a_rating():
    body = tbl(tr(tc(p("Referral")), f"<w:tc><w:tcPr>{RED}</w:tcPr><w:p/></w:tc>"))

    (shade,) = read(word_file(body)).shades

    assert (shade.place.table, shade.place.row, shade.place.column, shade.fill) == (1, 1, 2, "#FF0000")
