"""Several tables under each other on one sheet of a workbook, each below a line that says what it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.matching import plain, words_of
from system_review.documents.interpreter.tables.columns import column_of
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.matrix import matrix_of

_LONGEST, _LONGEST_CAPTION = 8, 30  # words of a head, and of the line above a table
_FEWEST_LABELS = 3  # that say what stands beside them
_ABBREVIATED = 2  # words of a head that may end with a full stop: "Finding no."
_MOST_SHARE = 0.6  # of a row's cells that must be heads


def stacked(grid: Grid, headings: Headings) -> Iterator[tuple[bool, list[int]]]:
    """The passages of a sheet in parts: whether a part is a table (else it is the lines above one), and its passages.

    A table begins where a row of heads follows a line of its own, or an empty row. A band within a table is followed
    by what it names, not by heads, and begins nothing.
    """
    if cards := _cards(grid):
        yield False, _numbers(grid, 0, cards[0])
        for start, after in pairwise([*cards, grid.height]):
            yield True, _numbers(grid, start, after)
        return
    starts = [row for row in range(1, grid.height) if _may_begin(grid, row) and _is_head(grid, row, headings)]
    ends = [_first_caption(grid, row) for row in starts]
    if not starts or (len(starts) == 1 and ends[0] == 0 and _matrix_end(grid, starts[0], headings) == grid.height):
        yield True, [number for cell in grid.cells for number in cell.numbers]
        return
    if ends[0] > 0:
        yield True, _numbers(grid, 0, ends[0])
    for start, caption, after in zip(starts, ends, [*ends[1:], grid.height], strict=True):
        yield False, _numbers(grid, caption, start)
        yield from _tables(grid, start, after, headings)


def _cards(grid: Grid) -> list[int]:
    """Where the labels down the first column begin anew, if they do so again and again; none if they do not."""
    labels = [plain(cell.text) if (cell := grid.at(row, 0)) and cell.row == row else "" for row in grid]
    first = next((row for row, label in enumerate(labels) if label and labels.count(label) > 1), len(labels))
    length = labels[first + 1 :].index(labels[first]) + 1 if first < len(labels) else 0
    once = labels[first : first + length]
    heads = {column_of(label).holds for label in once} - {""}
    whole = length and len(labels) - first >= 2 * length  # a label that comes again in the last row tells nothing
    again = whole and labels[first:] == [once[at % length] for at in range(len(labels) - first)]
    return [*range(first, len(labels), length)] if again and len(heads) >= _FEWEST_LABELS else []


def _tables(grid: Grid, first: int, after: int, headings: Headings) -> Iterator[tuple[bool, list[int]]]:
    """The table in these rows. After one of ratings only, an empty row ends it: what follows is another."""
    end = min(_matrix_end(grid, first, headings), after)
    yield True, _numbers(grid, first, end)
    start = end
    while start < after and _is_caption(grid.row(start)):
        start += 1
    yield False, _numbers(grid, end, start)
    yield True, _numbers(grid, start, after)


def _matrix_end(grid: Grid, first: int, headings: Headings) -> int:
    """The empty row that ends a table of overall ratings only; the height of the grid if there is no such table."""
    gap = next((row for row in grid.gaps if row > first + 1), grid.height)
    return gap if gap < grid.height and matrix_of(grid.between(first, gap), headings) else grid.height


def _may_begin(grid: Grid, row: int) -> bool:
    return row in grid.gaps or _is_caption(grid.row(row - 1))


def _numbers(grid: Grid, first: int, after: int) -> list[int]:
    return sorted(number for cell in grid.cells if first <= cell.row < after for number in cell.numbers)


def _is_caption(cells: list[Cell]) -> bool:
    said = [cell for cell in cells if cell.text]
    return len(said) == 1 and len(words_of(said[0].text)) <= _LONGEST_CAPTION


def _first_caption(grid: Grid, start: int) -> int:
    row = start
    while row > 0 and _is_caption(grid.row(row - 1)):
        row -= 1
    return row


def _is_head(grid: Grid, row: int, headings: Headings) -> bool:
    """Whether a row holds heads: of a list's or the paper's columns, stages beside each other, levels over columns."""
    cells = [cell for cell in grid.row(row) if cell.text]
    if len(cells) == 1:
        return _is_one_stage(grid, row, headings)
    if not cells or any(_is_sentence(cell.text) for cell in cells):
        return False
    named = [headings.named(cell.text) for cell in cells]
    if any(each.rating for each in named):
        return False
    stages = {each.stage for each in named if each.stage and not each.rest}
    heads = sum(
        bool(each.is_found or each.is_plan or each.colour or each.plan or column_of(cell.text).holds)
        for cell, each in zip(cells, named, strict=True)
    )
    over = [cell for cell, each in zip(cells, named, strict=True) if each.names_place and cell.columns > 1]
    below = row + 1 < grid.height and bool(over) and _is_head(grid, row + 1, headings)
    return len(stages) > 1 or below or (heads > 1 and heads >= _MOST_SHARE * len(cells))


def _is_one_stage(grid: Grid, row: int, headings: Headings) -> bool:
    """Whether a stage stands alone over the second column, and colours and plans down the first: others go before."""
    (cell,) = (cell for cell in grid.row(row) if cell.text)
    named = headings.named(cell.text)
    if cell.column != 1 or not named.stage or named.rest or named.rating:
        return False
    down = [headings.named(label.text) for label in grid.under(row + 1, 0, _FEWEST_LABELS)]
    return len(down) == _FEWEST_LABELS and all(each.says_overall or each.colour or each.plan for each in down)


def _is_sentence(text: str) -> bool:
    """Whether a text is none of a head: too long, or with a full stop that ends no abbreviation ("Ref. no.")."""
    count = len(words_of(text))
    return count > _LONGEST or (text.endswith(".") and count > _ABBREVIATED)
