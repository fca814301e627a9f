"""The rows that cells make in the order in which the file writes them: each begins again further left."""

from __future__ import annotations

from itertools import pairwise
from statistics import median_low

from system_review.documents.readers.pdf.signs import Sign
from system_review.documents.readers.pdf.written_cells import Piece, WrittenCell, cells_of, pieces_in
from system_review.documents.readers.pdf.written_columns import Row, starts_of

APART = 1.35  # times the distance of lines
LARGER = 1.15  # times the size of what stands beside it: something else


def written_rows(signs: list[Sign], pieces: list[Piece]) -> list[Row]:
    """Written cells beside one another, from the top; `pieces` are those of the signs."""
    return _rows_of(pieces_in(signs, starts_of(_rows_of(pieces))))


def _rows_of(pieces: list[Piece]) -> list[Row]:
    rows = _rows(cells_of(pieces))
    pitch, between = _pitch(rows), _least_between(rows)
    rows = _rows([part for row in rows for cell in row for part in _parted(cell, row, pitch, between)])
    return _put_together(rows, pitch, between)


def _put_together(rows: list[Row], pitch: float, between: float) -> list[Row]:
    """With rows as one that are written in two turns, as some programs do where cells go on over the page's end."""
    made: list[Row] = []
    for row in rows:
        rests = [_rest_of(made[-1], cell, pitch, between) if made else None for cell in row]
        beside = [bool(made) and _is_of_row(made[-1], cell) for cell in row]
        if all(map(any, zip(rests, beside, strict=True))) and (any(beside) or len(row) == 1):
            for cell, above in zip(row, rests, strict=True):
                if above:
                    above.pieces.extend(cell.pieces)
                else:
                    made[-1].append(cell)
            made[-1].sort(key=lambda cell: cell.left)
        else:
            made.append(row)
    return made


def _is_of_row(row: Row, cell: WrittenCell) -> bool:
    top = max(other.first.base for other in row)
    apart = all(min(other.right, cell.right) < max(other.left, cell.left) for other in row)
    return abs(top - cell.first.base) <= 0.3 * cell.first.size and apart


def _rest_of(row: Row, part: WrittenCell, pitch: float, between: float) -> WrittenCell | None:
    """The cell of a row of several of which that is the next line."""
    for cell in row if len(row) > 1 else []:
        step = cell.last.base - part.first.base
        close = 0 < step <= min(1.15 * pitch * part.first.size, 0.9 * between)
        if close and abs(cell.left - part.left) <= 1 and cell.last.bold == part.first.bold:
            return cell
    return None


def _pitch(rows: list[Row]) -> float:
    """How far apart the lines of a cell usually stand, for letters of one point."""
    steps = [
        (above.base - below.base) / below.size for row in rows for cell in row for above, below in pairwise(cell.pieces)
    ]
    return median_low(steps) if steps else 1.2


def _least_between(rows: list[Row]) -> float:
    """The least distance of two rows of several cells."""
    several = [row for row in rows if len(row) > 1]
    steps = [
        min(cell.last.base for cell in above) - max(cell.first.base for cell in below)
        for above, below in pairwise(several)
    ]
    return min((step for step in steps if step > 0), default=1e9)


def _parted(cell: WrittenCell, row: Row, pitch: float, between: float) -> list[WrittenCell]:
    parts = [WrittenCell([cell.first])]
    number = row.index(cell)
    for above, below in pairwise(cell.pieces):
        step = above.base - below.base
        wide = step >= 0.97 * between and step > 1.2 * pitch * below.size
        other = max(above.size, below.size) > LARGER * min(above.size, below.size)
        free = all(c.last.base > below.base for c in row[:number]) and all(
            c.first.base < above.base for c in row[number + 1 :]
        )
        apart = step > 1.15 * pitch * below.size or above.bold != below.bold
        begins = number == 0 and len(row) > 1 and apart and abs(row[1].first.base - below.base) <= 0.3 * below.size
        if (wide or other or begins) and free:
            parts.append(WrittenCell([below]))
        else:
            parts[-1].pieces.append(below)
    return parts


def _rows(cells: list[WrittenCell]) -> list[Row]:
    rows: list[Row] = []
    for cell in cells:
        if rows and _is_beside(rows[-1], cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _is_beside(row: Row, cell: WrittenCell) -> bool:
    last = row[-1]
    if cell.left < last.left + 3 or (cell.left < last.right - 3 and cell.left < last.first.end):
        return False
    return cell.first.base > min(other.last.base for other in row) - 0.5 * cell.first.size


def are_apart(rows: list[Row]) -> bool:
    """Whether rows of several cells stand further apart than lines do."""
    size = max((cell.first.size for row in rows for cell in row), default=0.0)
    return _least_between(rows) > APART * _pitch(rows) * size


def is_bold(row: Row) -> bool:
    """Whether each cell of a row begins in bold letters, as those of a head do."""
    return all(cell.first.bold for cell in row)


def said(row: Row) -> str:
    """What stands in a row, without spaces."""
    return "".join(sign.text for cell in row for piece in cell.pieces for word in piece.words for sign in word)
