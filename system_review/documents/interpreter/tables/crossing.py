"""A table of stages one way and levels the other, with findings and actions together where they cross. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.columns import column_of
from system_review.documents.interpreter.tables.entries import Entry
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.matrix import heads_over, names_at
from system_review.documents.interpreter.tables.mixed import in_turns
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Aim, Beside, Writing
from system_review.documents.interpreter.understanding import Spot
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_HEAD_ROWS, _HEAD_COLUMNS = 3, 2  # at most
_MOST = 0.9  # share of the cells inside that must stand at a stage
_WRITTEN_OUT = 6  # words of a cell that holds sentences
_CROSSING = Why("It stands where the row of this stage and the column of this level cross")
_SURE, _LESS_SURE = 0.9, 0.75


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the cells with findings begin: below the heads and behind the labels."""

    first_row: int
    first_column: int


def crossing_of(grid: Grid, headings: Headings) -> Crossing | None:
    """The table as one of findings where stages and levels cross; None if it is none."""
    for first_row in range(1, min(_HEAD_ROWS + 1, grid.height)):
        for first_column in range(1, min(_HEAD_COLUMNS + 1, grid.width)):
            if _is_crossing(grid, Crossing(first_row, first_column), headings):
                return Crossing(first_row, first_column)
    return None


def _is_crossing(grid: Grid, at: Crossing, headings: Headings) -> bool:
    heads = [cell for column in range(at.first_column, grid.width) for cell in heads_over(grid, column, at.first_row)]
    if not _name_places(heads, headings):  # asked first: a long list has ten thousand cells inside and beside
        return False
    sides = [cell for column in range(at.first_column) for cell in grid.under(at.first_row, column) if not cell.repeats]
    inside = [cell for cell in _inside(grid, at) if cell.text and cell.columns == 1]
    if not inside or not _name_places(sides, headings):
        return False
    named = (_place_of(cell, grid, at, headings) for cell in inside)
    placed = sum(bool(each.stage) and not each.rest for each in named)
    written = sum(len(words_of(cell.text)) >= _WRITTEN_OUT for cell in inside)
    listed = any(column_of(cell.text).holds in ("finding", "action") for cell in heads)
    return not listed and placed >= _MOST * len(inside) and 2 * written >= len(inside)


def _place_of(cell: Cell, grid: Grid, at: Crossing, headings: Headings) -> Named:
    """Where a cell stands. A row without a label is the rest of the one above: a page's end cut it."""
    row = cell.row
    while row > at.first_row and not any(_label(grid, row, column) for column in range(at.first_column)):
        row -= 1
    return names_at(grid, row, cell.column, at.first_row, at.first_column, headings)


def _label(grid: Grid, row: int, column: int) -> bool:
    cell = grid.at(row, column)
    return cell is not None and bool(cell.text) and not cell.repeats


def _name_places(cells: Sequence[Cell], headings: Headings) -> bool:
    return bool(cells) and all(_only_places(headings.named(cell.text.split("\n")[0])) for cell in cells)


def _only_places(named: Named) -> bool:
    says_more = named.colour or named.plan or named.is_plan or named.is_found or named.rating
    return named.names_place and not named.rest and not says_more


def _inside(grid: Grid, at: Crossing) -> Iterator[Cell]:
    told = (cell for cell in grid.cells if cell.row >= at.first_row and cell.column >= at.first_column)
    return (cell for cell in told if not cell.repeats)


def read_crossing(at: Crossing, grid: Grid, writing: Writing, where: Where) -> None:
    """Add the findings, actions and ratings of each cell."""
    inside = set(_inside(grid, at))
    latest: dict[Spot | None, list[int]] = {}
    for cell in grid.cells:
        if cell not in inside:
            writing.draft.heading(cell.numbers, Why("It names a part of the framework"))
        elif cell.numbers:
            named = _place_of(cell, grid, at, writing.headings)
            _read(cell, where.within(named), writing, latest)


def _read(cell: Cell, there: Where, writing: Writing, latest: dict[Spot | None, list[int]]) -> None:
    entries, places = [], PlaceReader(writing)
    for entry in writing.entries(cell.numbers):
        named = writing.headings.named(entry.text)
        if named.says_overall and not named.rest:
            places.rated(entry, Named(rating=named.rating), there.within(Named()))
        else:
            entries.append(entry)
    for findings, tasks in in_turns(entries, writing):
        found = _add(findings, tasks, latest.get(there.spot, []), there, writing)
        latest[there.spot] = found


def _add(findings: list[Entry], tasks: list[Entry], before: list[int], there: Where, writing: Writing) -> list[int]:
    """The findings, with their actions; actions alone are for those before them, which a page's end parted."""
    spot = there.spot
    found = writing.findings(findings, Aim(spot, "", _SURE, _CROSSING)) or before
    colour = writing.draft.suggestions[found[0]].colour if found else ""
    sure = _SURE if spot and colour else _LESS_SURE
    added = writing.actions(tasks, found, Aim(spot, colour, sure, _CROSSING), Beside())
    for number in added:
        under = writing.draft.suggestions[number].under
        if under is not None:
            writing.draft.change(number, colour=writing.draft.suggestions[under].colour)
    if spot is None and (found or added):
        writing.unplaced.append((there.within(Named()), [*found, *added]))
    return found
