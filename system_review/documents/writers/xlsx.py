"""Excel: the paper's sheets, and lists of findings and actions with filters. Pure.

Every text is written as text: no formula, no link, no number is made of it, whatever it begins with.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import zip_longest

from system_review.documents.writers.cell_marks import cells_mark, heads_mark
from system_review.documents.writers.entries import action_in_full
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.lengths import cut, lines_of
from system_review.documents.writers.lists import evidence_list, values
from system_review.documents.writers.lists_of_words import challenge_list, comment_list, note_list
from system_review.documents.writers.marks import Marks, due_written, file_marks, finding_mark, row_mark
from system_review.documents.writers.pages import ListPart, Paper
from system_review.documents.writers.palette import BAR, DEEP, GROUND, HAIR, INK, SOFT
from system_review.documents.writers.places import Only, Places
from system_review.documents.writers.records import (
    ACTION_KEYS,
    FINDING_KEYS,
    Record,
    Value,
    action_record,
    finding_record,
    head,
    keys_of,
)
from system_review.documents.writers.wording import Wording
from system_review.documents.writers.xlsx_book import LONGEST_CELL, Book, Sheet, units
from system_review.documents.writers.xlsx_measures import MOST, fits
from system_review.documents.writers.xlsx_paper import paper_sheets, rating_look
from system_review.reviews.snapshots import ActionSnapshot, FindingSnapshot, ReviewSnapshot
from system_review.texts import shown

_FACT_ACROSS = 125  # characters in a line of the joined cells beside a name
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDE = {"text": 60, "evidence": 40, "rating_reason": 34, "difference": 34, "notes": 40, "with_": 34, "where": 34,
         "see_also": 34, "also_in": 30, "earlier": 30, "lead": 24, "due_words": 24}  # fmt: skip
_NARROW = {"number": 9, "colour": 14, "overdue": 10, "priority": 10, "due_on": 16, "last_done_on": 16, "rated_on": 16}


def write_xlsx(
    snapshot: ReviewSnapshot, wording: Wording, only: Only | None = None, marks: Marks | None = None
) -> bytes:
    """The review (or one sheet of it) as .xlsx. Equal reviews give equal bytes. Raises `Refused` as `lay_out` does."""
    import xlsxwriter

    paper, places, made = lay_out(snapshot, wording, only, marks=marks), Places(snapshot, wording, only), io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as workbook:
        day = datetime.combine(paper.reviewed_on, time())
        workbook.set_properties({"title": shown(paper.title), "author": shown(paper.author), "created": day})
        book = Book(workbook, paper)
        _about(book, paper)
        paper_sheets(book, paper)
        findings, actions = _findings(places), _actions(places)
        _flat(book, wording.headings.findings_sheet, places, FINDING_KEYS, findings, _finding_marks(places, marks))
        _flat(book, wording.headings.actions_sheet, places, ACTION_KEYS, actions, _action_marks(places, marks))
        for part in _lists(places):
            _list(book, part, marks)
    return made.getvalue()


def _findings(places: Places) -> list[Record]:
    return [finding_record(places, finding) for finding in _shown(places)]


def _shown(places: Places) -> list[FindingSnapshot]:
    return [finding for finding in places.in_order if places.is_included(finding)]


def _finding_marks(places: Places, marks: Marks | None) -> list[str]:
    """The hidden column of the findings: the file's own mark, then each row's. Empty without marks."""
    if marks is None:
        return []
    return [_file(marks), *(finding_mark(marks, each.ref, each.text) for each in _shown(places))]


def _file(marks: Marks) -> str:
    return " ".join(file_marks(marks))


def _planned(places: Places) -> list[ActionSnapshot]:
    there = (ref for ref in places.action_numbers if places.only is None or ref in places.written_under)
    return [places.actions[ref] for ref in there]


def _actions(places: Places) -> list[Record]:
    return [action_record(places, action) for action in _planned(places)]


def _action_marks(places: Places, marks: Marks | None) -> list[str]:
    if marks is None:
        return []
    made = [row_mark(marks, action_in_full(places, each, []), when=due_written(each)) for each in _planned(places)]
    return [_file(marks), *made]


def _lists(places: Places) -> list[ListPart]:
    has_values = places.only is None and bool(places.snapshot.values)
    asked_for = (comment_list(places), note_list(places), challenge_list(places))
    return [
        part
        for part in (values(places) if has_values else None, evidence_list(places, how_far=True), *asked_for)
        if part
    ]


def _about(book: Book, paper: Paper) -> None:
    sheet = book.sheet(paper.about_heading, (34, *[26] * max(4, len(paper.ratings.heads) - 1), *[26]))
    sheet.text(0, 0, paper.title, bold=True, font_size=22, font_color=BAR, text_wrap=False, indent=0)
    sheet.text(1, 0, paper.subtitle, font_size=12, font_color=SOFT, text_wrap=False, indent=0)
    sheet.high(0, 1, least=34)
    sheet.high(1, 1, least=22)
    row = _ratings(sheet, paper, _heading(sheet, 3, paper.ratings_heading))
    facts = ((fact.name, fact.text, SOFT) for fact in paper.about)
    row = _facts(sheet, facts, _heading(sheet, row, paper.about_heading))
    colours = ((each.word, each.meaning, DEEP[each.colour]) for each in (*paper.heads, paper.unknown_head))
    _facts(sheet, colours, _heading(sheet, row, paper.colours_heading))


def _heading(sheet: Sheet, row: int, text: str) -> int:
    """Write a heading; the row after it."""
    sheet.text(row, 0, text, bold=True, font_size=14, font_color=BAR, text_wrap=False, indent=0)
    sheet.high(row, 1, least=24)
    return row + 1


def _ratings(sheet: Sheet, paper: Paper, row: int) -> int:
    """Write the table of ratings from this row on; the row after it, and one left free."""
    for column, text in enumerate(paper.ratings.heads):
        sheet.text(row, column, text, bold=True, bottom=2, bottom_color=INK, indent=1 if column else 0)
    for number, line in enumerate(paper.ratings.rows, row + 1):
        under = {"bottom": 1, "bottom_color": HAIR, "valign": "vcenter"}
        sheet.text(number, 0, line.name, bold=True, indent=0, **under)
        for column, given in enumerate(line.ratings, 1):
            sheet.text(number, column, given.word, **rating_look(given, fill="FFFFFF"), **under)
        sheet.high(number, lines_of(line.name, 34), least=21)
    return row + 2 + len(paper.ratings.rows)


def _facts(sheet: Sheet, facts: Iterable[tuple[str, str, str]], row: int) -> int:
    """Write names with their texts (name, text, colour of the name) from this row on; the second row after them."""
    for name, text, colour in facts:
        for number, piece in enumerate(cut(text, _FACT_ACROSS, MOST)):
            sheet.text(row, 0, name if number == 0 else "", bold=True, font_color=colour, indent=0)
            sheet.across(row, 1, 4, piece)
            sheet.high(row, lines_of(piece, _FACT_ACROSS))
            row += 1
    return row + 1


def _flat(
    book: Book, name: str, places: Places, keys: tuple[str, ...], records: list[Record], marks: list[str]
) -> None:
    """A list of records with a filter on each column, and behind them a hidden one with the mark of each."""
    keys = keys_of(places, keys)
    widths = [_WIDE.get(key) or _NARROW.get(key) or 20 for key in keys]
    rows = [[record.get(key) for key in keys] for record in records]
    _listed(book.sheet(name, widths), [head(places, key) for key in keys], widths, rows, marks)


def _list(book: Book, part: ListPart, marks: Marks | None) -> None:
    """A list of the paper with a filter on each column; its rows have no marks beside those of their cells."""
    width = 230 / sum(part.shares)
    widths = [max(9.0, share * width) for share in part.shares]
    named = [_file(marks), *[""] * len(part.rows)] if marks else []
    _listed(book.sheet(part.heading, widths), part.heads, widths, part.rows, named)


def _listed(
    sheet: Sheet,
    heads: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[Value]],
    marks: Sequence[str] = (),
) -> None:
    """The head and the rows of a list; its head and its first column stay in sight while one scrolls."""
    for column, text in enumerate(heads):
        sheet.text(0, column, text, bold=True, bg_color=GROUND, bottom=2, bottom_color=INK)
    sheet.high(0, max(lines_of(text, int(width)) for text, width in zip(heads, widths, strict=True)))
    row = 1
    if marks:
        sheet.hide(len(heads))
        sheet.mark(0, len(heads), f"{marks[0]} {heads_mark(heads)}")
    for values_of_row, mark in zip_longest(rows, marks[1:], fillvalue=""):
        if marks:
            first = [_pieces(value)[0] if value else "" for value in values_of_row]
            sheet.mark(row, len(heads), f"{mark} {cells_mark(first)}".strip())
        for pieces in zip_longest(*map(_pieces, values_of_row), fillvalue=""):
            for column, piece in enumerate(pieces):
                _write(sheet, row, column, piece)
            sheet.high(row, max(_lines(piece, width) for piece, width in zip(pieces, widths, strict=True)))
            row += 1
    sheet.worksheet.autofilter(0, 0, max(1, row - 1), len(heads) - 1)
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.repeat_rows(0)
    sheet.worksheet.repeat_columns(0)


def _write(sheet: Sheet, row: int, column: int, value: Value) -> None:
    line = {"bottom": 1, "bottom_color": HAIR}
    if isinstance(value, date):
        sheet.day(row, column, value, num_format="d mmmm yyyy", align="left", **line)
    else:
        sheet.text(row, column, value or "", **line)


def _lines(value: Value, width: float) -> int:
    return lines_of(shown(value), fits(width)) if isinstance(value, str) else 1


def _pieces(value: Value) -> Sequence[Value]:
    """A value in pieces that go into one cell each: nearly always one."""
    if not isinstance(value, str) or units(shown(value)) <= LONGEST_CELL:
        return [value]
    most = LONGEST_CELL // 2  # characters, each of which may count twice
    return [value[start : start + most] for start in range(0, len(value), most)]
