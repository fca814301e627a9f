"""What the columns of a table hold whose heads do not say, by what stands under them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.leads import leads_in_column
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.sentences import task_score
from system_review.documents.interpreter.tables.columns import BY_PART, Column
from system_review.documents.interpreter.tables.grid import Cell, Grid

_MOST, _LONG = 0.6, 6  # share of the cells that must agree; words of a cell that is written out
_ENOUGH = 2  # cells that must be there to judge a column by them
_LOOKED_AT = 80  # cells of a column that are looked at: a long list is like its beginning
LOW_RANK = 30  # of a column that only its cells tell


_PLACES = ("place", "domain", "level", "stage")


def places_by_content(grid: Grid, first: int, columns: Sequence[Column], headings: Headings) -> Iterator[Column]:
    """The columns, those without a telling head judged by whether their cells name stages, levels or domains."""
    for at, column in enumerate(columns):
        is_open = column.holds in ("", "note", "number") or column.rank >= BY_PART
        yield _place(grid, first, at, column, headings) if is_open else column


def by_content(grid: Grid, first: int, columns: Sequence[Column], headings: Headings) -> list[Column]:
    """As `places_by_content`, and in a list also what is left: statements are findings, tasks actions, names leads."""
    judged = list(places_by_content(grid, first, columns, headings))
    holds = {column.holds for column in judged}
    if not holds & {"finding", "action"} and len(holds - {""}) < 2:
        return judged
    for at in sorted(range(len(judged)), key=lambda at: -_length(grid, first, at)):
        if judged[at].holds == "" and (found := _written(_cells(grid, first, at))) and found not in holds:
            judged[at] = Column(found, rank=LOW_RANK)
            holds.add(found)
    return judged


def _place(grid: Grid, first: int, at: int, column: Column, headings: Headings) -> Column:
    cells = _cells(grid, first, at)
    if column.holds in ("finding", "action"):  # a stage alone in its row is a band over the rows below it
        cells = [cell for cell in cells if not _stands_alone(grid, cell)]
    named = [headings.named(cell.text.split("\n")[0]) for cell in cells]
    for part in ("stage", "level", "domain"):
        if cells and sum(bool(getattr(each, part)) and not each.rest for each in named) > _MOST * len(cells):
            return Column(part)
    long = sum(len(words_of(cell.text)) >= _LONG for cell in cells)
    naming = sum(each.names_place for each in named)
    if column.holds in _PLACES and long > _MOST * len(cells) and naming <= _MOST * len(cells):
        return Column()  # "Assessment of where we are" heads statements
    return column


def _stands_alone(grid: Grid, cell: Cell) -> bool:
    return all(other is cell or not other.text for other in grid.covering(cell.row))


def _written(cells: Sequence[Cell]) -> str:
    if len(cells) < _ENOUGH:
        return ""
    if sum(len(words_of(cell.text)) >= _LONG for cell in cells) > _MOST * len(cells):
        tasks = sum(task_score(cell.text.split("\n")[0]) > 0 for cell in cells)
        return "action" if tasks > _MOST * len(cells) else "finding" if tasks < (1 - _MOST) * len(cells) else ""
    short = [cell for cell in cells if len(words_of(cell.text)) < _LONG]
    named = sum(any(lead.name for lead in leads_in_column(cell.text)) for cell in short)
    return "lead" if len(short) == len(cells) and named > _MOST * len(cells) else ""


def _length(grid: Grid, first: int, at: int) -> int:
    return sum(len(cell.text) for cell in _cells(grid, first, at))


def _cells(grid: Grid, first: int, at: int) -> list[Cell]:
    return [cell for cell in grid.under(first, at, _LOOKED_AT) if cell.text]
