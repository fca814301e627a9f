"""Puts tables on top of one another, where they are one."""

from __future__ import annotations

from dataclasses import replace

from system_review.documents.readers.pdf.geometry import Box
from system_review.documents.readers.pdf.lattice import Cell, Grid

NEAR = 4.0  # points between two tables that are one
SAME_COLUMN = 8.0  # points


def cell_of(ys: list[float], xs: list[float], row: int, column: int, columns: int = 1) -> Cell:
    """A cell of one row."""
    return Cell(row, column, 1, columns, Box(xs[column], ys[row + 1], xs[column + columns], ys[row]))


def stacked(xs: list[float], ys: list[float], cells: list[Cell], ys_below: list[float], below: list[Cell]) -> Grid:
    """A table with cells of another one, in the same columns, below it."""
    down = len(ys) - 1
    cells = [*cells, *(Cell(c.row + down, c.column, c.rows, c.columns, c.box) for c in below)]
    return Grid(xs, [*ys, *ys_below[1:]], sorted(cells, key=lambda cell: (cell.row, cell.column)))


def merged(grids: list[Grid]) -> list[Grid]:
    """Tables in the same columns that follow on one another without a gap are one."""
    made: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: (-grid.ys[0], grid.xs[0])):
        if made and abs(made[-1].ys[-1] - grid.ys[0]) < NEAR and (columns := _columns_in(made[-1], grid)):
            made[-1] = _below(made[-1], grid, columns)
        else:
            made.append(grid)
    return made


def _columns_in(grid: Grid, other: Grid) -> list[int] | None:
    """Which edge of the first each edge of the other is; None if it has any that is none of the first's."""
    nearest = [min(range(len(grid.xs)), key=lambda n: abs(grid.xs[n] - x)) for x in other.xs]
    agrees = all(abs(grid.xs[n] - x) <= SAME_COLUMN for n, x in zip(nearest, other.xs, strict=True))
    return nearest if agrees and len(set(nearest)) == len(nearest) else None


def _below(grid: Grid, other: Grid, columns: list[int]) -> Grid:
    moved = [
        Cell(c.row, columns[c.column], c.rows, columns[c.column + c.columns] - columns[c.column], c.box)
        for c in other.cells
    ]
    missing = [n for n in range(len(grid.xs) - 1) if n < columns[0] or n >= columns[-1]]
    moved += [cell_of(other.ys, grid.xs, row, column) for row in range(len(other.ys) - 1) for column in missing]
    return replace(stacked(grid.xs, grid.ys, grid.cells, other.ys, moved), firm=grid.firm and other.firm)
