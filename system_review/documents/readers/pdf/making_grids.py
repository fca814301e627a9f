"""Makes a table of rows of words in given columns, and says whether it is one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from system_review.documents.readers.pdf.columns import fits
from system_review.documents.readers.pdf.lattice import Cell, Grid
from system_review.documents.readers.pdf.rows import MOST_RULED, WordRow, first_rows, ruled_rows
from system_review.documents.readers.pdf.stacking import cell_of

FULL = 0.85  # of a column's width: a line that long is full
FEW_ROWS = 5
SHORT_CELL = 20  # letters

Rule = tuple[float, float, float]  # height, from, to


def make_grid(
    rows: list[WordRow],
    xs: list[float],
    rules: list[Rule],
    *,
    top: float | None = None,
    bottom: float | None = None,
    sides: Iterable[Rule] = (),
    tight: bool | None = None,
) -> Grid:
    """A table of these rows of words in these columns; a cell spans columns where a word stands across their edge."""
    width = xs[-1] - xs[0]
    low, high = rows[-1].bottom, rows[0].top
    ruled = [
        y for y, start, end in rules if low < y < high and min(end, xs[-1]) - max(start, xs[0]) >= MOST_RULED * width
    ]
    bands = [y for y, start, end in sides if low < y < high and end - start >= MOST_RULED * width]
    begun, tight = first_rows(rows, xs, ruled, tight=tight)
    firsts = sorted({*begun, *ruled_rows(rows, bands)})
    ys = [top if top is not None else rows[0].top + 2]
    ys += [(rows[n - 1].bottom + rows[n].top) / 2 for n in firsts[1:]]
    ys.append(bottom if bottom is not None else rows[-1].bottom - 2)
    cells: list[Cell] = []
    for row, (start, end) in enumerate(pairwise([*firsts, len(rows)])):
        crossed = {n for n in range(1, len(xs) - 1) if any(not fits(each, [xs[n]]) for each in rows[start:end])}
        column = 0
        while column < len(xs) - 1:
            columns = 1
            while column + columns in crossed:
                columns += 1
            if columns > 1 and not any(each.between(xs[column + columns], 1e9) for each in rows[start:end]):
                columns = len(xs) - 1 - column if column == 0 else columns
            cells.append(cell_of(ys, xs, row, column, columns))
            column += columns
    return Grid(xs, ys, cells, drawn=False, tight=tight)


def is_table(grid: Grid, rows: list[WordRow]) -> bool:
    """Whether this is surely enough no running text in columns, no letter's head and no list."""
    several = sum(count > 1 for count in _filled_rows(grid, rows))
    if len(grid.xs) - 1 > 2:
        return several > 1
    return several > 2 and not _is_running_text(grid, rows) and not _are_addresses(grid, rows)


def _are_addresses(grid: Grid, rows: list[WordRow]) -> bool:
    """Whether it is only a few short lines beside a few others, as at the head of a letter."""
    letters = sum(len(word.text) for row in rows for word in row.words)
    count = len(grid.ys) - 1
    return len(rows) <= count <= FEW_ROWS and not rows[0].bold and letters < 2 * SHORT_CELL * count


def _filled_rows(grid: Grid, rows: list[WordRow]) -> list[int]:
    """How many columns of each row of the table hold words."""
    counts = []
    for top, bottom in pairwise(grid.ys):
        inside = [row for row in rows if bottom < row.middle < top]
        counts.append(sum(any(row.between(*column) for row in inside) for column in pairwise(grid.xs)))
    return counts


def _is_running_text(grid: Grid, rows: list[WordRow]) -> bool:
    """Whether all columns are full of lines that go on in one another."""
    per_row = len(rows) / (len(grid.ys) - 1)
    for left, right in pairwise(grid.xs):
        inside = [row for row in rows if row.between(left, right)]
        ends = [max(w.end for w in row.words if left <= (w.start + w.end) / 2 < right) for row in inside]
        if not ends or sum(end - left >= FULL * (max(ends) - left) for end in ends) < 0.6 * len(ends):
            return False
    return per_row > 2
