"""The rows that cells make in the order in which the file writes them: each begins again further left."""

from __future__ import annotations

from itertools import pairwise
from statistics import median_low

from system_review.documents.readers.pdf.signs import Sign
from system_review.documents.readers.pdf.written_cells import Piece, WrittenCell, cells_of, pieces_in
from system_review.documents.readers.pdf.written_columns import Row, starts_of

APART = 1.35  # times the distance of lines
MOST_TURNS = 8  # rows that may be written before the rest of one
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
        for above in reversed(made[-MOST_TURNS:]):
            rests = [_rest_of(above, cell, pitch, between) for cell in row]
            beside = [_is_of_row(above, cell) for cell in row]
            if all(map(any, zip(rests, beside, strict=True))) and (
                any(beside) or (len(row) == 1 and above is made[-1])
            ):
                _add(above, row, rests)
                break
        else:
            made.append(row)
    return made


def _add(above: Row, row: Row, rests: list[WrittenCell | None]) -> None:
    for cell, rest in zip(row, rests, strict=True):
        if rest:
            rest.pieces.extend(cell.pieces)
        else:
            above.append(cell)
    above.sort(key=lambda cell: cell.left)


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
    """The least distance of two rows of several cells. A row's first cell may begin with what stands above the row."""
    steps = [
        min(cell.last.base for cell in above) - max(cell.first.base for cell in below[1:])
        for above, below in pairwise([row for row in rows if len(row) > 1])
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
        beside = row[number + 1 :]
        apart = apart or bool(beside and above.end > beside[0].left)
        begins = _begin_at(below, beside) and (apart or not _are_level(cell, beside, pitch))
        if (wide or other or begins) and free:
            parts.append(WrittenCell([below]))
        else:
            parts[-1].pieces.append(below)
    return parts


def _begin_at(piece: Piece, cells: list[WrittenCell]) -> bool:
    return bool(cells) and abs(cells[0].first.base - piece.base) <= 0.3 * piece.size


def _are_level(cell: WrittenCell, beside: list[WrittenCell], pitch: float) -> bool:
    """Whether a cell may stand half-way up those beside it, or end as they do: then it need not begin with them."""
    ends = {round(other.last.base) for other in beside if _begin_at(beside[0].first, [other])}
    if len(ends) > 1:
        return False
    other, size = beside[0], cell.first.size
    middles = abs(cell.first.base + cell.last.base - other.first.base - other.last.base) / 2
    return middles <= 0.75 * pitch * size or abs(cell.last.base - other.last.base) <= 0.3 * size


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
    level = [piece.end for piece in last.pieces if piece.base <= cell.first.base + 0.5 * cell.first.size]
    if cell.left < last.left + 3 or cell.left < min(last.right, max(level, default=0.0)) - 3:
        return False
    return cell.first.base > min(other.last.base for other in row) - 0.5 * cell.first.size


def close_rows(rows: list[Row]) -> float:
    """How many rows of several cells stand no further below the one before than lines do; -1 if none does."""
    pitch, count = _pitch(rows), 0
    for above, below in pairwise([row for row in rows if len(row) > 1]):
        steps = [a.last.base - b.first.base for a in above for b in below if abs(a.left - b.left) <= 1]
        count += len(steps) > 1 and max(steps) <= APART * pitch * below[0].first.size
    return count or -1


def is_bold(row: Row) -> bool:
    """Whether each cell of a row begins in bold letters, as those of a head do."""
    return all(cell.first.bold for cell in row)


def said(row: Row) -> str:
    """What stands in a row, without spaces."""
    return "".join(sign.text for cell in row for piece in cell.pieces for word in piece.words for sign in word)
