"""Tables in which several levels, domains or stages stand beside each other, each over columns of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.tables.grid import Cell, Grid

_FURTHEST = 4  # rows from the top in which such a head may stand


def groups_of(grid: Grid, headings: Headings) -> list[tuple[Named, Grid]]:
    """Each place that a head names across several columns, with these columns and those that belong to all.

    Empty for a table that has no such head.
    """
    for row in range(min(_FURTHEST, grid.height)):
        heads = list(_heads(grid, row, headings))
        if heads and _are_all(grid, row, headings):
            return list(_parts(grid, heads))
    return []


def _heads(grid: Grid, row: int, headings: Headings) -> Iterator[tuple[Named, Cell]]:
    for cell in grid.row(row):
        named = headings.named_first(cell.text)
        is_place = named.names_place and not named.rest and not named.says_overall and not named.colour
        if is_place and 1 < cell.columns < grid.width and cell.rows == 1:
            yield named, cell


def _are_all(grid: Grid, row: int, headings: Headings) -> bool:
    """Whether the rest of that row and the row under it are heads of columns, so that this is no band of a stage."""
    if row + 1 >= grid.height or any(headings.named(cell.text).rating for cell in grid.row(row)):
        return False
    below = [headings.named(cell.text) for cell in grid.row(row + 1)]
    heads = sum(bool(each.is_found or each.is_plan or each.colour or each.plan) for each in below)
    return heads >= 2 and all(len(each.rest) <= 4 for each in below)


def _parts(grid: Grid, heads: list[tuple[Named, Cell]]) -> Iterator[tuple[Named, Grid]]:
    own = {column for _, cell in heads for column in range(cell.column, cell.column + cell.columns)}
    common = [column for column in range(grid.width) if column not in own]
    for at, (named, cell) in enumerate(heads):
        columns = sorted([*common, *range(cell.column, cell.column + cell.columns)])
        yield named, grid.part(columns, told=common if at else ())
