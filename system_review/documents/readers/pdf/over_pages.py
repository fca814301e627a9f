"""Tables without lines that go on on the next page: there they are read in the columns that they had before."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from system_review.documents.readers.pdf.columns import FURTHEST, SEED, Head, fits
from system_review.documents.readers.pdf.lattice import Grid
from system_review.documents.readers.pdf.making_grids import Rule, make_grid
from system_review.documents.readers.pdf.rows import WordRow

FEWEST = 6  # edges of columns
MOST_ALONE = 2  # lines of a heading inside a table


def gone_over(before: Grid, rows: list[WordRow], rules: list[Rule]) -> Grid | None:
    """What of these rows, which are a page's first, goes on in the columns of the table that ended the page before.

    None if nothing does. Every gap of theirs has to be one of its own: else another table begins. Few columns are not
    enough to be known again by.
    """
    if len(before.xs) <= FEWEST:
        return None
    taken = _taken(before.xs, rows)
    filled = {n for row in taken for n, column in enumerate(pairwise(before.xs)) if row.between(*column)}
    if len(filled) < 2:
        return None
    right = max(before.xs[-1], max(row.words[-1].end for row in taken) + 3)
    return make_grid(taken, [*before.xs[:-1], right], rules, tight=before.tight)


def stand_in(xs: list[float], rows: list[WordRow]) -> bool:
    """Whether rows stand in these columns, and each gap of theirs is one of them: they are the same table's."""
    if len(xs) <= FEWEST or not rows:
        return False
    return all(row.words[0].start >= xs[0] - 3 and fits(row, xs[1:-1]) and is_parted_by(xs, row) for row in rows)


def below_heading(rows: list[WordRow], xs: list[float]) -> list[WordRow]:
    """The rows below what stands alone at the top of these: the same table may go on under a heading."""
    alone = 0
    while alone < min(MOST_ALONE, len(rows)) and sum(bool(rows[alone].between(*c)) for c in pairwise(xs)) == 1:
        alone += 1
    return rows[alone:] if alone else []


def _taken(xs: list[float], rows: list[WordRow]) -> list[WordRow]:
    head, taken = Head(xs), list[WordRow]()
    for row, following in zip_longest(rows, rows[1:]):
        if taken and taken[-1].base - row.base > FURTHEST * max(taken[-1].size, row.size):
            break
        if taken and _stands_alone(xs, taken[-1], row):
            break
        if row.words[0].start < xs[0] - 3 or not head.takes(row, following) or not is_parted_by(xs, row):
            break
        taken.append(row)
    return taken


def _stands_alone(xs: list[float], above: WordRow, row: WordRow) -> bool:
    """Whether a row holds one text only, some way below the last: it may be a heading of what follows."""
    filled = sum(bool(row.between(*column)) for column in pairwise(xs))
    return filled == 1 and above.base - row.base > 1.6 * row.size


def is_parted_by(xs: list[float], row: WordRow) -> bool:
    """Whether an edge of a column stands in each wide gap of a row."""
    wide = [(word.end, after.start) for word, after in pairwise(row.words) if after.start - word.end >= SEED * row.size]
    return all(any(start - 1.5 <= x <= end + 1.5 for x in xs) for start, end in wide)
