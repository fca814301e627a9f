"""Takes bands of stages out of cells into which a table without lines let them run. Pure.

Where rows stand no further apart than lines do, a stage's name and its overall rating come as the last lines of a cell
of the row above, or as the first ones of the row below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.grid import Cell, Grid

_Row = list[Cell]


def with_bands_apart(grid: Grid, first: int, headings: Headings) -> Grid:
    """The table with a row for each band. Rows before `first` stay as they are."""
    parting = _Parting(grid, headings)
    rows = [[grid.row(row)] if row < first else list(parting.parts(grid.row(row))) for row in grid]
    if all(len(parts) == 1 for parts in rows):
        return grid
    begins = list(accumulate(map(len, rows), initial=0))
    made = grid.copy()
    made.cells = [
        replace(cell, row=begins[at] + number, rows=max(1, begins[at + cell.rows] - begins[at] - number))
        for at, parts in enumerate(rows)
        for number, part in enumerate(parts)
        for cell in part
    ]
    made.height = begins[-1]
    made.gaps = [begins[row] for row in grid.gaps]
    return made


class _Parting:
    """Parts one row after another of a table."""

    def __init__(self, grid: Grid, headings: Headings) -> None:
        self.passages, self.headings = grid.passages, headings

    def parts(self, row: _Row) -> Iterator[_Row]:
        """The row as one or several: what stands above a band, the band, and what stands below it."""
        found = self._at_edge(row, last=False) or self._at_edge(row, last=True) or self._inner(row)
        if found is None:
            yield row
            return
        above, band, below = found
        yield from self.parts(above) if above else ()
        yield band
        yield from self.parts(below) if below else ()

    def _at_edge(self, row: _Row, *, last: bool) -> tuple[_Row, _Row, _Row] | None:
        """A band in the first lines of its cells, or in the last: all else stands below it, or above it."""
        band: _Row = []
        rest: _Row = []
        for cell in row:
            whole = len(cell.numbers)
            count = len(list(takewhile(self._is_of_band, reversed(cell.numbers) if last else cell.numbers)))
            cut = whole - count if last else count
            before, after = self._part(cell, 0, cut), self._part(cell, cut, whole)
            inside, outside = (after, before) if last else (before, after)
            band += [inside] if count else []
            rest += [outside] if count < whole or not whole else []
        if not (self._is_band(band) and _says(rest)):
            return None
        return (rest, band, []) if last else ([], band, rest)

    def _inner(self, row: _Row) -> tuple[_Row, _Row, _Row] | None:
        """A band within one cell. The others begin level with that cell, and stand above the band."""
        for at, cell in enumerate(row):
            for start in range(1, len(cell.numbers) - 2):
                band = self._part(cell, start, start + 2)
                if all(map(self._is_of_band, band.numbers)) and self._is_band([band]):
                    above = [*row[:at], self._part(cell, 0, start), *row[at + 1 :]]
                    return above, [band], [self._part(cell, start + 2, len(cell.numbers))]
        return None

    def _is_of_band(self, number: int) -> bool:
        return self._names_place(number) or self._rates(number)

    def _is_band(self, cells: Sequence[Cell]) -> bool:
        """Whether both stand there, a name and a rating: a name alone may be the end of a sentence."""
        return _one(self._names_place, cells) and _one(self._rates, cells)

    def _names_place(self, number: int) -> bool:
        named = self.headings.named(self.passages[number].text)
        return named.names_place and not (named.rest or named.colour or named.says_overall)

    def _rates(self, number: int) -> bool:
        named = self.headings.named(self.passages[number].text)
        return named.says_overall and bool(named.rating) and not named.rest

    def _part(self, cell: Cell, start: int, end: int) -> Cell:
        numbers = cell.numbers[start:end]
        return replace(cell, numbers=numbers, text="\n".join(self.passages[number].text for number in numbers).strip())


def _one(holds: Callable[[int], bool], cells: Sequence[Cell]) -> bool:
    return sum(holds(number) for cell in cells for number in cell.numbers) == 1


def _says(cells: Sequence[Cell]) -> bool:
    return any(cell.numbers for cell in cells)
