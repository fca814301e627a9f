"""A matrix of overall ratings: stages across, domains and levels down (or the other way round). Pure."""

from __future__ import annotations

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.entries import entries_of
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_MOST = 0.7  # share of the cells inside that must be ratings


def is_matrix(grid: Grid, headings: Headings) -> bool:
    """Whether stages stand across the top (or down the side) and nearly all cells inside are ratings."""
    inside = [cell for cell in grid.cells if cell.row > 0 and cell.column > 0]
    across = [headings.named(cell.text) for cell in grid.row(0) if cell.column > 0]
    down = [headings.named(cell.text) for cell in grid.cells if cell.column == 0 and cell.row > 0]
    places = all(named.names_place and not named.rest for named in (*across, *down))
    stages = any(named.stage for named in across) != any(named.stage for named in down)
    rated = sum(bool(_rating(cell, headings)) for cell in inside)
    return len(inside) > 1 and bool(across) and bool(down) and places and stages and rated >= _MOST * len(inside)


def _rating(cell: Cell, headings: Headings) -> str:
    first = cell.text.split("\n")[0]
    if rating := headings.ratings.exact(first):
        return rating
    shade = colour_of_shade(cell.fill)[0] if not first else ""
    return headings.ratings.exact(shade) if shade and shade != BLUE else ""


def read_matrix(grid: Grid, writing: Writing, where: Where) -> None:
    """Add the rating of each stage that the matrix names."""
    names = Why("It names a part of the framework")
    for cell in grid.cells:
        if cell.row == 0 or cell.column == 0:
            writing.draft.heading(cell.numbers, names)
            continue
        side, top = grid.at(cell.row, 0), grid.at(0, cell.column)
        there = where
        for head in (side, top):
            if head is not None:
                there = there.within(writing.headings.named(head.text))
        _rate(cell, there, writing)


def _rate(cell: Cell, there: Where, writing: Writing) -> None:
    rating = _rating(cell, writing.headings)
    for at, entry in enumerate(entries_of(writing.draft.passages, cell.numbers)):
        if at == 0 and rating:
            number = writing.rating(entry.stretches, entry.text, there.spot, rating, 0.95)
            if there.spot is None:
                writing.unplaced.append((there, [number]))
        else:
            writing.note_entry(entry, Why("It stands beside an overall rating"))
