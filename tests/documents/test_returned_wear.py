"""What programs and busy people do to our files besides: columns taken out, quotation marks, further paragraphs."""

from __future__ import annotations

import copy

import pytest

from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.kinds import kind_of
from system_review.documents.readers.reading import read
from system_review.documents.rules.returned import differences as doubts
from system_review.documents.rules.returned.differences import Difference, Kind
from system_review.documents.rules.returned.gathering import returned_in
from system_review.documents.rules.returned.things import Returned
from system_review.reviews.snapshots import ActionSnapshot
from tests.bench.returning.cases import AS_AT, actions, came_back, exported, findings, names, snapshot
from tests.bench.returning.docx_edits import Paper, W, run
from tests.bench.returning.xlsx_edits import Book

OF_LIST = ("Number", "What for", "Lead", "Lead's agency", "Time as written", "Due on", "Progress", "Findings")
CURLY = str.maketrans({"'": "’", "-": "–"})


def first_not_begun():
    return next(action for action in actions() if action.status == "not_started")


def list_with_one_done(*without: str, names_kept: bool = True, head: str = "Status") -> bytes:
    """The list of actions, one of them done, after somebody took columns out of it."""
    book, action = Book(exported("xlsx")), first_not_begun()
    sheet = book.actions
    status, text = book.column(sheet, "Status"), book.column(sheet, "Text")
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, text).value == action.text)
    sheet.cell(row, status).value = "Done"
    sheet.cell(1, status).value = head
    if not names_kept:
        sheet.delete_cols(sheet.max_column)
    for name in without:
        sheet.delete_cols(book.column(sheet, name))
    return book.bytes()


@pytest.mark.parametrize("without", [*[(name,) for name in OF_LIST], OF_LIST], ids=str)
def test_a_list_without_some_of_its_columns_is_still_read_and_says_nothing_of_them(without):
    [found] = came_back(list_with_one_done(*without))

    assert (found.kind, found.about, found.theirs) == (Kind.STATUS, names()[first_not_begun().ref], "done")
    assert found.is_sure


def test_a_list_without_its_numbers_and_hidden_names_is_known_by_its_words():
    [found] = came_back(list_with_one_done("Number", names_kept=False, head=" STATUS:"))

    assert (found.kind, found.about, found.doubt) == (Kind.STATUS, names()[first_not_begun().ref], doubts.BY_WORDS)


def with_columns(*heads: str, filled: bool = True) -> Returned:
    """The list of actions, its column Status renamed to the first of these heads, and the others added."""
    book = Book(exported("xlsx"))
    sheet = book.actions
    sheet.cell(1, book.column(sheet, "Status")).value = heads[0]
    for head in heads[1:]:
        sheet.cell(1, sheet.max_column + 1).value = head
        if filled:
            sheet.cell(2, sheet.max_column).value = "Ask Rahul."
    data = book.bytes()
    reading = read(data, kind_of(data, "returned"))
    understanding = understand(reading, snapshot().framework, base=AS_AT)
    return returned_in(reading, understanding, snapshot().framework, base=AS_AT)


def test_columns_that_somebody_renamed_or_added_are_told_since_nothing_in_them_is_compared():
    assert with_columns("Where we are", "For health").foreign_columns == ("Where we are", "For health")


def test_an_empty_column_and_those_of_ours_are_not_told():
    assert with_columns("Status", "For health", filled=False).foreign_columns == ()


@pytest.mark.parametrize("key", ["docx", "xlsx"])
def test_quotation_marks_and_dashes_that_a_program_changed_are_no_difference(key):
    if key == "docx":
        paper = Paper(exported("docx"))
        for letters in paper.root.iter(f"{W}t"):
            letters.text = (letters.text or "").translate(CURLY)
        data = paper.bytes()
        assert "’".encode() in paper.parts["word/document.xml"]
    else:
        book = Book(exported("xlsx"))
        for sheet in (book.findings, book.actions):
            for row in sheet.iter_rows(min_row=2, max_col=sheet.max_column - 1):
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = cell.value.translate(CURLY)
        data = book.bytes()

    assert came_back(data) == []


def below(paper: Paper, kind: str, public_id: str, text: str, *, last: bool = False) -> None:
    """A further paragraph: right below a thing, or as the last one of its cell."""
    paragraph = next(paper.start(kind, public_id).iterancestors(f"{W}p"))
    if last:
        paragraph = list(next(paragraph.iterancestors(f"{W}tc")).iter(f"{W}p"))[-1]
    new = copy.deepcopy(paragraph)
    for child in list(new):
        if child.tag != f"{W}pPr":
            new.remove(child)
    new.append(run(text))
    paragraph.addnext(new)


def alone_in_its_cell():
    """A finding below which nothing else stands in its cell."""
    spots = [(each.cell, each.colour) for each in findings()]
    return next(each for each in findings() if spots.count((each.cell, each.colour)) == 1 and each.evidence)


def test_a_finding_that_somebody_cut_in_two_paragraphs_is_no_difference():
    paper = Paper(exported("docx"))
    finding = next(each for each in findings() if ". " in each.text)
    first, _, rest = finding.text.partition(". ")
    paper.replace("f", names()[finding.ref], f"{first}.")
    below(paper, "f", names()[finding.ref], rest)

    assert came_back(paper.bytes()) == []


