"""A table of passages as rows and columns of cells. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from operator import attrgetter

from system_review.documents.readers.passages import ReadPassage, Shade

_PLACE = attrgetter("row", "column")
_WIDEST = 64  # columns; a sheet with more has something in a far corner


@dataclass(slots=True, eq=False)
class Cell:
    """A cell with the numbers of its passages, in order. `row` and `column` are the first it covers, from 0."""

    row: int
    column: int
    rows: int
    columns: int
    numbers: list[int] = field(default_factory=list)
    text: str = ""
    fill: str | None = None
    bold: bool = False
    repeats: bool = False
    hidden: bool = False


class Grid:
    """One table. Rows that hold nothing at all are left out, and so are the empty columns of a very wide one."""

    def __init__(self, passages: Sequence[ReadPassage], numbers: Sequence[int], shades: Iterable[Shade] = ()) -> None:
        self.passages = passages
        found: dict[tuple[int, int], Cell] = {}
        table = passages[numbers[0]].place.table if numbers else None
        for shade in shades:
            if shade.place.table == table and table is not None:
                at = (shade.place.row or 1, shade.place.column or 1)
                found[at] = Cell(*at, max(1, shade.place.rows), max(1, shade.place.columns), fill=shade.fill)
        for number in numbers:
            place = passages[number].place
            at = (place.row or 1, place.column or 1)
            cell = found.setdefault(at, Cell(*at, max(1, place.rows), max(1, place.columns)))
            _put(cell, number, passages[number])
        cells = list(found.values())
        rows = {row: at for at, row in enumerate(sorted({cell.row for cell in cells}))}
        columns = _columns(cells)
        row_numbers, column_numbers = sorted(rows), sorted(columns)
        self.gaps = _gaps(cells, rows)
        for cell in cells:
            cell.rows = _count_within(row_numbers, cell.row, cell.rows)
            cell.columns = _count_within(column_numbers, cell.column, cell.columns)
            cell.row, cell.column = rows[cell.row], columns[cell.column]
        self.cells = sorted(cells, key=_PLACE)
        self.height, self.width = len(rows), len(columns)

    @cached_property
    def numbers(self) -> list[int]:
        """The passages of the whole table, in order."""
        return sorted(number for cell in self.cells for number in cell.numbers)

    @cached_property
    def _at(self) -> dict[tuple[int, int], Cell]:
        covered: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    covered.setdefault((row, column), cell)
        return {**covered, **{(cell.row, cell.column): cell for cell in self.cells}}

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place; None if nothing is written there."""
        return self._at.get((row, column))

    @cached_property
    def _by_row(self) -> dict[int, list[Cell]]:
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for cells in by_row.values():
            cells.sort(key=lambda cell: cell.column)
        return by_row

    def row(self, row: int) -> list[Cell]:
        """The cells that begin in this row, from left to right."""
        return list(self._by_row.get(row, ()))

    @cached_property
    def _is_even(self) -> bool:
        """Whether each cell has a place to itself, as in most lists."""
        return all(cell.rows == 1 and cell.columns == 1 for cell in self.cells) and len(self._at) == len(self.cells)

    def covering(self, row: int) -> list[Cell]:
        """The cells that cover this row, each once, from left to right."""
        if self._is_even:
            return list(self._by_row.get(row, ()))
        return list(dict.fromkeys(cell for column in range(self.width) if (cell := self.at(row, column))))

    def is_across(self, cell: Cell) -> bool:
        """Whether a cell stands right across the table, and not in one of its columns."""
        return cell.columns > 2 and cell.columns * 2 > self.width

    def under(self, first: int, column: int, most: int | None = None) -> list[Cell]:
        """The cells of a column, `most` at most, that begin in row `first` or below and do not stand right across."""
        found = (cell for row in range(first, self.height) if (cell := self.at(row, column)) and cell.row == row)
        return list(islice((cell for cell in found if not self.is_across(cell)), most))

    def turned(self) -> Grid:
        """The same table with rows and columns exchanged."""
        other = Grid(self.passages, ())
        other.cells = sorted(
            (
                Cell(c.column, c.row, c.columns, c.rows, c.numbers, c.text, c.fill, c.bold, hidden=c.hidden)
                for c in self.cells
            ),
            key=_PLACE,
        )
        other.height, other.width = self.width, self.height
        return other

    def copy(self) -> Grid:
        """The same table, whose cells may be exchanged."""
        other = Grid(self.passages, ())
        other.cells, other.height, other.width, other.gaps = list(self.cells), self.height, self.width, self.gaps
        return other

    def below(self, first: int) -> Grid:
        """The same table without the rows before `first`."""
        return self.between(first, self.height)

    def between(self, first: int, after: int) -> Grid:
        """The rows from `first` up to but not including `after` as a table of its own."""
        if (first, after) == (0, self.height):
            return self
        other = Grid(self.passages, ())
        other.cells = [
            replace(cell, row=row - first, rows=min(cell.rows, after - row))
            for row in range(first, after)
            for cell in self.row(row)
        ]
        other.height, other.width = after - first, self.width
        other.gaps = [row - first for row in self.gaps if first < row < after]
        return other

    def part(self, columns: Sequence[int], told: Collection[int]) -> Grid:
        """Some of the columns as a table of its own. Cells of the columns in `told` are there, but say nothing more."""
        other = Grid(self.passages, ())
        for cell in self.cells:
            kept = [at for at, column in enumerate(columns) if cell.column <= column < cell.column + cell.columns]
            if kept:
                numbers = [] if cell.column in told else cell.numbers
                other.cells.append(replace(cell, column=kept[0], columns=len(kept), numbers=numbers))
        other.height, other.width = self.height, len(columns)
        return other

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.height))


def _count_within(numbers: list[int], first: int, count: int) -> int:
    """How many of these sorted numbers stand from `first` on, `count` long."""
    return bisect_left(numbers, first + count) - bisect_left(numbers, first)


def _gaps(cells: Iterable[Cell], rows: dict[int, int]) -> list[int]:
    """The rows that an empty row of the file stands above."""
    ends: dict[int, int] = {}
    for cell in cells:
        ends[cell.row] = max(ends.get(cell.row, 0), cell.row + cell.rows)
    found, reached = [], 0
    for row, at in sorted(rows.items()):
        if at and row > reached:
            found.append(at)
        reached = max(reached, ends[row])
    return found


def _columns(cells: Iterable[Cell]) -> dict[int, int]:
    """The place of each column. All are counted, empty ones too: a table may go on in another with the same columns."""
    last = max((cell.column + cell.columns for cell in cells), default=1)
    if last <= _WIDEST:
        return {column: column - 1 for column in range(1, last)}
    return {column: at for at, column in enumerate(sorted({cell.column for cell in cells}))}


def _put(cell: Cell, number: int, passage: ReadPassage) -> None:
    cell.numbers.append(number)
    cell.rows, cell.columns = max(cell.rows, passage.place.rows), max(cell.columns, passage.place.columns)
    cell.bold = passage.look.bold and (cell.bold or not cell.text)
    cell.text = f"{cell.text}\n{passage.text}".strip() if cell.text else passage.text.strip()
    cell.fill = cell.fill or passage.look.fill
    cell.repeats = cell.repeats or passage.look.repeats
    cell.hidden = cell.hidden or passage.look.hidden
