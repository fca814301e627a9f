"""Every column of our Excel lists that somebody changes is compared, or named as one that is not."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.kinds import kind_of
from system_review.documents.readers.reading import read
from system_review.documents.rules.returned import differences as doubts
from system_review.documents.rules.returned.cells import OtherCells
from system_review.documents.rules.returned.differences import Difference, Kind, differences
from system_review.documents.rules.returned.gathering import returned_in
from system_review.documents.rules.returned.things import Returned, as_plain, from_plain
from system_review.documents.writers.cell_marks import cell_print
from tests.bench.returning.cases import AS_AT, exported, present, snapshot
from tests.bench.returning.xlsx_edits import Book


def came(book: Book) -> tuple[list[Difference], Returned]:
    """What is different, and everything that the file says, as it is kept."""
    data = book.bytes()
    reading, framework = read(data, kind_of(data, "returned")), snapshot().framework
    returned = returned_in(reading, understand(reading, framework, base=AS_AT), framework, base=AS_AT)
    kept = from_plain(as_plain(returned))
    assert kept == returned
    return differences(kept, present()), kept


def changed(sheet: str, row: int, head: str, value: object) -> tuple[list[Difference], Returned]:
    """The same of a file in which one cell says something else."""
    book = Book(exported("xlsx"))
    there = book.book[sheet]
    there.cell(row, book.column(there, head)).value = value
    return came(book)


def first_row(sheet: str, head: str, value: object) -> int:
    """The first row that has this in a column."""
    book = Book(exported("xlsx"))
    there = book.book[sheet]
    return next(row for row in range(2, there.max_row) if there.cell(row, book.column(there, head)).value == value)


def test_a_file_that_was_only_saved_by_another_program_changes_nothing():
    found, returned = came(Book(exported("xlsx")))

    assert (found, returned.others) == ([], ())


def test_the_difference_made_is_filled_in_by_a_partner_and_sure():
    row = first_row("Actions", "Difference made", None)

    [found], returned = changed("Actions", row, "Difference made", "Young people can name an adult")

    assert (found.kind, found.theirs) == (Kind.DIFFERENCE, "Young people can name an adult")
    assert found.is_sure
    assert returned.others == ()


@pytest.mark.parametrize(("sheet", "now", "word", "key"), [("Actions", "Normal", "High", "high"),
                                                           ("Findings", None, "High", "high"),
                                                           ("Findings", "High", None, "normal")])  # fmt: skip
def test_the_priority_of_a_finding_and_of_an_action(sheet, now, word, key):
    [found], returned = changed(sheet, first_row(sheet, "Priority", now), "Priority", word)

    assert (found.kind, found.theirs, found.is_sure) == (Kind.PRIORITY, key, True)
    assert returned.others == ()


def test_words_that_are_no_priority_are_shown_and_cannot_be_taken():
    [found], _ = changed("Actions", 2, "Priority", "Very high")

    assert (found.theirs, found.may_take, found.doubt) == ("Very high", False, doubts.NO_PRIORITY)


def test_the_overall_rating_beside_a_finding_is_that_of_its_stage_and_somebody_judges():
    row = first_row("Findings", "Overall rating", "Amber")

    [found], returned = changed("Findings", row, "Overall rating", "Red")

    assert (found.kind, found.ours, found.theirs, found.doubt) == (Kind.RATING, "amber", "red", doubts.JUDGED)
    assert returned.others == ()


@pytest.mark.parametrize("sheet", ["Actions", "Findings"])
def test_an_emptied_text_is_told_and_cannot_be_taken(sheet):
    [found], _ = changed(sheet, 3, "Text", None)

    assert (found.kind, found.theirs, found.doubt) == (Kind.TEXT, "", doubts.TEXT_EMPTIED)
    assert found.ours and not found.may_take


@pytest.mark.parametrize(
    ("sheet", "row", "head", "value"),
    [
        ("Actions", 3, "What for", "To find out"),
        ("Actions", 4, "Comes round", "every fortnight"),
        ("Actions", 5, "Last done on", date(2026, 11, 20)),
        ("Actions", 6, "Waits for", "A62"),
        ("Actions", 7, "Where", "Target, Level 1, Referral"),
        ("Actions", 8, "Status", None),
        ("Findings", 3, "About", "Nobody of ours"),
        ("Findings", 4, "Colour", "Purple"),
        ("Findings", 5, "Reason for the rating", "Another reason"),
        ("Values", 2, "What we saw", "Quite other words"),
        ("Evidence", 3, "How it stands", "Lost"),
    ],
)
def test_what_is_changed_in_a_column_that_is_not_compared_is_named(sheet, row, head, value):
    name = str(Book(exported("xlsx")).book[sheet].cell(row, 1).value)

    found, returned = changed(sheet, row, head, value)

    assert found == []
    assert returned.others == (OtherCells(sheet, head, (name,)),)


def test_the_role_of_a_lead_without_a_name_is_told_though_the_lead_is_the_same():
    book = Book(exported("xlsx"))
    there = book.actions
    lead, role = book.column(there, "Lead"), book.column(there, "Lead's role")
    row = next(n for n in range(2, there.max_row) if str(there.cell(n, role).value) in str(there.cell(n, lead).value))
    there.cell(row, role).value = "somebody else altogether"

    found, returned = came(book)

    assert found == []
    assert [each.head for each in returned.others] == ["Lead's role"]


def test_columns_that_were_moved_or_put_between_change_nothing():
    book = Book(exported("xlsx"))
    book.actions.insert_cols(4)

    found, returned = came(book)

    assert (found, returned.others) == ([], ())


@pytest.mark.parametrize("said", ["20 January 2027", "2027-01-20", "2027-01-20 00:00:00", "20 January 2027 0:00"])
def test_a_day_is_the_same_in_whichever_form_a_program_writes_it(said):
    assert cell_print(date(2027, 1, 20)) == cell_print(said)