def test_a_paragraph_right_below_a_finding_is_shown_with_its_words_and_in_doubt():
    paper, finding = Paper(exported("docx")), alone_in_its_cell()
    below(paper, "f", names()[finding.ref], "It is worse in the holidays.")

    [found] = came_back(paper.bytes())

    assert (found.kind, found.about, found.doubt) == (Kind.TEXT, names()[finding.ref], doubts.GOES_ON)
    assert found.theirs == f"{finding.text}\nIt is worse in the holidays."


def test_a_paragraph_below_our_own_lines_is_a_new_finding_of_that_stage_and_colour():
    paper, finding = Paper(exported("docx")), alone_in_its_cell()
    below(paper, "f", names()[finding.ref], "Nobody asks about the river.", last=True)

    [found] = came_back(paper.bytes())

    assert (found.kind, found.theirs, found.colour) == (
        Kind.NEW_FINDING, "Nobody asks about the river.", finding.colour
    )  # fmt: skip
    assert found.may_take and not found.is_sure


def test_a_paragraph_under_an_action_is_offered_as_a_note_of_how_it_goes():
    paper, action = Paper(exported("docx")), actions()[0]
    state = next(paper.start("w", names()[action.ref]).iterancestors(f"{W}p"))
    new = copy.deepcopy(state)
    for child in list(new):
        if child.tag != f"{W}pPr":
            new.remove(child)
    new.append(run("The printer is booked for January."))
    state.addnext(new)

    [found] = came_back(paper.bytes())

    assert (found.kind, found.about, found.doubt) == (Kind.NOTE, names()[action.ref], doubts.UNDERNEATH)
    assert found.theirs == "The printer is booked for January."


def with_cells(**cells: str | None) -> tuple[list[Difference], ActionSnapshot]:
    """What is different after these cells of an action were filled in, and the action: one with a day and no words."""
    book = Book(exported("xlsx"))
    action = next(each for each in actions() if each.due_on and not (each.due_words or each.repeats) and each.leads)
    sheet = book.actions
    row = next(
        row for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, book.column(sheet, "Text")).value == action.text
    )  # fmt: skip
    for head, value in cells.items():
        sheet.cell(row, book.column(sheet, head.replace("_", " "))).value = value
    return came_back(book.bytes()), action


@pytest.mark.parametrize("words", ["31/02/2027", "2027-13-01", "31 April 2027", "tbc", "asap", "2027-06-01 or later"])
def test_words_that_are_no_day_stay_and_are_not_sure(words):
    [found], action = with_cells(Due_on=words)

    assert (found.kind, found.about) == (Kind.DUE, names()[action.ref])
    assert found.theirs == words
    assert found.doubt == doubts.NO_DAY


@pytest.mark.parametrize("column", ["Due_on", "Time_as_written"])
def test_words_that_are_a_time_come_with_the_day_that_they_mean(column):
    [found], _ = with_cells(**{"Due_on": None, column: "end of May 2027"})

    assert found.theirs == "end of May 2027 = 2027-05-31"
    assert found.is_sure


def test_a_day_in_numbers_is_a_day_and_no_words():
    [found], _ = with_cells(Due_on="13.9.2027")

    assert (found.theirs, found.is_sure) == ("2027-09-13", True)


def test_words_beside_a_day_that_they_do_not_mean_are_looked_at():
    [found], action = with_cells(Time_as_written="end of May 2028")

    assert found.theirs == f"end of May 2028 = {action.due_on}"
    assert found.doubt == doubts.OTHER_DAY


@pytest.mark.parametrize(("column", "kind"), [("Due_on", Kind.DUE), ("Lead", Kind.LEAD)])
def test_an_emptied_cell_is_a_difference_and_never_sure(column, kind):
    [found], _ = with_cells(**{column: None})

    assert (found.kind, found.doubt) == (kind, doubts.EMPTIED)
    assert found.theirs == found.ours.partition("; ")[2]  # who leads with the one that was taken out


def test_the_lead_of_a_role_is_not_offered_again_when_the_name_was_emptied():
    book = Book(exported("xlsx"))
    sheet = book.actions
    lead = book.column(sheet, "Lead")
    row = next(
        row for row in range(2, sheet.max_row + 1)
        if ", " in str(sheet.cell(row, lead).value) and sheet.cell(row, book.column(sheet, "With")).value
    )  # fmt: skip
    sheet.cell(row, lead).value = None

    [found] = came_back(book.bytes())

    assert found.ours.endswith(f"; {found.theirs}")
    assert found.doubt == doubts.EMPTIED


def test_words_in_the_place_of_a_time_in_word_come_with_the_day_that_they_mean():
    paper = Paper(exported("docx"))
    action = next(each for each in actions() if each.due_on and not (each.due_words or each.repeats))
    paper.replace("w", names()[action.ref], "end of May 2027 · Not started")

    found = {each.kind: each for each in came_back(paper.bytes())}

    assert found[Kind.DUE].theirs == "end of May 2027 = 2027-05-31"
