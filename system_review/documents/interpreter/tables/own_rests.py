"""Our own Excel files: a text that was too long for a row of its sheet, whole again. Pure.

A row of Excel is as high as a hand at the most, so the writer cuts a long text and lets it go on in the cell below. A
plan has a finding to its left: one without goes on from above. A finding goes on where no plan begins beside it, or
where the cell above is as full as the writer makes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.own import begins_plan, is_line
from system_review.documents.writers.lengths import cut
from system_review.documents.writers.xlsx_measures import FOUND, HALF, MOST, PAIR, PLAN, fits

_ACROSS = {2: PAIR, 3: HALF, 4: 2 * PAIR}  # the width of joined cells, by their number


def with_rests(grid: Grid) -> tuple[Grid, set[int]]:
    """The grid with each rest in the cell that it goes on from, and the passages that go on within a line."""
    heads: dict[Cell, Cell] = {}  # the cell that each rest belongs to
    within: set[int] = set()
    for cell in grid.cells:
        above = grid.at(cell.row - 1, cell.column)
        if above is None or not (cell.text and above.text) or above.columns != cell.columns or _is_band(grid, cell):
            continue
        if _goes_on(grid, above, cell, heads):
            heads[cell] = heads.get(above, above)
            within |= {cell.numbers[0]} if _cut_between(above, cell) == " " else set()
    return (_made_whole(grid, heads), within) if heads else (grid, within)


def _goes_on(grid: Grid, above: Cell, cell: Cell, heads: dict[Cell, Cell]) -> bool:
    is_pair = cell.columns in (1, 3)
    at = cell.column // cell.columns
    if is_pair and at % 2:
        found = _said(grid, cell.row, cell.column - cell.columns)
        return found is None or found in heads
    plan = _said(grid, cell.row, cell.column + cell.columns) if is_pair else None
    if is_pair and cell.columns == 1 and (plan is None or not begins_plan(plan.text)):
        return plan is not None or not is_line(cell.text.split("\n")[0]) or bool(_cut_between(above, cell))
    return bool(_cut_between(above, cell))


def _is_band(grid: Grid, cell: Cell) -> bool:
    """Whether a narrow cell stands beside a wide one: a stage's name with its rating."""
    return cell.columns == 1 and any(other.columns > 1 for other in grid.row(cell.row) if other.text)


def _said(grid: Grid, row: int, column: int) -> Cell | None:
    cell = grid.at(row, column)
    return cell if cell is not None and cell.text else None


def _cut_between(above: Cell, cell: Cell) -> str:
    """What stood between two pieces of a text, if the writer cut it there; "" if they are no pieces of one.

    Readers leave out empty lines: each end of a line may have been two.
    """
    across = fits(_ACROSS.get(cell.columns, PLAN if cell.column % 2 else FOUND))
    *_, last = above.text.split("\n")
    following = cell.text.split("\n")[0]
    for between in (" ", "\n"):
        if between == "\n" and is_line(last) and not is_line(following):
            continue  # our lines end a text: it is another that stands below
        for most in range(MOST, max(0, MOST - 1 - above.text.count("\n")), -1):
            first, *others = cut(f"{above.text}{between}{following}", across, most)
            if others and first.strip() == above.text:
                return between
    return ""


def _made_whole(grid: Grid, heads: dict[Cell, Cell]) -> Grid:
    rests: dict[Cell, list[Cell]] = {}
    for rest, head in heads.items():
        rests.setdefault(head, []).append(rest)
    made = grid.copy()
    made.cells = [_joined(cell, rests.get(cell, ())) for cell in grid.cells if cell not in heads]
    return made


def _joined(cell: Cell, rests: Sequence[Cell]) -> Cell:
    cells = (cell, *rests)
    numbers = [number for each in cells for number in each.numbers]
    return replace(cell, numbers=numbers, text="\n".join(each.text for each in cells))
