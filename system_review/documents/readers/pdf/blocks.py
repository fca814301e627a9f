"""Orders the pieces of lines of a part of a page: what stands side by side is parted, each side is read downwards."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from statistics import median

from system_review.documents.readers.pdf.lines import Line, joined

GUTTER = 1.4  # of a sign's size: so wide must what parts two columns be
LONE_GAP = 4.0  # the same, where only one line is parted
FAR = 3.0  # of a sign's size: what stands further below belongs to something else
_DEEPEST = 12

Gap = tuple[float, float]


def blocks_of(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand below one another, in the order in which they are read."""
    if not lines:
        return []
    return [_whole_rows(block) for block in _cut(lines, 0) if block]


def _cut(lines: list[Line], depth: int) -> list[list[Line]]:
    if len(lines) == 1 or depth > _DEEPEST:
        return [lines]
    if sides := _side_by_side(lines):
        return [block for side in sides for block in _cut(side, depth + 1)]
    bands = _bands(lines)
    if len(bands) == 1:
        return [lines]
    return _together([_cut(band, depth + 1) for band in bands])


def _side_by_side(lines: list[Line]) -> list[list[Line]] | None:
    """The two sides of the leftmost gutter that goes through all of these lines; None if there is none."""
    size = median(line.size for line in lines)
    lines = sorted(lines, key=lambda line: line.start)
    end = lines[0].end
    for number, line in enumerate(lines):
        if number and line.start - end > GUTTER * size:
            left, right = lines[:number], lines[number:]
            if _stand_alone(left, right, line.start - end, size):
                return [_downwards(left), _downwards(right)]
        end = max(end, line.end)
    return None


def _stand_alone(left: list[Line], right: list[Line], gap: float, size: float) -> bool:
    rows_left, rows_right = {line.row for line in left}, {line.row for line in right}
    return gap > LONE_GAP * size or min(len(rows_left), len(rows_right)) > 1


def _downwards(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.base, line.start))


def _bands(lines: list[Line]) -> list[list[Line]]:
    """Rows of lines in bands: through all rows of a band goes a gutter, or through none of them."""
    bands: list[list[Line]] = []
    gutters: list[Gap] = []
    for row in rows_of(lines):
        common = _common(gutters, _free(row))
        own = _between(row)
        goes_on = common and (len(row) > 1 or _is_alike(bands[-1][-1], row[0]))
        if bands and (goes_on or (not gutters and not own)) and _is_near(bands[-1][-1], row[0]):
            bands[-1] += row
            gutters = common
        else:
            bands.append([*_taken_back(bands, own, row[0]), *row])
            gutters = own
    return [band for band in bands if band]


def rows_of(lines: list[Line]) -> list[list[Line]]:
    """Pieces of the same line together, from the top."""
    rows: dict[int, list[Line]] = {}
    for line in _downwards(lines):
        rows.setdefault(line.row, []).append(line)
    return [sorted(row, key=lambda line: line.start) for row in rows.values()]


def _free(row: list[Line]) -> list[Gap]:
    return [(-inf, row[0].start), *_between(row), (row[-1].end, inf)]


def _between(row: list[Line]) -> list[Gap]:
    return [(line.end, after.start) for line, after in pairwise(row)]


def _common(gutters: list[Gap], free: list[Gap]) -> list[Gap]:
    both = [(max(a, c), min(b, d)) for a, b in gutters for c, d in free]
    return [(start, end) for start, end in both if end - start > 8]


def _taken_back(bands: list[list[Line]], gutters: list[Gap], below: Line) -> list[Line]:
    """Lines at the end of a band that stand beyond a gutter of the next: their column begins above the other one."""
    taken: list[Line] = []
    while gutters and bands and bands[-1] and bands[-1][-1].start >= gutters[0][1] and _is_near(bands[-1][-1], below):
        below = bands[-1].pop()
        taken.insert(0, below)
    return taken


def _is_alike(above: Line, below: Line) -> bool:
    return below.size <= 1.15 * above.size


def _is_near(above: Line, below: Line) -> bool:
    return above.base - below.base < FAR * max(above.size, below.size)


def _together(parts: list[list[list[Line]]]) -> list[list[Line]]:
    """Bands one after the other; those of a single block go on in one another."""
    blocks: list[list[Line]] = []
    is_open = False
    for part in parts:
        if is_open and len(part) == 1:
            blocks[-1] = blocks[-1] + part[0]
        else:
            blocks += part
        is_open = len(part) == 1
    return blocks


def _whole_rows(lines: list[Line]) -> list[Line]:
    """Pieces of one row that were not parted after all as one line."""
    return [joined(row) if len(row) > 1 else row[0] for row in rows_of(lines)]
