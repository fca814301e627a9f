"""The cells of a table that turned texts stand in, as the names of rows at their side do."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from system_review.documents.readers.pdf.geometry import Box
from system_review.documents.readers.pdf.labels import Label
from system_review.documents.readers.pdf.lattice import Cell
from system_review.documents.readers.pdf.written_cells import Placed
from system_review.documents.readers.pdf.written_columns import Reach, Row
from system_review.documents.readers.pdf.written_rows import is_bold

NEAR = 60.0  # points: so far beside a table may a turned text stand


def stands_beside(label: Label, rows: list[Row], columns: list[Reach]) -> bool:
    """Whether a turned text stands at these rows, in a column of its own."""
    top, bottom = rows[0][0].first.top, min(cell.last.bottom for cell in rows[-1])
    near = columns[0][0] - NEAR <= label.box.left and label.box.right <= columns[-1][1]
    free = not any(left < label.box.right and label.box.left < right for left, right in columns)
    return near and free and bottom < label.middle < top


def label_cells(labels: list[Label], xs: list[float], ys: list[float], placed: list[Placed]) -> list[Cell]:
    """A cell for each turned text: over the rows that are nearer to it than to another one and have nothing there."""
    found: list[Cell] = []
    for column, (left, right) in enumerate(pairwise(xs)):
        here = [
            one
            for one in labels
            if left <= (one.box.left + one.box.right) / 2 <= right and ys[-1] <= one.middle <= ys[0]
        ]
        nearest: dict[int, list[int]] = defaultdict(list)
        for row, (top, bottom) in enumerate(pairwise(ys)):
            if here and _wants_label(placed, row, column):
                middle = (top + bottom) / 2
                nearest[min(range(len(here)), key=lambda n: abs(here[n].middle - middle))].append(row)
        for number, rows in nearest.items():
            count = rows[-1] + 1 - rows[0]
            if count == len(rows):
                box = Box(left, ys[rows[0] + count], right, ys[rows[0]])
                here[number].stand_in(box)
                found.append(Cell(rows[0], column, count, 1, box))
    return found


def _wants_label(placed: list[Placed], row: int, column: int) -> bool:
    is_head = row == 0 and is_bold(list(placed[row].values()))
    return len(placed[row]) > 1 and not is_head and not any(a <= column < b for a, b in placed[row])
