"""Rows below a head that nothing is drawn around: they stand in its columns, however few of these are filled."""

from __future__ import annotations

from itertools import pairwise

from system_review.documents.readers.pdf.columns import Head, columns_of
from system_review.documents.readers.pdf.over_pages import is_parted_by
from system_review.documents.readers.pdf.rows import WordRow

FEWEST = 3  # columns that a head must name
MOST_HEAD_ROWS = 6  # lines of a head
FURTHEST = 5.0  # of a sign's size: so far apart may rows stand with an empty one between them
CLOSE = 1.8  # of a sign's size: lines of one head
NEAR = 8.0  # points
LARGER = 1.15  # times the size of the rows above: a heading


def end_under_head(rows: list[WordRow], start: int, end: int, xs: list[float]) -> int:
    """Where the table that begins at row `start` really ends; `end` is how far its rows part columns by themselves.

    It goes on while rows stand in the columns of its head, up to a heading, another head, or running text.
    """
    if not is_head(rows, start, xs):
        return end
    head = Head(xs)
    after = end
    while after < len(rows):
        row, above = rows[after], rows[after - 1]
        following = rows[after + 1] if after + 1 < len(rows) else None
        if above.base - row.base > FURTHEST * max(above.size, row.size) or _is_heading(row, above):
            break
        if is_head(rows, after, xs) or not head.takes(row, following) or not is_parted_by(xs, row):
            break
        if row.words[0].start < xs[0] - 3:
            break
        after += 1
    while after > end and rows[after - 1].bold and _filled(rows[after - 1], xs) == 1:
        after -= 1  # what leads to the next table
    return after


def columns_of_head(rows: list[WordRow], start: int, xs: list[float]) -> list[float]:
    """The edges that the head's own words show, where these are all among `xs`: numbers of lists show further ones."""
    lines = head_rows(rows, start)
    own = columns_of(lines)[1:-1]
    known = all(any(abs(edge - x) <= NEAR for x in xs) for edge in own)
    if len(own) < FEWEST - 1 or not known:
        return xs
    first = min(line.words[0].start for line in lines)  # columns before it have no head
    kept = (x for x in xs[1:-1] if x <= first or any(abs(x - edge) <= NEAR for edge in own))
    return [xs[0], *kept, xs[-1]]


def head_rows(rows: list[WordRow], start: int) -> list[WordRow]:
    """The bold lines close together that a head at row `start` is written in."""
    lines = [rows[start]]
    for row in rows[start + 1 : start + MOST_HEAD_ROWS]:
        if not row.bold or lines[-1].base - row.base > CLOSE * row.size:
            break
        lines.append(row)
    return lines


def is_head(rows: list[WordRow], at: int, xs: list[float]) -> bool:
    """Whether a head begins at row `at`: bold lines close together, over columns of which most are named."""
    filled: set[int] = set()
    for above, row in pairwise([rows[at], *rows[at : at + MOST_HEAD_ROWS]]):
        if not row.bold or above.base - row.base > CLOSE * row.size:
            break
        filled |= {n for n, column in enumerate(pairwise(xs)) if row.between(*column)}
    return len(filled) >= max(FEWEST, 0.6 * (len(xs) - 1))


def _is_heading(row: WordRow, above: WordRow) -> bool:
    return row.bold and row.size > LARGER * above.size


def _filled(row: WordRow, xs: list[float]) -> int:
    return sum(bool(row.between(*column)) for column in pairwise(xs))
