"""A list that lies on its side: "Finding", "RAG", "Action", "Lead" down the first column, a finding a column. Pure."""

from __future__ import annotations

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.columns import Column
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.heads import Layout, each_once, listed

_MOST = 0.6  # share of the rows that must begin with a head
_FEWEST = 3


def title_rows(grid: Grid) -> list[Cell]:
    """The cells above a card that stand right across it, or alone in their row."""
    found: list[Cell] = []
    for row in grid:
        cells = grid.row(row)
        if len(cells) != 1 or len(grid.covering(row)) > 1 or not (grid.width > 2 or cells[0].columns == grid.width):
            break
        found.append(cells[0])
    return found


def card_layout(grid: Grid, headings: Headings) -> Layout | None:
    """The layout of the table when it is turned; None if its first column does not hold the heads of a list."""
    if grid.width < 2:
        return None
    labels = [headings.named(cell.text) for cell in grid.cells if cell.column == 0]
    if any(label.colour or label.plan for label in labels):
        return None  # a sheet with a label for each colour
    columns = [_head(grid.at(row, 0), headings) for row in grid]
    holds = {column.holds for column in columns} - {""}
    told = sum(bool(column.holds) for column in columns)
    across = [column for at in range(1, grid.width) if (column := listed(grid.at(0, at), headings)).holds]
    if len(holds) < _FEWEST or told < _MOST * len(columns) or not holds & {"finding", "action"} or across:
        return None
    return Layout(0, 1, tuple(each_once(columns)), is_paper=False)


def _head(cell: Cell | None, headings: Headings) -> Column:
    return listed(cell, headings) if cell is not None and cell.column == 0 and cell.columns == 1 else Column()
