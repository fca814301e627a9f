"""The columns that rows of written cells stand in: cells that reach over one another share one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from system_review.documents.readers.pdf.written_cells import WrittenCell

LEAST = 1.5  # points that cells have in common if they share a column

ALIKE = 3.5  # points
WIDEST_PADDING = 24  # points between two columns

Row = list[WrittenCell]
Reach = tuple[float, float]


def columns_of_rows(rows: list[Row]) -> list[Reach] | None:
    """From where to where each column's cells reach, from the left; None if cells do not stand in columns."""
    rows = [row for row in rows if len(row) > 1]
    reaches = [_reaches(row) for row in rows]
    single = [
        reach
        for row in reaches
        for reach in row
        if not any(sum(_overlap(reach, other) for other in others) > 1 for others in reaches)
    ]
    columns: list[Reach] = []
    for left, right in sorted(single):
        if columns and left < columns[-1][1] - LEAST:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns if len(columns) > 1 and all(_fit(row, columns) for row in reaches) else None


def _reaches(row: Row) -> list[Reach]:
    """From where to where each cell reaches; a word too long for its cell reaches no further than to the next one."""
    lefts = [cell.left for cell in row]
    ends = [min(cell.right, after - 1) for cell, after in zip(row, [*lefts[1:], 1e9], strict=True)]
    return list(zip(lefts, ends, strict=True))


def _overlap(one: Reach, other: Reach) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > LEAST


def _fit(row: list[Reach], columns: list[Reach]) -> bool:
    """Whether each cell of a row has columns of its own, and begins where these begin if it has several."""
    spans = [covered(reach, columns) for reach in row]
    apart = all(one[1] <= other[0] for one, other in pairwise(spans) if one and other)
    return apart and all(
        span
        and (
            span[1] - span[0] == 1 or abs(reach[0] - columns[span[0]][0]) <= ALIKE or _is_centred(reach, span, columns)
        )
        for reach, span in zip(row, spans, strict=True)
    )


def _is_centred(reach: Reach, span: tuple[int, int], columns: list[Reach]) -> bool:
    middle = (columns[span[0]][0] + columns[span[1] - 1][1]) / 2
    return abs((reach[0] + reach[1]) / 2 - middle) <= 0.1 * (columns[span[1] - 1][1] - columns[span[0]][0])


def covered(reach: Reach, columns: list[Reach]) -> tuple[int, int] | None:
    """The first column that a cell stands in, and the one after its last."""
    inside = [number for number, column in enumerate(columns) if _overlap(reach, column)]
    if not inside:
        inside = [n for n, (left, right) in enumerate(columns) if left - 3 <= reach[0] <= right + 3]
    return (inside[0], inside[-1] + 1) if inside else None


def with_heads_over_values(columns: list[Reach], rows: list[Row], heads: list[int]) -> list[Reach]:
    """The columns, those made one of which the left only holds a head and the right only what stands in its middle.

    `heads` are the numbers of the rows of heads.
    """
    there: list[dict[int, WrittenCell]] = [{} for _ in columns]
    for number, row in enumerate(rows):
        for cell in row:
            span = covered((cell.left, cell.right), columns)
            for column in range(*span) if span else ():
                there[column][number] = cell
    made: list[Reach] = []
    for at, (left, right) in enumerate(columns):
        before = there[at - 1] if at else {}
        is_under = bool(before) and {*before} <= {*heads} and not {*there[at]} & {*heads}
        beyond = columns[at + 1][0] if at + 1 < len(columns) else None
        if is_under and _stand_in_middle(list(there[at].values()), columns[at - 1][0], beyond):
            made[-1] = made[-1][0], right
        else:
            made.append((left, right))
    return made


def _stand_in_middle(cells: list[WrittenCell], start: float, beyond: float | None) -> bool:
    """Whether all lines of cells have one middle, which is that of a column from there to the next one."""
    middles = [(piece.start + piece.end) / 2 for cell in cells for piece in cell.pieces]
    if not middles or beyond is None or max(middles) - min(middles) > 2 * LEAST:
        return False
    return beyond - WIDEST_PADDING <= 2 * middles[0] - start < beyond + ALIKE


def with_row(columns: list[Reach], several: list[Row], row: Row) -> list[Reach] | None:
    """The columns of rows with one more row; None if they then stand in none. `columns` are those of the others."""
    if not several:
        return columns_of_rows([row]) or reach_of(row)
    widened = list(columns)
    for left, right in _reaches(row):
        span = covered((left, right), columns)
        if not span or span[1] - span[0] > 1:
            return columns_of_rows([*several, row])
        widened[span[0]] = min(widened[span[0]][0], left), max(widened[span[0]][1], right)
    spans = [covered(reach, columns) for reach in _reaches(row)]
    is_plain = len({*spans}) == len(spans) and all(one[1] < other[0] for one, other in pairwise(widened))
    return widened if is_plain else columns_of_rows([*several, row])


def agree(one: list[Reach], other: list[Reach], *, strictly: bool = False) -> bool:
    """Whether these are columns of the same table: none reaches over two of the other's, and each of the fewer has one.

    Strictly: most begin alike, too.
    """
    few, many = sorted((one, other), key=len)
    if any(sum(_overlap(a, b) for b in y) > 1 for x, y in ((few, many), (many, few)) for a in x):
        return False
    alike = sum(any(abs(a[0] - b[0]) <= ALIKE for b in many) for a in few)
    shared = sum(any(_overlap(a, b) for b in many) for a in few)
    return alike >= 0.6 * len(few) or (not strictly and shared == len(few))


def together(one: list[Reach], other: list[Reach]) -> list[Reach]:
    """All columns of two that agree, each as far as it reaches in either."""
    made: list[Reach] = []
    for left, right in sorted([*one, *other]):
        if made and left < made[-1][1] - LEAST:
            made[-1] = made[-1][0], max(made[-1][1], right)
        else:
            made.append((left, right))
    return made


def reach_of(row: Row) -> list[Reach]:
    """From where to where each cell of a row reaches."""
    return [(cell.left, cell.right) for cell in row]


def starts_of(rows: list[Row]) -> list[float]:
    """Places at which cells begin in more than one row of several."""
    counts = Counter(round(cell.left) for row in rows if len(row) > 1 for cell in row)
    return [start for start, count in counts.items() if count > 1]
