"""Word: the paper's six columns, real headings, and a file that can be edited; read by python-docx and lxml."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from system_review.documents.writers.docx import write_docx
from system_review.documents.writers.wording import english
from system_review.reviews.snapshots import FindingSnapshot, ReviewSnapshot
from tests.documents.snapshots import AS_AT, grid_findings, small_audit, small_grid
from tests.documents.writers.reading_back import part, with_finding, word, word_texts, written

SAMPLES = [pytest.param(small_grid, id="grid"), pytest.param(small_audit, id="audit")]
LONG = "Nobody who came to look could say who would make the place safer, and nobody had asked. " * 60


def body(snapshot: ReviewSnapshot) -> Any:
    return part(written("docx", snapshot), "word/document.xml")


def sheets(snapshot: ReviewSnapshot) -> list[Any]:
    """The tables of the results sheets."""
    return [table for table in body(snapshot).iter(qn("w:tbl")) if len(table.findall(f".//{qn('w:gridCol')}")) == 6]


def text_of(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def rows(table: Any) -> list[Any]:
    return list(table.findall(qn("w:tr")))


def cells(row: Any) -> list[Any]:
    return list(row.findall(qn("w:tc")))


def cell_texts(row: Any) -> list[str]:
    return [text_of(each) for each in cells(row)]


@pytest.mark.parametrize(("make", "count"), [(small_grid, 3), (small_audit, 2)])
def test_each_domain_and_level_is_a_table_of_six_columns(make: Callable[[], ReviewSnapshot], count: int) -> None:
    tables = sheets(make())

    assert len(tables) == count
    heads = rows(tables[0])[:2]
    assert cell_texts(heads[0]) == ["Red", "Amber", "Green"]
    assert cell_texts(heads[1]) == [
        "Traffic light rating",
        "Action plan to get to amber",
        "Traffic light rating",
        "Action plan to get to green",
        "Traffic light rating",
        "Action plan to sustain performance",
    ]


@pytest.mark.parametrize("make", SAMPLES)
def test_every_row_fills_six_columns_and_no_cell_is_merged_downwards(make: Callable[[], ReviewSnapshot]) -> None:
    for table in sheets(make()):
        for row in rows(table):
            spans = [int(span.get(qn("w:val"))) for span in row.iter(qn("w:gridSpan"))]
            assert sum(spans) + len(cells(row)) - len(spans) == 6
        assert not list(table.iter(qn("w:vMerge")))


@pytest.mark.parametrize("make", SAMPLES)
def test_the_heads_of_every_table_are_repeated_and_every_table_is_described(
    make: Callable[[], ReviewSnapshot],
) -> None:
    for table in body(make()).iter(qn("w:tbl")):
        repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows(table)]
        assert repeated[0] and not repeated[-1]
        assert repeated == sorted(repeated, reverse=True)  # Word repeats only the first rows that follow each other
        for name in ("w:tblCaption", "w:tblDescription"):
            assert table.find(f"{qn('w:tblPr')}/{qn(name)}").get(qn("w:val"))
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}").get(qn("w:firstRow")) == "1"


def test_a_finding_stands_beside_its_plan() -> None:
    row = next(row for row in rows(sheets(small_grid())[0]) if "GP practices" in text_of(row))

    texts = cell_texts(row)
    assert texts[0].startswith(
        "GP practices do not know what a useful referral holds.How we know: E1 40 referrals read"
    )
    assert texts[1].startswith("A1  Run three lunchtime briefings")
    assert "Meera, Health, with Col" in texts[1]
    assert "in three months' time: by 20 July 2027 · Under way · Priority: High" in texts[1]
    assert texts[2].startswith("The new form asks")
    assert texts[4:] == ["Looked, none found", ""]


def test_a_stage_is_a_heading_beside_its_rating_in_words() -> None:
    [row] = [row for row in rows(sheets(small_grid())[0]) if text_of(row).startswith("Response")]

    style = next(row.iter(qn("w:pStyle"))).get(qn("w:val"))
    assert style == "Heading3"
    assert "Current overall rating  Amber" in text_of(row)
    assert "Why: The chairs' own checks are not sampled yet." in text_of(row)


def test_what_is_not_yet_known_stands_across_the_foot_of_its_stage() -> None:
    [row] = [row for row in rows(sheets(small_grid())[2]) if "shops know" in text_of(row)]

    assert cell_texts(row)[0] == "Not yet knownWhether shops know whom to tell: not looked at."
    assert cell_texts(row)[1].startswith("To find outA5  Ask ten shops in the precinct.")


@pytest.mark.parametrize("make", SAMPLES)
def test_headings_are_real_and_skip_no_level(make: Callable[[], ReviewSnapshot]) -> None:
    styles = [each.get(qn("w:val")) for each in body(make()).iter(qn("w:pStyle"))]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]

    assert levels[0] == 1 and levels.count(1) == 1 and max(levels) == 3
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    outlines = part(written("docx", make()), "word/styles.xml").iter(qn("w:outlineLvl"))
    assert [outline.get(qn("w:val")) for outline in outlines] == ["0", "1", "2"]


def test_the_headings_are_those_of_the_document() -> None:
    document = word(written("docx", small_grid()))

    headings = [each.text for each in document.paragraphs if each.style.name in {"Heading 1", "Heading 2"}]
    assert headings == [
        "System Review 2027",
        "Overall ratings",
        "What the colours mean",
        "About this review",
        "Target, Level 1",
        "Target, Level 2",
        "Partnerships, Level 1",
        "Action plan",
        "Values",
        "Evidence",
    ]


def test_every_page_carries_the_marking_the_state_the_day_and_the_page_of_all() -> None:
    document = word(written("docx", small_grid()))

    for section in document.sections:  # later sections take over what the first one has
        assert section.header.paragraphs[0].text.startswith("OFFICIAL-SENSITIVE    DRAFT")
        assert not section.different_first_page_header_footer
        footer = section.footer.paragraphs[0]
        assert footer.text.startswith("As at 20 April 2027\tEastmere Safeguarding Partnership\tPage ")
        fields = [field.get(qn("w:instr")).strip() for field in footer._p.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_pages_are_a3_landscape() -> None:
    for section in word(written("docx", small_grid())).sections:
        assert round(section.page_width / Mm(1)) == 420
        assert round(section.page_height / Mm(1)) == 297


def test_language_title_author_and_dates_are_the_reviews() -> None:
    data = written("docx", small_grid())
    properties = word(data).core_properties

    assert (properties.title, properties.author, properties.language) == (
        "System Review 2027",
        "System Review",
        "en-GB",
    )
    assert properties.created == properties.modified == datetime(2027, 4, 14, tzinfo=UTC)
    language = part(data, "word/styles.xml").find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_findings_and_actions_stand_whole_inside_bookmarks_of_their_names() -> None:
    tree = body(small_grid())
    kept: dict[str, str] = {}
    for start in tree.iter(qn("w:bookmarkStart")):
        kept[start.get(qn("w:name"))] = ""
        for after in start.itersiblings():
            if after.tag == qn("w:bookmarkEnd") and after.get(qn("w:id")) == start.get(qn("w:id")):
                break
            kept[start.get(qn("w:name"))] += text_of(after)

    snapshot = small_grid()
    findings = {f"_sr_f_{each.ref}": each.text for each in snapshot.findings if not each.archived}
    served = {f"_sr_a_{each.ref}": each.text for each in snapshot.actions if not each.archived and each.serves}
    assert kept == {**findings, **served}
    numbers = [start.get(qn("w:id")) for start in tree.iter(qn("w:bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)


def test_a_reference_is_a_link_to_a_bookmark_that_is_there() -> None:
    tree = body(small_grid())

    names = {start.get(qn("w:name")) for start in tree.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")): text_of(link) for link in tree.iter(qn("w:hyperlink"))}
    assert links["_sr_a_a1"] == "See action A1 under Target, Level 1, Referral"
    assert links["_sr_f_f1"].startswith("Also relevant here")
    assert set(links) <= names


def test_a_reference_to_what_another_sheet_has_is_no_link_in_one_sheet_alone() -> None:
    tree = part(write_docx(small_grid(), english(AS_AT), ("target", "level-2")), "word/document.xml")

    assert "See action A3 (not started) under Target, Level 1, Referral" in text_of(tree)
    assert not list(tree.iter(qn("w:hyperlink")))


def test_a_text_from_right_to_left_is_set_so() -> None:
    tree = body(with_finding(small_grid, "العاملون مع الشباب"))

    [found] = [
        each
        for each in tree.iter(qn("w:p"))
        if "العاملون" in text_of(each) and each.find(f".//{qn('w:rtl')}") is not None
    ]
    assert found.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert not [
        each for each in tree.iter(qn("w:p")) if "The new form" in text_of(each) and list(each.iter(qn("w:bidi")))
    ]


def test_a_short_row_stays_on_one_page_and_a_long_one_may_break() -> None:
    def keeps(snapshot: ReviewSnapshot, word: str) -> bool:
        row = next(row for table in sheets(snapshot) for row in rows(table) if word in text_of(row))
        return row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None

    assert keeps(small_grid(), "GP practices")
    assert not keeps(with_finding(small_grid, LONG), "Nobody who came")


def test_a_stage_is_held_to_its_first_row() -> None:
    [row] = [row for row in rows(sheets(small_grid())[0]) if text_of(row).startswith("Referral")]

    assert all(each.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for each in row.iter(qn("w:p")))


def test_nine_findings_in_a_column_are_nine_rows_in_their_order() -> None:
    nine = tuple(FindingSnapshot(ref=f"f{n}", cell="c1", colour="red", text=f"Finding {n}.") for n in range(11, 20))
    table = sheets(small_grid(findings=(*grid_findings(), *nine)))[0]

    assert [text for row in rows(table) if (text := cell_texts(row)[0]).startswith("Finding ")] == [
        f"Finding {n}." for n in range(11, 20)
    ]


def test_every_paragraph_has_a_style_that_the_file_defines() -> None:
    data = written("docx", small_grid())

    defined = {style.get(qn("w:styleId")) for style in part(data, "word/styles.xml").iter(qn("w:style"))}
    used = {each.get(qn("w:val")) for each in part(data, "word/document.xml").iter(qn("w:pStyle"))}
    assert used <= defined


def test_the_file_holds_nothing_that_is_not_seen() -> None:
    with zipfile.ZipFile(io.BytesIO(written("docx", small_grid()))) as file:
        assert sorted(file.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/app.xml",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/footer1.xml",
            "word/header1.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
        text = file.read("word/document.xml").decode()
    assert "w:vanish" not in text and "w:comment" not in text and "w:ins " not in text


def test_markup_in_a_title_or_a_name_is_text() -> None:
    review = small_grid().review.model_copy(update={"title": '<w:p/> & "quoted"', "marking": "A & B <c>"})
    data = written("docx", small_grid(review=review, partnership="P & Q <r>"))

    assert '<w:p/> & "quoted"' in word_texts(data)
    assert word(data).sections[0].header.paragraphs[0].text.startswith("A & B <c>    DRAFT")
    assert word(data).core_properties.title == '<w:p/> & "quoted"'


def test_no_word_of_a_lists_heads_is_broken_even_in_a_wide_typeface() -> None:
    """Where Calibri is lacking, another and wider typeface stands in. A bold letter of 9 point then takes 6.7 point."""
    letter, margins = 6.7 * 20, 2 * 100  # twentieths of a point
    tables = [table for table in body(small_grid()).iter(qn("w:tbl")) if len(list(table.iter(qn("w:gridCol")))) > 7]

    widths = [[int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))] for table in tables]
    longest = [[max(map(len, text.split())) for text in cell_texts(rows(table)[0])] for table in tables]

    assert len(tables) == 2
    for given, needed in zip(widths, longest, strict=True):
        assert [length * letter + margins <= width for width, length in zip(given, needed, strict=True)] == [
            True for _ in given
        ]
