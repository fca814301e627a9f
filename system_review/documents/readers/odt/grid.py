"""Rows and cells of an OpenDocument table. What stands for several says how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from system_review.documents.readers.markup import Element, given, local, number
from system_review.documents.readers.odt.texts import has_text, repeated

CELLS = ("table-cell", "covered-table-cell")
_GROUPS = ("table-header-rows", "table-rows", "table-row-group")
_HIDDEN = ("collapse", "filter")
_MOST_COLUMNS = 1_000


class Row(NamedTuple):
    """A row. `times` is how often it stands there with its text, `height` how many rows it takes."""

    element: Element
    times: int
    height: int
    repeats: bool
    hidden: bool


class Column(NamedTuple):
    """What a column gives to its cells."""

    style: str
    hidden: bool


def rows_of(table: Element, repeats: bool = False) -> Iterator[Row | Element]:
    """The rows of a table in order, and whatever else stands among them."""
    for element in table:
        name = local(element)
        if name == "table-row":
            height = max(1, number(given(element, "number-rows-repeated"), 1))
            times = repeated(element, "rows") if has_text(element) else 1
            yield Row(element, times, height, repeats, given(element, "visibility") in _HIDDEN)
        elif name in _GROUPS:
            yield from rows_of(element, repeats or name == "table-header-rows")
        else:
            yield element


def columns_of(table: Element) -> list[Column]:
    """The columns, as far as they are described and could hold text."""
    columns: list[Column] = []
    for element in table.iter("{*}table-column"):
        times = min(max(1, number(given(element, "number-columns-repeated"), 1)), _MOST_COLUMNS)
        one = Column(given(element, "default-cell-style-name"), given(element, "visibility") in _HIDDEN)
        columns += [one] * min(times, _MOST_COLUMNS - len(columns))
    return columns


def text_cells(row: Element) -> int:
    """How many cells with text a row has."""
    return sum(repeated(cell, "columns") for cell in row if local(cell) in CELLS and has_text(cell))


def span(cell: Element, what: str) -> int:
    """How many rows or columns a cell covers."""
    return max(1, min(number(given(cell, f"number-{what}-spanned"), 1), 100_000))
