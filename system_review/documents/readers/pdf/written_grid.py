"""Written rows as a table in their columns: where its rows part, which cells go over several, and its labels."""

from __future__ import annotations

from itertools import pairwise

from system_review.documents.readers.pdf.geometry import Box
from system_review.documents.readers.pdf.label_cells import label_cells, stands_beside
from system_review.documents.readers.pdf.labels import Label
from system_review.documents.readers.pdf.lattice import Cell, Grid
from system_review.documents.readers.pdf.stacking import cell_of
from system_review.documents.readers.pdf.written_cells import Placed, Span, WrittenCell
from system_review.documents.readers.pdf.written_columns import Reach, Row, covered, together


def grid_of(rows: list[Row], columns: list[Reach], labels: list[Label]) -> Grid | None:
    """The rows as a table in these columns; None if one stands over another."""
    beside = [(label.box.left, label.box.right) for label in labels if stands_beside(label, rows, columns)]
    columns = together(columns, beside) if beside else columns
    xs = [columns[0][0] - 3]
    xs += [b - min(3, (b - a) / 2) for (_, a), (b, _) in pairwise(columns)]
    xs.append(max(columns[-1][1], *(cell.right for row in rows for cell in row)) + 3)
    placed = [_placed(row, columns) for row in rows]
    ys = _heights(placed)
    if any(above <= below for above, below in pairwise(ys)) or any(
        end > len(columns) for row in placed for _, end in row
    ):
        return None
    cells: list[Cell] = []
    for number, row in enumerate(placed):
        for (start, end), written in sorted(row.items()):
            count = _rows_covered(placed, ys, number, (start, end), written)
            box = Box(xs[start], ys[number + count], xs[end], ys[number])
            _stand_in(written, box)
            cells.append(Cell(number, start, count, end - start, box))
    cells += label_cells(labels, xs, ys, placed)
    taken = {(row, c.column + n) for c in cells for row in range(c.row, c.row + c.rows) for n in range(c.columns)}
    cells += [
        cell_of(ys, xs, row, column)
        for row in range(len(rows))
        for column in range(len(columns))
        if (row, column) not in taken
    ]
    return Grid(xs, ys, sorted(cells, key=lambda c: (c.row, c.column)), drawn=False, reaches=columns)


def _placed(row: Row, columns: list[Reach]) -> Placed:
    """The cells of a row by their first column and the one after their last; what stands alone may go over all."""
    placed: Placed = {}
    for cell in row:
        start, end = covered((cell.left, cell.right), columns) or (0, 1)
        start = max([start, *(other for _, other in placed)])
        end = len(columns) if len(row) == 1 and end - start > 1 else max(end, start + 1)
        placed[start, end] = cell
    return {
        (start, min([end, *(other for other, _ in placed if other > start)])): cell
        for (start, end), cell in placed.items()
    }


def _heights(placed: list[Placed]) -> list[float]:
    """Between which heights the rows stand: each from above its highest words."""
    tops = [max(cell.first.top for cell in row.values()) for row in placed]
    ys = [tops[0] + 2]
    for above, below, top in zip(placed, placed[1:], tops[1:], strict=False):
        over = [cell.last.bottom for span, cell in above.items() if any(_share(span, other) for other in below)]
        low = min([bottom for bottom in over if bottom > top], default=top + 4)
        ys.append((low + top) / 2)
    return [*ys, min(cell.last.bottom for row in placed for cell in row.values()) - 2]


def _rows_covered(placed: list[Placed], ys: list[float], number: int, span: Span, cell: WrittenCell) -> int:
    """How many rows a cell goes over: those beside its lines in which nothing else stands in its columns."""
    count = 1
    while number + count < len(placed) and cell.last.base < ys[number + count]:
        if any(_share(span, other) for other in placed[number + count]):
            break
        count += 1
    return count


def _share(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _stand_in(cell: WrittenCell, box: Box) -> None:
    """Say of all signs of a written cell that they stand in that box, where their words begin, however far they go."""
    for piece in cell.pieces:
        for word in piece.words:
            for sign in word:
                sign.x = min(max(word[0].start, box.left) + 0.5, box.right - 0.5)
                sign.y = min(max(sign.y, box.bottom + 0.5), box.top - 0.5)
