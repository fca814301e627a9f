"""The grid of a Word table: which cell covers which rows and columns. Rows that were struck out are not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from system_review.documents.readers.markup import Element, child, given, local, number
from system_review.documents.readers.word.atoms import STRUCK, is_struck_cell, is_struck_row, text_of, that_count
from system_review.documents.readers.word.letters import is_on

_MOST_COLUMNS = 1_000  # that one cell may cover


@dataclass
class Cell:
    """A cell. Columns count from 1; `rows` is how many it covers. `goes_on` belongs to the merged cell above it."""

    element: Element
    column: int
    columns: int = 1
    rows: int = 1
    begins: bool = False
    goes_on: bool = False


@dataclass
class Row:
    """A row: its cells, and what stands in it that is no cell."""

    element: Element
    cells: list[Cell] = field(default_factory=list)
    strays: list[Element] = field(default_factory=list)
    repeats: bool = False
    hidden: bool = False


@dataclass
class Grid:
    """A table: its rows, what stands between them that is no row, and what was struck out."""

    rows: list[Row] = field(default_factory=list)
    strays: list[Element] = field(default_factory=list)
    struck: list[Element] = field(default_factory=list)
    columns: int = 0  # of its widest row


def grid_of(table: Element) -> Grid:
    """The grid of a `w:tbl`."""
    grid = Grid()
    is_head = True
    for element in _inside(table, "tr"):
        if local(element) != "tr":
            grid.strays.append(element)
        elif is_struck_row(element):
            grid.struck.append(element)
        else:
            row = _row(element, grid)
            is_head = row.repeats = is_head and row.repeats
            grid.rows.append(row)
    grid.columns = max((cell.column + cell.columns - 1 for row in grid.rows for cell in row.cells), default=0)
    _join_merged(grid.rows)
    return grid


def _inside(elements: Iterable[Element], wanted: str) -> Iterator[Element]:
    """What is wanted, also where it stands in a content control or the like; and whatever else stands there."""
    for below in elements:
        name = local(below)
        if name == wanted or name in STRUCK:
            yield below
        elif name == "AlternateContent":
            yield from _inside(that_count(below), wanted)
        elif name in ("p", "tbl") or text_of(below, name) or next(below.iter("{*}" + wanted), None) is None:
            yield below
        else:
            yield from _inside(below, wanted)


def _row(element: Element, grid: Grid) -> Row:
    properties = child(element, "trPr")
    row = Row(element, repeats=_switch(properties, "tblHeader"), hidden=_switch(properties, "hidden"))
    column = 1 + _count(child(properties, "gridBefore"), default=0)
    for below in _inside(element, "tc"):
        if local(below) != "tc":
            row.strays.append(below)
        elif is_struck_cell(below):
            grid.struck.append(below)
        else:
            cell = _cell(below, column)
            column += cell.columns
            row.cells.append(cell)
    return row


def _cell(element: Element, column: int) -> Cell:
    properties = child(element, "tcPr")
    merge = child(properties, "vMerge")
    begins = merge is not None and given(merge, "val") == "restart"
    columns = _count(child(properties, "gridSpan"), default=1)
    return Cell(element, column, max(1, columns), begins=begins, goes_on=merge is not None and not begins)


def _count(element: Element | None, default: int) -> int:
    return max(0, min(number(given(element, "val"), default), _MOST_COLUMNS))


def _switch(properties: Element | None, name: str) -> bool:
    element = child(properties, name)
    return element is not None and is_on(element)


def _join_merged(rows: list[Row]) -> None:
    """Give each merged cell the number of rows that go on below it."""
    open_cells: dict[int, Cell] = {}
    for row in rows:
        above, open_cells = open_cells, {}
        for cell in row.cells:
            merged = above.get(cell.column) if cell.goes_on else None
            if merged is not None:
                merged.rows += 1
                open_cells[cell.column] = merged
            elif cell.begins or cell.goes_on:
                cell.goes_on = False
                open_cells[cell.column] = cell
