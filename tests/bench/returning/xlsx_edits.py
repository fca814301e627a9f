"""Edits of our Excel file as people make them, saved by another program (openpyxl)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from tests.bench.returning import phrases
from tests.bench.returning.cases import Case, names, present, snapshot


class Book:
    """An Excel file open for edits."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.findings, self.actions = self.book["Findings"], self.book["Actions"]

    def bytes(self) -> bytes:
        """The file, saved."""
        made = io.BytesIO()
        self.book.save(made)
        return made.getvalue()

    def column(self, sheet: Any, head: str) -> int:
        """The number of a column by its head."""
        return next(cell.column for cell in sheet[1] if cell.value == head)

    def fill(self, sheet: Any, text: str, cells: dict[str, object]) -> None:
        """Other words in the row that has this text, by the heads."""
        at = self.column(sheet, "Text")
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at).value == text)
        for head, value in cells.items():
            sheet.cell(row, self.column(sheet, head)).value = value

    def rows(self, case: Case, sheet: Any) -> list[tuple[str, int]]:
        """Id and row of everything in a list that was not edited yet."""
        last = sheet.max_column
        found = []
        for row in range(2, sheet.max_row + 1):
            mark = str(sheet.cell(row, last).value or "")
            if mark.startswith("sr_") and (name := mark.split("_")[2]) not in case.touched:
                found.append((name, row))
        return found

    def strip_names(self) -> None:
        """The hidden columns are deleted."""
        for sheet in self.book.worksheets:
            marked = {
                cell.column
                for row in sheet.iter_rows()
                for cell in row
                if isinstance(cell.value, str) and cell.value.startswith(("sr_", "- sr_", "- - sr_"))
            }
            for column in sorted(marked, reverse=True):
                for row in range(1, sheet.max_row + 1):
                    sheet.cell(row, column).value = None


def _pick(case: Case, book: Book, sheet: Any) -> tuple[str, int]:
    known = present().findings.keys() | present().actions.keys()
    return case.chance.choice([pair for pair in book.rows(case, sheet) if pair[0] in known])


def reword_finding(case: Case, book: Book) -> None:
    """A finding in other words, in the list."""
    name, row = _pick(case, book, book.findings)
    cell = book.findings.cell(row, book.column(book.findings, "Text"))
    cell.value = phrases.reworded(str(cell.value), case.chance)
    case.want("text", name, cell.value)


def reword_action(case: Case, book: Book) -> None:
    """An action in other words, in the list."""
    name, row = _pick(case, book, book.actions)
    cell = book.actions.cell(row, book.column(book.actions, "Text"))
    cell.value = phrases.reworded(str(cell.value), case.chance)
    case.want("text", name, cell.value)


def status(case: Case, book: Book) -> None:
    """How an action stands."""
    name, row = _pick(case, book, book.actions)
    now = present().actions[name].values["status"]
    new = case.chance.choice([word for word in phrases.STATUSES if word != now])
    book.actions.cell(row, book.column(book.actions, "Status")).value = phrases.STATUSES[new]
    case.want("status", name, new)


def note(case: Case, book: Book) -> None:
    """A line of progress more."""
    name, row = _pick(case, book, book.actions)
    cell = book.actions.cell(row, book.column(book.actions, "Progress"))
    text = case.chance.choice(phrases.NOTES)
    cell.value = f"{cell.value}\n{text}" if cell.value else text
    case.want("note", name, text)


def lead(case: Case, book: Book) -> None:
    """Somebody else leads, with nobody beside."""
    name, row = _pick(case, book, book.actions)
    for head, value in (("Lead", "Morag Sinclair"), ("Lead's role", None), ("Lead's agency", "Police"), ("With", None)):
        book.actions.cell(row, book.column(book.actions, head)).value = value
    case.want("lead", name, "Morag Sinclair, Police")


def due(case: Case, book: Book) -> None:
    """Another day, typed as a date in words."""
    name, row = _pick(case, book, book.actions)
    day = case.chance.choice(phrases.DAYS)
    book.actions.cell(row, book.column(book.actions, "Due on")).value = day[0]
    book.actions.cell(row, book.column(book.actions, "Time as written")).value = None
    case.want("due", name, day[1])


