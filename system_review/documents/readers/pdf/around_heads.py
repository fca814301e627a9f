"""Tables of which only the head, or every other row, is filled, and nothing is drawn around the rest."""

from __future__ import annotations

from itertools import pairwise

from system_review.documents.readers.pdf.columns import SEED, Head, columns_of, gap_at
from system_review.documents.readers.pdf.lattice import Cell, Grid
from system_review.documents.readers.pdf.making_grids import Rule, make_grid
from system_review.documents.readers.pdf.rows import WordRow
from system_review.documents.readers.pdf.stacking import cell_of, stacked

FURTHEST = 2.5  # of a sign's size: what stands further from a table is none of it


def gone_on(grid: Grid, rows: list[WordRow], grids: list[Grid], rules: list[Rule]) -> Grid:
    """A table of filled cells with the rows above and below it that stand in its columns."""
    lowest = max((other.ys[0] for other in grids if other.ys[0] < grid.ys[-1] + 1), default=-1e9)
    highest = min((other.ys[-1] for other in grids if other.ys[-1] > grid.ys[0] - 1), default=1e9)
    below = _taken(grid, [row for row in rows if lowest < row.base < grid.ys[-1]], grid.ys[-1])
    above = _taken(grid, [row for row in reversed(rows) if grid.ys[0] < row.base < highest], grid.ys[0])[::-1]
    beside = [row for row in rows if grid.ys[-1] < row.middle < grid.ys[0]]
    if below:
        grid = _joined(grid, below, beside, rules, above=False)
    if above:
        grid = _joined(grid, above, beside, rules, above=True)
    return grid


def _taken(grid: Grid, rows: list[WordRow], edge: float) -> list[WordRow]:
    """Those rows, from the table's edge away, that stand in its columns."""
    taken: list[WordRow] = []
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        if min(abs(edge - row.top), abs(edge - row.bottom)) > FURTHEST * row.size:
            break
        if not Head(grid.xs).takes(row, following):
            break
        taken.append(row)
        edge = row.base
    while taken and _columns_filled(taken[-1], grid.xs) < 2 and not _goes_on(taken):
        taken.pop()
    return taken if any(_columns_filled(row, grid.xs) > 1 for row in taken) else []


def _goes_on(rows: list[WordRow]) -> bool:
    return len(rows) > 1 and abs(rows[-2].base - rows[-1].base) <= 1.6 * rows[-1].size


def _columns_filled(row: WordRow, xs: list[float]) -> int:
    return sum(bool(row.between(*column)) for column in pairwise([-1e9, *xs, 1e9]))


def _parted_further(grid: Grid, rows: list[WordRow]) -> Grid:
    """With the columns that its own cells do not show, since they span them, but these rows do."""
    if len(rows) < 3:
        return grid
    more = [x for x in columns_of(rows)[1:-1] if grid.xs[0] < x < grid.xs[-1]]
    more = [x for x in more if not any(_part_the_same(rows, x, edge) for edge in grid.xs) and _is_sure(rows, x)]
    xs = sorted([*grid.xs, *more])
    columns = [xs.index(x) for x in grid.xs]
    cells = [
        Cell(c.row, columns[c.column], c.rows, columns[c.column + c.columns] - columns[c.column], c.box)
        for c in grid.cells
    ]
    return Grid(xs, grid.ys, cells, grid.firm)


def _is_sure(rows: list[WordRow], x: float) -> bool:
    """Whether row after row has a wide gap there."""
    gaps = [gap / row.size for row in rows if (gap := gap_at(row, x)) is not None]
    return sum(gap >= SEED for gap in gaps) >= max(3, 0.6 * len(gaps))


def _part_the_same(rows: list[WordRow], x: float, edge: float) -> bool:
    """Whether no word begins between these two places, so that they part the same columns."""
    low, high = sorted((x, edge))
    return not any(low <= (word.start + word.end) / 2 <= high for row in rows for word in row.words)


def _joined(grid: Grid, rows: list[WordRow], beside: list[WordRow], rules: list[Rule], *, above: bool) -> Grid:
    """The head with rows above or below it; `beside` are words at its own height, of columns that are not filled."""
    grid = _wider(_parted_further(grid, rows), [*rows, *beside])
    if above:
        other = make_grid(rows, grid.xs, rules, bottom=grid.ys[0])
        return stacked(grid.xs, other.ys, other.cells, grid.ys, grid.cells)
    other = make_grid(rows, grid.xs, rules, top=grid.ys[-1])
    return stacked(grid.xs, grid.ys, grid.cells, other.ys, other.cells)


def _wider(grid: Grid, rows: list[WordRow]) -> Grid:
    """With the columns at its left and right that only words show."""
    left = min(row.words[0].start for row in rows) - 3
    right = max(row.words[-1].end for row in rows) + 3
    edges = columns_of(rows)[1:-1] if len(rows) > 1 else []
    before = [left, *(x for x in edges if left < x < grid.xs[0] - 8)] if left < grid.xs[0] - 6 else []
    after = [*(x for x in edges if grid.xs[-1] + 8 < x < right), right] if right > grid.xs[-1] + 12 else []
    xs = [*before, *grid.xs, *after]
    if not after:
        xs[-1] = max(right, xs[-1])
    cells = [Cell(c.row, c.column + len(before), c.rows, c.columns, c.box) for c in grid.cells]
    outside = [*range(len(before)), *range(len(xs) - 1 - len(after), len(xs) - 1)]
    cells += [cell_of(grid.ys, xs, row, column) for row in range(len(grid.ys) - 1) for column in outside]
    return Grid(xs, grid.ys, sorted(cells, key=lambda cell: (cell.row, cell.column)), grid.firm)
