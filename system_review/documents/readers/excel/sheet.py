"""Reads the cells of one sheet, row by row, and never holds the sheet's whole markup. What a sheet says of its own
size is not believed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from system_review.documents.readers.excel.refs import Area, area_of, cell_at
from system_review.documents.readers.excel.rules import Rule, rules_of
from system_review.documents.readers.excel.values import Book, Value, value_of
from system_review.documents.readers.markup import (
    SAFE,
    Element,
    given,
    local,
    number,
    own_text,
    refuse_document_type,
    why_not_parsed,
)
from system_review.errors import Refused, Why

MOST_CELLS = 200_000  # that hold text, in the whole file
MOST_CHARACTERS = 20_000_000  # in the whole file: many cells may show one long text
_MOST_BLANKS = 20_000
_MOST_MERGED = 50_000
_TAGS: Final = ("c", "row", "col", "mergeCell", "conditionalFormatting", "headerFooter")
RUNNING = ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
_ON = ("1", "true")


_TOO_MANY: Final = Why(
    "This workbook has more than {most} cells with text, which no results document has. Copy the sheets that matter"
    " into a new file and bring in that one.",
    most=f"{MOST_CELLS:,}",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds text, or that is shaded."""

    row: int
    column: int
    value: Value
    is_in_hidden_row: bool


@dataclass
class SheetCells:
    """What was found in a sheet."""

    cells: list[Cell] = field(default_factory=list)
    blanks: list[Cell] = field(default_factory=list)  # shaded, without text
    merged: list[Area] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    running: list[tuple[str, str]] = field(default_factory=list)  # page headers and footers: kind and text
    formulas: int = 0  # cells that hold a formula without a result


class SheetReader:
    """Reads the sheets of one workbook, and counts over all of them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._cells = self._characters = 0
        self._hiding: tuple[Element | None, bool] = None, False  # the latest row, and whether it is hidden

    def read(self, data: bytes, name: str) -> SheetCells:
        """A sheet's cells. Raises `Refused` for what is damaged, too large or not safe."""
        if sum(map(data.count, (b"<v>", b"<is>"))) > MOST_CELLS:  # each belongs to a cell: no need to read them first
            raise Refused(_TOO_MANY)
        found, at = SheetCells(), _Position()
        context = etree.iterparse(io.BytesIO(data), events=("end",), tag=["{*}" + tag for tag in _TAGS], **SAFE)
        try:
            for _, element in context:
                self._take(element, found, at)
            refuse_document_type(context.root)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise Refused(why_not_parsed(problem, name)) from None
        return found

    def _take(self, element: Element, found: SheetCells, at: _Position) -> None:
        match local(element):
            case "c":
                self._cell(element, found, at)
                element.clear()
            case "row":
                at.end_row(element)
                forget(element)
            case "col":
                if _is_hidden(element):
                    found.hidden_columns.append((number(given(element, "min")), number(given(element, "max"))))
            case "mergeCell":
                if (area := area_of(given(element, "ref"))) and len(found.merged) < _MOST_MERGED:
                    found.merged.append(area)
            case "conditionalFormatting":
                found.rules += rules_of(element, self._book.styles)
            case "headerFooter":
                found.running += ((local(one), own_text(one)) for one in element if local(one) in RUNNING)

    def _cell(self, element: Element, found: SheetCells, at: _Position) -> None:
        row = element.getparent()
        place = at.of(element, row)
        value = value_of(element, self._book)
        if row is not self._hiding[0]:
            self._hiding = row, row is not None and _is_hidden(row)
        is_hidden = self._hiding[1]
        if value.rich.text and not value.rich.text.isspace():
            self._count(len(value.rich.text))
            found.formulas += value.is_formula
            found.cells.append(Cell(*place, value, is_hidden))
        elif value.style.fill and len(found.blanks) < _MOST_BLANKS:
            found.blanks.append(Cell(*place, value, is_hidden))

    def _count(self, characters: int) -> None:
        self._cells += 1
        self._characters += characters
        if self._cells > MOST_CELLS:
            raise Refused(_TOO_MANY)
        if self._characters > MOST_CHARACTERS:
            raise Refused(
                Why(
                    "This workbook shows more than {most} million characters, which no results document does. Copy the"
                    " sheets that matter into a new file and bring in that one.",
                    most=MOST_CHARACTERS // 1_000_000,
                )
            )


class _Position:
    """Where the next cell stands, for sheets that leave out what can be counted."""

    def __init__(self) -> None:
        self._row, self._column = 0, 0

    def of(self, cell: Element, row: Element | None) -> tuple[int, int]:
        place = cell_at(cell.get("r") or "")
        if place is None:
            own = number(row.get("r") or "", 0) if row is not None else 0
            place = (own if own > 0 else self._row + 1, self._column + 1)
        self._column = place[1]
        return place

    def end_row(self, row: Element) -> None:
        own = number(row.get("r") or "", 0)
        self._row = own if own > 0 else self._row + 1
        self._column = 0


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in _ON or element.get("ht") == "0" or element.get("width") == "0"


def forget(row: Element) -> None:
    """Take a row that was read, and those before it, out of memory."""
    row.clear()
    above = row.getparent()
    while above is not None and row.getprevious() is not None:
        del above[0]
