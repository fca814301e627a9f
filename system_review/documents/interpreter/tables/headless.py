"""A list without heads that shows by what stands in it that it holds findings and their colours. Pure."""

from __future__ import annotations

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.columns import Column, is_numbered_label
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.heads import Layout

_WRITTEN_OUT = 5  # words of a finding, at least, in the middle of a column
_MOST = 4  # columns: a finding, its colour, its number, and one more


def headless_layout(grid: Grid, headings: Headings) -> Layout | None:
    """Findings in one column and nothing but colours in another; None for any other table."""
    if not 1 < grid.width <= _MOST:
        return None
    cells = ([cell for cell in grid.under(0, at) if _tells(cell, headings)] for at in range(grid.width))
    columns = [_column(each, headings) for each in cells]
    holds = [column.holds for column in columns]
    if holds.count("finding") != 1 or holds.count("colour") != 1:
        return None
    return Layout(0, 0, tuple(columns), is_paper=False)


def _tells(cell: Cell, headings: Headings) -> bool:
    """Whether a cell is no part of a row that rates a stage or names one."""
    named = headings.named(cell.text)
    return cell.columns == 1 and bool(cell.text) and not named.names_place and not named.says_overall


def _column(cells: list[Cell], headings: Headings) -> Column:
    if not cells:
        return Column()
    if all(headings.colours.exact(cell.text) or headings.ratings.exact(cell.text) for cell in cells):
        return Column("colour")
    if all(is_numbered_label(cell.text) or len(cell.text.strip()) <= _MOST for cell in cells):
        return Column("number")
    lengths = sorted(len(words_of(cell.text)) for cell in cells)
    return Column("finding" if lengths[len(lengths) // 2] >= _WRITTEN_OUT else "")
