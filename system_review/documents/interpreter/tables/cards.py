"""A list that lies on its side: "Finding", "RAG", "Action", "Lead" down the first column, a finding a column. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.columns import Column, column_of, is_numbered_label
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
    columns = [_head(grid.at(row, 0), headings) for row in grid]
    said = {column.holds for column in columns}
    is_one_finding = "finding" in said and bool(said & {"colour", "rag"})
    if any(label.colour for label in labels) or (any(label.plan for label in labels) and not is_one_finding):
        return None  # a sheet with a label for each colour
    holds = {column.holds for column in columns} - {""}
    told = sum(bool(column.holds) for column in columns)
    across = [cell for at in range(1, grid.width) if (cell := grid.at(0, at)) and _is_head(cell, headings)]
    if len(holds) < _FEWEST or told < _MOST * len(columns) or not holds & {"finding", "action"} or across:
        return None
    return Layout(0, 1, tuple(each_once(columns)), is_paper=False)


def _is_head(cell: Cell, headings: Headings) -> bool:
    """Whether a cell heads a column; what names a part of the framework is the value beside a label."""
    return bool(listed(cell, headings).holds) and not headings.named(cell.text).names_place


def _head(cell: Cell | None, headings: Headings) -> Column:
    """What a label of the first column says stands beside it: "Finding 3" as well, and "Actions to get to amber"."""
    if cell is None or cell.column > 0 or cell.columns > 1:
        return Column()
    found = listed(cell, headings)
    if not found.holds and is_numbered_label(cell.text):
        found = column_of(cell.text.rstrip(" .:0123456789"))
    return found if found.holds or not headings.named(cell.text).plan else Column("action")


def an_action_a_row(grid: Grid, layout: Layout) -> tuple[Grid, Layout]:
    """A turned card that repeats its labels for each action ("Action 1", "Lead", "Action 2", "Lead"), a row for each.

    What stands before the first action is merged down over all of them.
    """
    starts = [at for at, column in enumerate(layout.columns) if column.holds == "action"]
    if len(starts) < 2:
        return grid, layout
    groups = [range(start, end) for start, end in zip(starts, [*starts[1:], grid.width], strict=True)]
    places = _places(layout, groups)
    if places is None:
        return grid, layout
    count = len(groups)
    other = grid.copy()
    other.width, other.height = groups[0].stop, 1 + (grid.height - 1) * count
    other.cells = []
    heads: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        number, column = places[cell.column]
        if cell.row == 0:
            heads.setdefault(column, []).append(cell)
        elif number is None:
            other.cells.append(replace(cell, row=1 + (cell.row - 1) * count, rows=cell.rows * count))
        else:
            other.cells.append(replace(cell, row=1 + (cell.row - 1) * count + number, column=column))
    for column, cells in heads.items():
        numbers = [number for cell in cells for number in cell.numbers]
        other.cells.append(replace(cells[0], column=column, numbers=numbers))
    other.cells.sort(key=lambda each: (each.row, each.column))
    return other, replace(layout, columns=layout.columns[: other.width])


def _places(layout: Layout, groups: Sequence[range]) -> dict[int, tuple[int | None, int]] | None:
    """For each column the number of its action (None before the first) and the column of the first action it is like.

    None if a later action has what the first has not.
    """
    first = {layout.columns[at].holds: at for at in groups[0]}
    places: dict[int, tuple[int | None, int]] = {at: (None, at) for at in range(groups[0].start)}
    for number, group in enumerate(groups):
        for at in group:
            if layout.columns[at].holds not in first:
                return None
            places[at] = number, first[layout.columns[at].holds]
    return places
