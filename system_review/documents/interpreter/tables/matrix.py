"""A table of overall ratings only: stages across or down, with the levels and domains that they stand in. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.columns import Column, column_of
from system_review.documents.interpreter.tables.earlier import without_earlier
from system_review.documents.interpreter.tables.entries import entries_of
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_MOST = 0.7  # share of the cells inside that must be ratings, and of the rows that must name a place
_HEAD_ROWS, _HEAD_COLUMNS = 3, 3  # at most
_RATES = ("rag", "colour", "overall")
_WRITTEN_OUT = 6  # words of a cell that is no rating and no name
_ONLY_YEAR = re.compile(r"\W*(?:19|20)\d\d(?:\s*[/–-]\s*\d\d(?:\d\d)?)?\W*")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where the ratings of a table begin, and which of its columns hold them."""

    first_row: int
    first_column: int
    columns: tuple[int, ...]


def matrix_of(grid: Grid, headings: Headings) -> Matrix | None:
    """The table as a matrix of ratings; None if it is none."""
    for first_row in range(1, min(_HEAD_ROWS + 1, grid.height)):
        for first_column in range(1, min(_HEAD_COLUMNS + 1, grid.width)):
            if found := _matrix(grid, first_row, first_column, headings):
                return found
    return None


def _matrix(grid: Grid, first_row: int, first_column: int, headings: Headings) -> Matrix | None:
    columns = _rating_columns(grid, first_row, first_column, headings)
    if not columns:
        return None
    others = {*range(first_column, grid.width)} - {*columns}
    heads = (cell for row in range(first_row) for cell in grid.row(row))
    sides = (cell for at in range(first_column) for cell in grid.under(first_row, at))
    labels = (headings.named(cell.text) for cell in chain(heads, sides))
    if any(each.colour or each.plan or each.is_plan for each in labels):
        return None  # rows or columns of findings and plans
    if any(_tells(grid, at, first_row) for at in others):
        return None
    if any(_is_headed_as_told(grid, at, first_row) for at in range(first_column)):
        return None
    beside = range(first_column, grid.width)
    if any(headings.part_named(cell.text) for at in beside for cell in heads_over(grid, at, first_row)):
        return None  # a further column of labels: "Domain", "Level" and then the stages
    inside = [cell for at in columns for cell in grid.under(first_row, at) if cell.columns == 1]
    rated = sum(bool(_rating(cell, headings)) for cell in inside)
    spots = [names_at(grid, row, at, first_row, first_column, headings) for row in range(first_row, grid.height)
             for at in columns]  # fmt: skip
    placed = sum(bool(named.stage) and not named.rest for named in spots)
    if len(inside) > 1 and rated >= _MOST * len(inside) and placed >= _MOST * len(spots):
        return Matrix(first_row, first_column, columns)
    return None


def _rating_columns(grid: Grid, first_row: int, first_column: int, headings: Headings) -> tuple[int, ...]:
    """The columns over which a place stands, or that are headed as ratings, but not those of an earlier time."""
    heads = [" ".join(cell.text for cell in heads_over(grid, at, first_row)) for at in range(grid.width)]
    columns = [Column()] * first_column
    for head in heads[first_column:]:
        rates = column_of(head).holds in _RATES or headings.named(head).says_overall or _ONLY_YEAR.fullmatch(head)
        named = headings.named(head)
        columns.append(Column("overall" if rates or (named.names_place and not named.rest) else ""))
    return tuple(at for at, column in enumerate(without_earlier(columns, heads)) if column.holds == "overall")


def _tells(grid: Grid, column: int, first_row: int) -> bool:
    """Whether a column holds findings or actions, by its head or by the length of what stands in it."""
    written = any(len(words_of(cell.text)) >= _WRITTEN_OUT for cell in grid.under(first_row, column))
    holds = _holds(grid, column, first_row)
    return _is_headed_as_told(grid, column, first_row) or (holds != "note" and written)


def _is_headed_as_told(grid: Grid, column: int, first_row: int) -> bool:
    return _holds(grid, column, first_row) in ("finding", "action")


def _holds(grid: Grid, column: int, first_row: int) -> str:
    return column_of(" ".join(cell.text for cell in heads_over(grid, column, first_row))).holds


def heads_over(grid: Grid, column: int, first_row: int) -> list[Cell]:
    """The heads of a column; one on the left in a row above the last stands over the empty cells beside it too."""
    found = [grid.at(row, column) for row in range(first_row)]
    for row in range(first_row - 1):
        at = column
        while found[row] is None and at > 0:
            at -= 1
            found[row] = grid.at(row, at)
    return [cell for cell in dict.fromkeys(found) if cell is not None and not grid.is_across(cell)]


def names_at(grid: Grid, row: int, column: int, first_row: int, first_column: int, headings: Headings) -> Named:
    """What the heads of a row and of a column name together."""
    side = [cell for at in range(first_column) if (cell := grid.at(row, at))]
    beside = [headings.named_as(_part(grid, cell, first_row, headings), cell.text) for cell in side]
    each = [*beside, *(headings.named(cell.text) for cell in heads_over(grid, column, first_row))]
    rest = tuple(word for named in beside for word in named.rest)
    domain, level, stage = (
        next((str(found) for one in each if (found := getattr(one, part))), "") for part in ("domain", "level", "stage")
    )
    return Named(domain, level, stage, rest=rest)


def _part(grid: Grid, label: Cell, first_row: int, headings: Headings) -> str:
    """Which part of the framework the head of a column of labels names: under "Level", "1" is a level."""
    heads = heads_over(grid, label.column, first_row)
    return headings.part_named(heads[-1].text) if heads else ""


def _rating(cell: Cell, headings: Headings) -> str:
    first = cell.text.split("\n")[0]
    if rating := headings.ratings.exact(first):
        return rating
    shade = colour_of_shade(cell.fill)[0] if not first else ""
    return headings.ratings.exact(shade) if shade and shade != BLUE else ""


def read_matrix(matrix: Matrix, grid: Grid, writing: Writing, where: Where) -> None:
    """Add the rating of each stage that the matrix names."""
    for cell in grid.cells:
        if cell.row < matrix.first_row or cell.column < matrix.first_column:
            writing.draft.heading(cell.numbers, Why("It names a part of the framework"))
        elif cell.column not in matrix.columns:
            writing.draft.note(cell.numbers, Why("It stands beside an overall rating"))
        else:
            named = names_at(grid, cell.row, cell.column, matrix.first_row, matrix.first_column, writing.headings)
            _rate(cell, where.within(named), writing)


def _rate(cell: Cell, there: Where, writing: Writing) -> None:
    rating = _rating(cell, writing.headings)
    for at, entry in enumerate(entries_of(writing.draft.passages, cell.numbers)):
        if at == 0 and rating:
            number = writing.rating(entry.stretches, entry.text, there.spot, rating, 0.95)
            if there.spot is None:
                writing.unplaced.append((there, [number]))
        else:
            writing.note_entry(entry, Why("It stands beside an overall rating"))
