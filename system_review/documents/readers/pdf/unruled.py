"""Finds the tables that no lines bound: around a head with fills, between rules, or with nothing drawn at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from system_review.documents.readers.pdf.around_heads import gone_on
from system_review.documents.readers.pdf.columns import columns_of, runs_in
from system_review.documents.readers.pdf.lattice import Grid
from system_review.documents.readers.pdf.making_grids import Rule, is_table, make_grid
from system_review.documents.readers.pdf.over_pages import below_heading, gone_over, stand_in
from system_review.documents.readers.pdf.rows import WordRow, word_rows
from system_review.documents.readers.pdf.signs import Sign
from system_review.documents.readers.pdf.stacking import merged
from system_review.documents.readers.pdf.under_heads import columns_of_head, end_under_head, head_rows, is_head

SAME_END = 4.0  # points: rules that begin and end so near to one another belong together
HEAD_ABOVE = 1.9  # of a sign's size: so near above the first rule stands what belongs to it


def with_unruled(
    grids: list[Grid],
    rest: list[Sign],
    rules: list[Rule],
    before: Grid | None = None,
    sides: frozenset[Rule] = frozenset(),
) -> list[Grid]:
    """Ruled tables, longer where they go on without lines, and those without any, from the top.

    `rest` are the signs that stand in no ruled table; `before` is the table that ended the page before; `sides` are
    those of the rules that are only the sides of something filled, as of a band.
    """
    rows = word_rows([sign for sign in rest if sign.style.turns == 0])
    free = [rule for rule in rules if not any(grid.box.grown(1).holds(rule[1] + 1, rule[0]) for grid in grids)]
    made: list[Grid] = []
    for band in _bands(rows, grids):
        for grid in headed_grids(band, [rule for rule in rules if rule not in sides], sides, before):
            rows = _outside(rows, grid)
            made.append(grid)
    highest = max((grid.ys[0] for grid in (*grids, *made)), default=-1e9)
    going_on = [row for row in rows if row.base > highest]
    while before and (rest_of := gone_over(before, going_on, rules)):
        rows = _outside(rows, rest_of)
        made.append(rest_of)
        going_on = below_heading([row for row in going_on if row.base < rest_of.ys[-1]], before.xs)
    for grid in merged(grids):
        longer = grid if grid.firm else gone_on(grid, rows, grids, rules)
        rows = _outside(rows, longer)
        made.append(longer)
    for start, end, heights in _rule_groups(free):
        for grid in between_rules(rows, start, end, heights, made):
            rows = _outside(rows, grid)
            made.append(grid)
    for band in _bands(rows, made):
        made += unruled_grids(band, rules)
    return sorted(merged(made), key=lambda grid: (-grid.ys[0], grid.xs[0]))


def _outside(rows: list[WordRow], grid: Grid) -> list[WordRow]:
    """Rows without the words that stand in a table."""
    left: list[WordRow] = []
    for row in rows:
        inside = grid.ys[-1] <= row.middle <= grid.ys[0]
        words = [w for w in row.words if not (inside and grid.xs[0] - 2 <= w.start and w.end <= grid.xs[-1] + 2)]
        if words:
            left.append(replace(row, words=words) if len(words) < len(row.words) else row)
    return left


def _bands(rows: list[WordRow], grids: list[Grid]) -> list[list[WordRow]]:
    """Rows between tables, those between the same ones together."""
    bands: dict[int, list[WordRow]] = defaultdict(list)
    for row in rows:
        bands[sum(grid.ys[-1] > row.base for grid in grids)].append(row)
    return list(bands.values())


def _rule_groups(rules: list[Rule]) -> list[tuple[float, float, list[float]]]:
    """Rules that begin and end alike: from where to where, and their heights from the top."""
    groups: list[tuple[float, float, list[float]]] = []
    for height, start, end in sorted(rules, reverse=True):
        for left, right, heights in groups:
            if abs(left - start) <= SAME_END and abs(right - end) <= SAME_END:
                heights.append(height)
                break
        else:
            groups.append((start, end, [height]))
    return [group for group in groups if len(group[2]) > 1]


def between_rules(rows: list[WordRow], start: float, end: float, heights: list[float], grids: list[Grid]) -> list[Grid]:
    """The tables among what stands between and right above rules that begin and end alike."""
    lowest = max((grid.ys[0] for grid in grids if grid.ys[0] < heights[0]), default=-1e9)
    inside: list[WordRow] = []
    for row in rows:
        words = [word for word in row.words if start - 4 <= word.start and word.end <= end + 4]
        is_head = heights[0] < row.base < heights[0] + HEAD_ABOVE * row.size
        if words and (is_head or max(heights[-1], lowest) < row.middle < heights[0]):
            inside.append(replace(row, words=words))
    return unruled_grids(inside, [(height, start, end) for height in heights])


def headed_grids(
    rows: list[WordRow], rules: list[Rule], sides: frozenset[Rule] = frozenset(), before: Grid | None = None
) -> list[Grid]:
    """The tables that begin with a bold head over several columns, as far as rows stand under it.

    One that repeats the head of the table before, which ended the last page, has its columns.
    """
    return _grids(rows, rules, sides, before, headed=True)


def unruled_grids(rows: list[WordRow], rules: list[Rule]) -> list[Grid]:
    """The tables among rows of words that stand in no table yet."""
    return _grids(rows, rules, frozenset(), None, headed=False)


def _grids(
    rows: list[WordRow], rules: list[Rule], sides: frozenset[Rule], before: Grid | None, *, headed: bool
) -> list[Grid]:
    grids: list[Grid] = []
    reached = 0
    for start, end in runs_in(rows):
        xs = columns_of(rows[start:end]) if start >= reached else []
        if len(xs) <= 2 or (headed and not is_head(rows, start, xs)):
            continue
        xs = columns_of_head(rows, start, xs) if headed else xs
        goes_on = start == 0 and before is not None and stand_in(before.xs, head_rows(rows, start))
        tight = before.tight if before and goes_on else None
        xs = before.xs if before and goes_on else xs
        after = end_under_head(rows, start, end, xs) if headed else end
        run = rows[start:after]
        right = max(xs[-1], max(row.words[-1].end for row in run) + 3)
        grid = make_grid(run, [*xs[:-1], right], rules, sides=sides, tight=tight)
        if is_table(grid, run):
            grids.append(grid)
            reached = after
    return grids
