"""Excel: the paper's sheets, and lists with filters; read by openpyxl."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from system_review.documents.writers.lengths import cut
from system_review.documents.writers.wording import english
from system_review.documents.writers.xlsx import write_xlsx
from system_review.documents.writers.xlsx_book import LONGEST_CELL, LONGEST_NAME, units
from system_review.frameworks.snapshots import Domain, FrameworkSnapshot
from system_review.reviews.snapshots import ActionSnapshot, NoteSnapshot, ReviewSnapshot
from system_review.texts import LONGEST
from tests.documents.frameworks import audit_framework, stage
from tests.documents.snapshots import AS_AT, cell, grid_actions, small_audit, small_grid
from tests.documents.writers.reading_back import excel, excel_texts, part, with_finding, written


def opened(snapshot: ReviewSnapshot, sheet: str) -> Worksheet:
    return excel(written("xlsx", snapshot))[sheet]


def row_texts(sheet: Worksheet, row: int) -> list[object]:
    return [each.value for each in sheet[row]]


def records(sheet: Worksheet) -> list[dict[object, object]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_there_is_a_sheet_for_each_domain_and_one_for_each_list() -> None:
    assert excel(written("xlsx", small_grid())).sheetnames == [
        "About this review", "Target", "Partnerships", "Findings", "Actions", "Values", "Evidence",
    ]  # fmt: skip
    assert excel(written("xlsx", small_audit())).sheetnames == [
        "About this review", "Leading", "Staff", "Findings", "Actions",
    ]  # fmt: skip


def test_no_sheet_row_or_column_is_hidden() -> None:
    for sheet in excel(written("xlsx", small_grid())).worksheets:
        assert sheet.sheet_state == "visible"
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())


def test_a_domain_has_the_papers_six_columns_with_both_levels_under_each_other() -> None:
    sheet = opened(small_grid(), "Target")

    assert sheet.max_column == 6
    assert row_texts(sheet, 3) == ["Red", None, "Amber", None, "Green", None]
    assert row_texts(sheet, 4) == [
        "Traffic light rating", "Action plan to get to amber", "Traffic light rating", "Action plan to get to green",
        "Traffic light rating", "Action plan to sustain performance",
    ]  # fmt: skip
    first = [row[0].value for row in sheet.iter_rows(min_row=5)]
    assert [text for text in first if text in {"Referral", "Response"} or str(text).startswith("Target,")] == [
        "Target, Level 1  ·  How we respond to children and families", "Referral", "Response",
        "Target, Level 2  ·  How we respond to places and groups", "Referral", "Response",
    ]  # fmt: skip


def test_a_finding_stands_beside_its_plan_and_a_rating_beside_its_stage() -> None:
    sheet = opened(small_grid(), "Target")
    rows = [[each.value for each in row] for row in sheet.iter_rows(min_row=5)]

    referral = next(row for row in rows if row[0] == "Referral")
    assert (referral[4], referral[5]) == ("Current overall rating", "Amber/Red")
    found = next(row for row in rows if str(row[0]).startswith("GP practices"))
    assert str(found[1]).startswith("A1  Run three lunchtime briefings")
    assert "Meera, Health, with Col" in str(found[1])
    assert str(found[2]).startswith("The new form asks")
    assert found[4] == "Looked, none found"


def test_the_strip_for_what_is_not_yet_known_tells_how_to_find_out() -> None:
    [row] = [row for row in opened(small_grid(), "Partnerships").iter_rows() if "shops know" in str(row[0].value)]

    assert str(row[0].value).startswith("Not yet known\nWhether shops know")
    assert str(row[3].value).startswith("To find out\nA5  Ask ten shops")


def test_heads_are_repeated_and_stay_in_sight_and_pages_are_a3_landscape() -> None:
    for sheet in excel(written("xlsx", small_grid())).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    sheet = opened(small_grid(), "Target")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$3:$4")


def test_every_sheet_carries_the_marking_the_state_the_day_and_the_page() -> None:
    for sheet in excel(written("xlsx", small_grid())).worksheets:
        assert sheet.oddHeader.left.text == "&BOFFICIAL-SENSITIVE    DRAFT"
        assert sheet.oddHeader.right.text == "System Review 2027"
        assert sheet.oddFooter.left.text == "As at 20 April 2027"
        assert sheet.oddFooter.center.text == "Eastmere Safeguarding Partnership"
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_ampersands_and_long_names_do_not_break_a_running_line() -> None:
    review = small_grid().review.model_copy(update={"title": "T&T " * 50, "marking": "M&M " * 40})
    data = written("xlsx", small_grid(review=review, partnership="P&P " * 50))

    header = part(data, "xl/worksheets/sheet1.xml").findtext(".//{*}oddHeader")
    footer = part(data, "xl/worksheets/sheet1.xml").findtext(".//{*}oddFooter")
    assert header.startswith("&L&BM&&M M&&M ") and "DRAFT" in header
    assert len(header) <= 255 and len(footer) <= 255
    assert "&RPage &P of &N" in footer


def test_lists_can_be_filtered_and_their_dates_are_dates() -> None:
    sheet = opened(small_grid(), "Actions")

    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:S7", "B2")
    rows = {row["Number"]: row for row in records(sheet)}
    assert rows["A1"]["Due on"] == datetime(2027, 7, 20)  # noqa: DTZ001
    assert (rows["A1"]["Lead"], rows["A1"]["Lead's agency"], rows["A3"]["Lead"]) == ("Meera", "Health", "No lead yet")
    assert (rows["A2"]["Overdue"], rows["A2"]["Waits for"], rows["A4"]["Comes round"]) == ("Yes", "A3", "every term")
    assert rows["A1"]["Where"] == "Target, Level 1, Referral; Target, Level 1, Response"


def test_a_list_of_findings_has_its_stage_colour_and_actions_in_columns() -> None:
    rows = records(opened(small_grid(), "Findings"))

    assert [
        (row["Number"], row["Domain"], row["Level"], row["Stage"], row["Colour"], row["Actions"]) for row in rows
    ] == [
        ("F1", "Target", "Level 1", "Referral", "Red", "A1"),
        ("F2", "Target", "Level 1", "Referral", "Amber", "A2, A3"),
        ("F3", "Target", "Level 1", "Response", "Amber", "A1"),
        ("F4", "Target", "Level 2", "Referral", "Green", "A4"),
        ("F5", "Partnerships", "Level 1", "Referral", "Not yet known", "A5"),
    ]
    assert next(list(row)[:3] for row in records(opened(small_audit(), "Findings"))) == [
        "Number",
        "Standard",
        "Question",
    ]


def test_nothing_is_a_formula_or_a_link() -> None:
    data = written("xlsx", with_finding(small_grid, '=HYPERLINK("http://127.0.0.1/")'))

    types = {each.data_type for sheet in excel(data).worksheets for row in sheet.iter_rows() for each in row}
    assert types <= {"s", "n", "d"}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        sheets = [name for name in file.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in file.read(name) or b"hyperlink" in file.read(name) for name in sheets)


def test_a_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    notes = tuple(NoteSnapshot(on=AS_AT, text=f"{number} " + "n" * (LONGEST - 2)) for number in range(4))
    long = grid_actions()[0].model_copy(update={"notes": notes})
    sheet = opened(small_grid(actions=(ActionSnapshot.model_validate(long.model_dump()),)), "Actions")

    pieces = [str(row["Progress"]) for row in records(sheet) if row["Progress"]]
    assert len(pieces) > 1 and all(units(piece) <= LONGEST_CELL for piece in pieces)
    assert "".join(pieces) == "\n".join(f"20 April 2027: {note.text}" for note in notes)


def test_a_long_finding_goes_on_over_rows_that_excel_can_show() -> None:
    text = " ".join(f"word{number}" for number in range(2000))[:LONGEST]
    sheet = opened(with_finding(small_audit, text), "Leading")

    pieces = [str(row[2].value) for row in sheet.iter_rows() if "word" in str(row[2].value)]
    assert "".join(pieces) == text
    assert len(pieces) > 5
    assert all(dimension.height <= 409 for dimension in sheet.row_dimensions.values() if dimension.height)


@pytest.mark.parametrize("text", ["", "a", "a b\n\nc ", "x" * 500, "漢字" * 200, " \n \n", "one two three " * 80])
def test_a_text_cut_into_rows_is_the_text(text: str) -> None:
    pieces = cut(text, 20, 3)

    assert "".join(pieces) == text
    assert all(piece or piece == text for piece in pieces)


def framework_named(*names: str) -> FrameworkSnapshot:
    """The audit with domains of these names."""
    domains = tuple(
        Domain(key=f"d{number}", name={"en": name}, stages=(stage("one", "One"),)) for number, name in enumerate(names)
    )
    return audit_framework().model_copy(update={"domains": domains})


def test_names_of_sheets_are_legal_and_differ() -> None:
    names = ("Findings", "findings", "A/B: [c]*?\\", "'quoted'", "History", "n" * 60, "N" * 60, "🚶‍♀️" * 12, "   ")
    cells = tuple(cell(f"c{number}", f"d{number}", None, "one") for number in range(len(names)))
    data = written("xlsx", small_audit(framework=framework_named(*names), cells=cells, findings=(), actions=()))

    made = excel(data).sheetnames
    assert len({name.casefold() for name in made}) == len(made) == len(names) + 3
    assert all(units(name) <= LONGEST_NAME and not set(name) & set("[]:*?/\\") for name in made)
    assert all(name.strip("'") == name and name.casefold() != "history" for name in made)


def test_one_sheet_alone_can_be_written() -> None:
    data = write_xlsx(small_grid(), english(AS_AT), ("target", "level-2"))

    assert excel(data).sheetnames == ["About this review", "Target", "Findings", "Actions"]
    assert not any("GP practices" in text for text in excel_texts(data))


def test_an_empty_review_is_written() -> None:
    data = written("xlsx", small_audit(findings=(), actions=()))

    assert [list(records(excel(data)[name])) for name in ("Findings", "Actions")] == [[], []]


def test_its_properties_name_the_review_and_its_day() -> None:
    properties = excel(written("xlsx", small_grid())).properties

    assert (properties.title, properties.creator) == ("System Review 2027", "System Review")
    assert properties.created == properties.modified == datetime(2027, 4, 14)  # noqa: DTZ001