def difference_made(case: Case, book: Book) -> None:
    """What difference an action made."""
    name, row = _pick(case, book, book.actions)
    cell = book.actions.cell(row, book.column(book.actions, "Difference made"))
    cell.value = f"{cell.value or ''} {case.chance.choice(phrases.NOTES)}".strip()
    case.want("difference made", name, cell.value)


def priority(case: Case, book: Book) -> None:
    """How much an action matters."""
    name, row = _pick(case, book, book.actions)
    cell = book.actions.cell(row, book.column(book.actions, "Priority"))
    cell.value = case.chance.choice([word for word in ("High", "Normal", "Low") if word != cell.value])
    case.want("priority", name, cell.value.lower())


def colour(case: Case, book: Book) -> None:
    """A finding has another colour."""
    name, row = _pick(case, book, book.findings)
    now = present().findings[name].values["colour"]
    new = case.chance.choice([each for each in ("red", "amber", "green") if each != now])
    book.findings.cell(row, book.column(book.findings, "Colour")).value = new.capitalize()
    case.want("colour", name, new)


def comment(case: Case, book: Book) -> None:
    """A note on a cell."""
    name, row = _pick(case, book, book.findings)
    text, by = case.chance.choice(phrases.COMMENTS), "Morag Sinclair"
    cell = book.findings.cell(row, book.column(book.findings, "Text"))
    cell.comment = Comment(text, by)
    case.want("comment", name, text)


def new_action(case: Case, book: Book) -> None:
    """A row more in the list of actions, for a finding by its number."""
    sheet, row = book.actions, book.actions.max_row + 1
    text = phrases.new_action(case.chance)
    values = {"Text": text, "Lead": "Rahul Osei", "Status": "Not started", "Findings": "F1", "Progress": None}
    for head, value in values.items():
        sheet.cell(row, book.column(sheet, head)).value = value
    case.want("new action", "", text)


def new_finding(case: Case, book: Book) -> None:
    """A row more in the list of findings."""
    sheet, row = book.findings, book.findings.max_row + 1
    text = phrases.new_finding(case.chance)
    like = case.chance.randrange(2, row)
    for head in ("Domain", "Level", "Stage", "Colour"):
        column = book.column(sheet, head)
        sheet.cell(row, column).value = sheet.cell(like, column).value
    sheet.cell(row, book.column(sheet, "Text")).value = text
    case.want("new finding", "", text)


def sorted_rows(case: Case, book: Book) -> None:
    """The actions sorted by their text, as a filter's head does: nothing is different."""
    sheet = book.actions
    column = book.column(sheet, "Text") - 1
    rows = sorted(([cell.value for cell in row] for row in sheet.iter_rows(min_row=2)), key=lambda r: str(r[column]))
    for number, values in enumerate(rows, start=2):
        for at, value in enumerate(values, start=1):
            sheet.cell(number, at).value = value


def in_paper(case: Case, book: Book) -> None:
    """A finding in other words, in the sheet that looks as the paper does."""
    texts = {each.text: names()[each.ref] for each in snapshot().findings if not each.archived}
    cells = [
        (cell, text)
        for sheet in book.book.worksheets
        if sheet.title not in ("Findings", "Actions")
        for row in sheet.iter_rows(max_col=6)
        for cell in row
        if isinstance(cell.value, str) and (text := cell.value.split("\n")[0]) in texts
        and texts[text] not in case.touched and len(text) < 300
    ]  # fmt: skip
    cell, text = case.chance.choice(cells)
    new = phrases.reworded(text, case.chance)
    cell.value = cell.value.replace(text, new, 1)
    case.want("text", texts[text], new)


EDITS: dict[str, Callable[[Case, Book], None]] = {
    each.__name__: each
    for each in (
        reword_finding, reword_action, status, note, lead, due, difference_made, priority, colour, comment, new_action,
        new_finding, sorted_rows, in_paper,
    )
}  # fmt: skip
