"""Tables that no lines bound, by the order in which the file writes them: cell by cell, each from its top to its end.

Most programs that write tables do so, and what follows on what in the file then tells cells and rows more surely than
any gap between words. Where the order does not fit what is seen, nothing is found here, and gaps have to tell.
"""

from __future__ import annotations

from system_review.documents.readers.pdf.labels import Label
from system_review.documents.readers.pdf.lattice import Grid
from system_review.documents.readers.pdf.signs import Sign
from system_review.documents.readers.pdf.written_cells import LEFTWARDS, WrittenCell, jumps_up, pieces_in
from system_review.documents.readers.pdf.written_columns import (
    Reach,
    Row,
    agree,
    reach_of,
    together,
    with_heads_over_values,
    with_row,
)
from system_review.documents.readers.pdf.written_grid import grid_of
from system_review.documents.readers.pdf.written_rows import LARGER, close_rows, is_bold, said, written_rows

MOST_BESIDE = 6  # rows that a cell may go over
FURTHEST = 4.0  # of a sign's size: rows further apart belong to different things


def written_grids(signs: list[Sign], labels: list[Label], before: Grid | None, heads: set[str]) -> list[Grid]:
    """The tables among these upright signs, from the top. `labels` are texts beside them that are turned.

    `before` is the one that ended the page before; `heads` are what the heads of tables before say: theirs are added.
    """
    pieces = pieces_in(signs)
    rows = written_rows(signs, pieces)
    if jumps_up(pieces) <= close_rows(rows):
        return []  # lines are written across cells
    known = before.reaches if before else []
    found: list[Grid] = []
    for group, columns in _groups(rows, known, heads):
        columns = with_heads_over_values(columns, group, _heads_in(group, heads))
        if grid := grid_of(group, columns, labels):
            found.append(grid)
            heads |= {said(group[0])} if len(group[0]) > 1 and is_bold(group[0]) else set()
    return found


def _heads_in(rows: list[Row], heads: set[str]) -> list[int]:
    """The numbers of a table's rows that are bold heads: its first one, and where that stands again."""
    if not is_bold(rows[0]):
        return []
    return [number for number, row in enumerate(rows) if is_bold(row) and said(row) in {said(rows[0]), *heads}]


def _groups(rows: list[Row], known: list[Reach], heads: set[str]) -> list[tuple[list[Row], list[Reach]]]:
    """The rows of each table with its columns; `known` are those of the table that may go on here, if any."""
    groups: list[tuple[list[Row], list[Reach]]] = []
    at = 0
    while at < len(rows):
        start, (end, columns) = at, _table_from(rows, at, known if at == 0 else [], heads)
        at = max(end, start + 1)
        if columns:
            groups.append((rows[start:end], columns))
    return groups


def _table_from(rows: list[Row], start: int, known: list[Reach], heads: set[str]) -> tuple[int, list[Reach]]:
    """Where the table that begins with a row ends, and its columns; none if no table begins there."""
    if known and not _continues(known, rows, start):
        known = []
    if len(rows[start]) < 2 and not known:
        return start, []
    columns, last, several = known or reach_of(rows[start]), start, list[Row]()
    for number in range(start, len(rows)):
        row = rows[number]
        if number > start and not _is_near(rows[start:number], row):
            break
        if len(row) == 1:
            if _is_outside(row, rows[last], columns):
                break
            last = number + 1 if last == number and _is_in_one(row[0], columns) else last
            continue
        if several and _is_other_head(row, several, columns, apart=last < number):
            break
        found = with_row(columns, several, row)
        if found is None or (known and not agree(known, found)):
            break
        columns = together(known, found) if known else found
        last, several = number + 1, [*several, row]
    enough = len(several) > 1 or (several and (known or said(rows[start]) in heads))
    return (last, columns) if enough else (start, [])


def _is_outside(row: Row, beside: Row, columns: list[Reach]) -> bool:
    """Whether what stands alone is a heading between tables: in larger letters than theirs, or further left."""
    return row[0].first.size > LARGER * beside[0].first.size or row[0].left < columns[0][0] - LEFTWARDS


def _is_other_head(row: Row, several: list[Row], columns: list[Reach], *, apart: bool) -> bool:
    """Whether another table's head stands there: the same again, or below what stands alone."""
    if not is_bold(row):
        return False
    return said(row) == said(several[0]) or (apart and 2 * len(row) >= len(columns))


def _continues(known: list[Reach], rows: list[Row], start: int) -> bool:
    """Whether a page's first rows stand in the columns of the table that ended the page before."""
    several = [row for row in rows[start : start + 3] if len(row) > 1]
    return (
        bool(several)
        and agree(known, reach_of(several[0]))
        and all(_is_in_one(row[0], known) for row in rows[start : rows.index(several[0])])
    )


def _is_near(above: list[Row], row: Row) -> bool:
    """Whether a row stands below those above it, in each of its columns, and not far from them."""
    size, top = row[0].first.size, max(cell.first.base for cell in row)
    over = [other for other in above[-1] for cell in row if other.left < cell.right and cell.left < other.right]
    if any(cell.last.base <= top for cell in over):
        return False
    lowest = min(cell.last.base for other in above[-MOST_BESIDE:] for cell in other)
    return lowest - top <= FURTHEST * size


def _is_in_one(cell: WrittenCell, columns: list[Reach]) -> bool:
    """Whether a cell that stands alone stands in one column, and is no heading."""
    ends = [after - 1 for after, _ in columns[1:]] + [columns[-1][1] + 3]
    inside = any(left - 3 <= cell.left and cell.right <= end for (left, _), end in zip(columns, ends, strict=True))
    return inside and not all(piece.bold for piece in cell.pieces)
