"""Finds columns by what is free between words in row after row, for tables that are drawn with no lines or with few."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import inf
from statistics import median

from system_review.documents.readers.pdf.paragraphs import NUMBER
from system_review.documents.readers.pdf.rows import WordRow
from system_review.documents.readers.pdf.signs import BULLET

SEED = 1.0  # of a sign's size: so wide a gap suggests a column
NARROWEST = 0.5  # the same: so wide must a gutter be through all rows
NARROW_GAP = 0.4  # the same: a narrower gap stands between words of one text
FURTHEST = 3.5  # the same: rows further apart belong to different things
SHORT = 0.75  # of the width: a row that spans columns, such as a band's name, is no longer than that

Gap = tuple[float, float]


def runs_in(rows: list[WordRow]) -> list[tuple[int, int]]:
    """From where to where (not included) a gutter goes through rows that stand close to one another."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        end = _run_from(rows, at)
        if end - at > 1:
            start = _upwards(rows, at, end, runs[-1][1] if runs else 0)
            runs += _parted(rows, start, end)
            at = end
        else:
            at += 1
    return runs


def _parted(rows: list[WordRow], start: int, end: int) -> list[tuple[int, int]]:
    """A run without the headings in it, below which other columns begin."""
    for at in range(start + 1, end - 1):
        if not _between_wide(rows[at]) and _is_other_table(rows[start:at], rows[at], rows[at + 1 : end]):
            return [(start, at), *_parted(rows, at + 1, end)]
    return [(start, end)]


def _is_other_table(above: list[WordRow], heading: WordRow, below: list[WordRow]) -> bool:
    if above[-1].base - heading.base < 1.5 * heading.size or not _between_wide(below[0]):
        return False
    few, many = sorted((columns_of(above)[1:-1], columns_of(below)[1:-1]), key=len)
    return not few or not all(any(abs(x - y) < 7 for y in many) for x in few)


def _run_from(rows: list[WordRow], start: int) -> int:
    """Where the run that a row begins ends; `start` if it begins none."""
    gutters = [(a, b) for a, b in _between(rows[start]) if b - a >= SEED * rows[start].size]
    end = last = start + 1
    while gutters and end < len(rows) and _is_near(rows[end - 1], rows[end]) and not _is_heading(rows, end):
        common = _common(gutters, rows[end])
        if common:
            gutters = common
            last = end + 1 if _between_wide(rows[end]) or _is_close(rows[end - 1], rows[end]) else last
        elif not _spans(rows, end, gutters):
            break
        end += 1
    return last if last > start + 1 else start


def _is_heading(rows: list[WordRow], number: int) -> bool:
    """Whether a row is in larger letters than the one above it, and has nothing beside it."""
    return rows[number].size > 1.15 * rows[number - 1].size and not _between_wide(rows[number])


def _between(row: WordRow) -> list[Gap]:
    return [
        (word.end, after.start)
        for number, (word, after) in enumerate(pairwise(row.words))
        if not (number == 0 and _is_marker(word.text))
    ]


def _is_marker(text: str) -> bool:
    return bool(BULLET.match(text + " ") or NUMBER.match(text + " ")) and len(text) < 5


def _between_wide(row: WordRow) -> bool:
    return any(b - a >= SEED * row.size for a, b in _between(row))


def _common(gutters: list[Gap], row: WordRow) -> list[Gap]:
    free = [(-inf, row.words[0].start), *((w.end, v.start) for w, v in pairwise(row.words)), (row.words[-1].end, inf)]
    both = [(max(a, c), min(b, d)) for a, b in gutters for c, d in free]
    return [(a, b) for a, b in both if b - a >= _narrowest(row)]


def _narrowest(row: WordRow) -> float:
    """How wide a gutter must be: wider than what parts the words of one text, also where all letters are as wide."""
    return max(NARROWEST, 1.35 * row.space) * row.size


def _of_one_text(row: WordRow) -> float:
    return max(NARROW_GAP, 1.2 * row.space) * row.size


def _is_near(above: WordRow, below: WordRow) -> bool:
    return above.base - below.base <= FURTHEST * max(above.size, below.size)


def _is_close(above: WordRow, below: WordRow) -> bool:
    return above.base - below.base <= 1.6 * max(above.size, below.size)


def _spans(rows: list[WordRow], number: int, gutters: list[Gap]) -> bool:
    """Whether a row without the gutters is a band inside the table: short, and followed by one that has them."""
    row = rows[number]
    if number + 1 >= len(rows) or not _is_near(row, rows[number + 1]):
        return False
    width = max(r.words[-1].end for r in rows[:number]) - min(r.words[0].start for r in rows[:number])
    is_short = row.words[-1].end - row.words[0].start <= SHORT * width or row.bold
    return is_short and bool(_common(gutters, rows[number + 1])) and _between_wide(rows[number + 1])


def _upwards(rows: list[WordRow], start: int, end: int, lowest: int) -> int:
    """The first lines of a head's longer cells stand above its others."""
    edges = columns_of(rows[start:end])
    while start > lowest and _is_close(rows[start - 1], rows[start]) and fits(rows[start - 1], edges[1:-1]):
        if not edges[1:-1] or not _look_alike(rows[start - 1], rows[start]):
            break
        start -= 1
    return start


