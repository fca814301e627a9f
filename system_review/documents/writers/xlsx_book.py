"""What every sheet of the Excel file shares: its name, its page, its looks, and cells that lose no character. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from system_review.documents.writers.direction import runs_right_to_left
from system_review.documents.writers.entries import brief
from system_review.documents.writers.pages import Paper
from system_review.documents.writers.palette import INK
from system_review.errors import Refused, Why
from system_review.texts import shown

LONGEST_CELL = 32_767  # UTF-16 units, Excel's limit; the library cuts a longer text off without a word
LONGEST_NAME = 31  # UTF-16 units in the name of a sheet
LONGEST_RUNNING_LINE = 255  # characters in a header or footer, codes included
LINE_HEIGHT = 14  # points, of a line of plain text
PAGE_ACROSS = 230  # the widths of columns that go onto one page without becoming small
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_A3 = 8

Look = Mapping[str, Any]
PLAIN: Look = {"font_name": "Calibri", "font_size": 10, "font_color": f"#{INK}", "valign": "top", "text_wrap": True,
               "align": "left", "indent": 1}  # fmt: skip


class Book:
    """A workbook being written. Sheets are made by `sheet`, looks by `look`; each look is made once."""

    def __init__(self, workbook: Any, paper: Paper) -> None:
        self._workbook = workbook
        self._paper = paper
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def look(self, **look: Any) -> Any:
        """A format of the workbook: the plain one with what is given changed. Colours are six hexadecimal digits."""
        whole = {**PLAIN, **{key: _with_hash(value) for key, value in look.items()}}
        key = tuple(sorted(whole.items()))
        if key not in self._looks:
            self._looks[key] = self._workbook.add_format(whole)
        return self._looks[key]

    def sheet(self, name: str, widths: Sequence[float]) -> Sheet:
        """A new sheet with a legal name that no other has, set up for A3 landscape, with the widths of its columns."""
        worksheet = self._workbook.add_worksheet(self._free_name(name))
        worksheet.set_landscape()
        worksheet.set_paper(_A3)
        worksheet.fit_to_pages(max(1, round(sum(widths) / PAGE_ACROSS)), 0)
        worksheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        worksheet.hide_gridlines(2)
        _check(worksheet.set_header(running_head(self._paper)))
        _check(worksheet.set_footer(running_foot(self._paper)))
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        return Sheet(self, worksheet)

    def _free_name(self, name: str) -> str:
        legal = _NOT_IN_NAMES.sub(" ", shown(name)).replace("\n", " ").replace("\t", " ").strip(" '") or "–"
        for number in range(1, 10_000):
            tried = _cut(legal, LONGEST_NAME) if number == 1 else f"{_cut(legal, LONGEST_NAME - 6)} ({number})"
            if tried.casefold() not in self._names and tried.casefold() != "history":  # a name that Excel keeps
                self._names.add(tried.casefold())
                return tried
        raise Refused(Why("This review has more sheets of one name than an Excel file can hold"))


class Sheet:
    """One worksheet. Every text is written as text, and never cut. Looks are given as `Book.look` takes them."""

    def __init__(self, book: Book, worksheet: Any) -> None:
        self._book = book
        self.worksheet = worksheet

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        """Write a text into a cell; a text that Excel cannot hold raises `Refused`."""
        ready, made = shown(text), self._look(text, look)
        if units(ready) > LONGEST_CELL:
            raise Refused(Why("A text of {length} characters does not go into one Excel cell", length=len(text)))
        if ready:
            _check(self.worksheet.write_string(row, column, ready, made))
        else:
            _check(self.worksheet.write_blank(row, column, None, made))

    def across(self, row: int, first: int, last: int, text: str, **look: Any) -> None:
        """Write a text into cells joined across a row."""
        _check(self.worksheet.merge_range(row, first, row, last, "", self._look(text, look)))
        self.text(row, first, text, **look)

    def mark(self, row: int, column: int, text: str) -> None:
        """Write a hidden name into a cell of a hidden column; nothing is written for none."""
        if text:
            _check(self.worksheet.write_string(row, column, text))

    def hide(self, column: int) -> None:
        """Hide a column: it holds names by which a file that comes back is known again."""
        _check(self.worksheet.set_column(column, column, 2, None, {"hidden": True}))

    def day(self, row: int, column: int, day: date, **look: Any) -> None:
        """Write a date as a date, so that it can be sorted and filtered by."""
        _check(self.worksheet.write_datetime(row, column, datetime.combine(day, time()), self._book.look(**look)))

    def high(self, row: int, lines: int, least: float = 0) -> None:
        """Make a row high enough for so many lines; Excel allows 409 points."""
        self.worksheet.set_row(row, min(409.0, max(least, 5 + LINE_HEIGHT * lines)))

    def _look(self, text: str, look: dict[str, Any]) -> Any:
        return self._book.look(**look, **({"reading_order": 2} if runs_right_to_left(text) else {}))


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def running_head(paper: Paper) -> str:
    """Marking and state at the left, the review at the right, in the codes of a page header."""
    left = f"&L&B{_escaped(paper.marking, 140)}    {_escaped(paper.state, 30)}"
    return f"{left}&R{_escaped(brief(paper.title, 12), LONGEST_RUNNING_LINE - len(left) - 2)}"


def running_foot(paper: Paper) -> str:
    """As at, the partnership, and the page's number of all."""
    page = _escaped(paper.page, 80).replace("{page}", "&P").replace("{pages}", "&N")
    left, right = f"&L{_escaped(paper.as_at, 60)}", f"&R{page}"
    room = LONGEST_RUNNING_LINE - len(left) - len(right) - 2
    return f"{left}&C{_escaped(brief(paper.partnership, 12), room)}{right}"


def _escaped(text: str, most: int) -> str:
    """The text with its ampersands doubled, in one line, and cut to `most` characters."""
    line, kept = " ".join(shown(text).split()), ""
    for character in line:
        escaped = "&&" if character == "&" else character
        if len(kept) + len(escaped) + 1 > most:
            return f"{kept}…"
        kept += escaped
    return kept


def _cut(text: str, most: int) -> str:
    while units(text) > most:
        text = text[:-1]
    return text.strip(" '")


def _with_hash(value: Any) -> Any:
    return f"#{value}" if isinstance(value, str) and re.fullmatch("[0-9A-F]{6}", value) else value


def _check(result: int | None) -> None:
    if result:  # the library tells of a loss by a negative number alone
        raise RuntimeError(f"Excel would have lost something ({result})")