def _look_alike(one: WordRow, other: WordRow) -> bool:
    return one.bold == other.bold and max(one.size, other.size) <= 1.15 * min(one.size, other.size)


def fits(row: WordRow, edges: list[float]) -> bool:
    """Whether no text of a row goes on across one of these edges. A single word may be too long for its column."""
    return not any(_goes_across(row, edge) for edge in edges)


def _goes_across(row: WordRow, edge: float) -> bool:
    before = [word for word in row.words if word.start < edge - 1.5]
    after = row.words[len(before) :]
    if not before:
        return False
    gap = after[0].start - before[-1].end if after else inf
    if before[-1].end > edge + 1.5:
        is_alone = len(before) == 1 or before[-1].is_apart or before[-1].start - before[-2].end >= _of_one_text(row)
        return not is_alone or (gap < _of_one_text(row) and not after[0].is_apart)
    return gap < _of_one_text(row) and not after[0].is_apart


def gap_at(row: WordRow, edge: float) -> float | None:
    """How wide the gap between words at an edge is; None if words stand only on one side of it."""
    before = [word.end for word in row.words if word.end <= edge + 1.5]
    after = [word.start for word in row.words if word.start >= edge - 1.5]
    return min(after) - max(before) if before and after else None


class Head:
    """A head's columns, and which rows of words stand in them."""

    def __init__(self, xs: list[float]) -> None:
        self.xs = xs

    def takes(self, row: WordRow, following: WordRow | None) -> bool:
        """Whether a row stands in these columns: across some of their edges only if something else shows that."""
        edges = [x for x in self.xs if x > row.words[0].start + 1]
        crossed = [edge for edge in edges if not fits(row, [edge])]
        if not crossed:
            return True
        if any((gap := gap_at(row, edge)) and gap >= SEED * row.size for edge in edges if edge not in crossed):
            return True
        is_short = row.words[-1].end - row.words[0].start <= SHORT * (self.xs[-1] - self.xs[0])
        return (row.bold or is_short) and following is not None and fits(following, self.xs[1:-1])


def columns_of(rows: list[WordRow]) -> list[float]:
    """The edges of the columns of these rows: in the middle of what is free in all but those that span columns."""
    whole = [row for row in rows if _between_wide(row)] or rows
    gutters = _gutters(whole)
    plain = [row for row in rows if row in whole or all(_common([gutter], row) for gutter in gutters)]
    gutters = _with_crossed(rows, _gutters(plain))
    left = min(row.words[0].start for row in rows)
    right = max(row.words[-1].end for row in rows)
    edges = [b - min(6, (b - a) / 2) for a, b in gutters]
    edges = sorted([*edges, *_by_starts(rows, edges, left)])
    return _without_markers(plain, [left - 3, *edges, right + 3])


def _by_starts(rows: list[WordRow], edges: list[float], left: float) -> list[float]:
    """Further edges, before places at which texts begin in row after row though others reach as far as there."""
    starts: Counter[int] = Counter()
    for row in rows:
        for word, after in pairwise(row.words):
            if after.is_apart or after.start - word.end >= SEED * row.size:
                starts[round(after.start)] += 1
    found: list[float] = []
    for place, count in starts.most_common():
        edge = place - 3.0
        near = [left, *(x + 3 for x in edges), *(x + 3 for x in found)]
        if count >= 3 and all(abs(place - x) > 12 for x in near):
            if sum(_goes_across(row, edge) for row in rows) <= 0.25 * count:
                found.append(edge)
    return found


def _gutters(rows: list[WordRow]) -> list[Gap]:
    narrowest = median(_narrowest(row) for row in rows)
    words = sorted((word for row in rows for word in row.words), key=lambda word: word.start)
    gutters, end = [], words[0].end
    for word in words:
        if word.start - end >= narrowest:
            gutters.append((end, word.start))
        end = max(end, word.end)
    return gutters


def _with_crossed(rows: list[WordRow], gutters: list[Gap]) -> list[Gap]:
    """With those that a few rows stand across, as a cell does that spans columns."""
    found = list(gutters)
    for gap in (gap for row in rows for gap in _between(row) if gap[1] - gap[0] >= SEED * row.size):
        if any(a < gap[1] and gap[0] < b for a, b in found):
            continue
        agreeing = [other for row in rows for other in _between(row) if _overlap(gap, other) >= SEED * row.size]
        crossing = [row for row in rows if not _common([gap], row)]
        common = (max(a for a, _ in agreeing), min(b for _, b in agreeing))
        if len(agreeing) >= max(3, 3 * len(crossing)) and common[1] - common[0] >= _narrowest(rows[0]):
            found.append(common)
    return sorted(found)


def _overlap(one: Gap, other: Gap) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _without_markers(rows: list[WordRow], edges: list[float]) -> list[float]:
    """Bullets are no column of their own, however far they stand before their texts."""
    kept = [edges[0]]
    for right in edges[1:]:
        texts = [text for row in rows if (text := row.between(kept[-1], right))]
        only_bullets = bool(texts) and all(
            re.fullmatch(BULLET.pattern + r"?", text + " ") or BULLET.fullmatch(text) for text in texts
        )
        if right == edges[-1] or not only_bullets:
            kept.append(right)
    return kept
