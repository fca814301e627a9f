"""Lists that say by numbers or by their columns which actions belong together with what. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from system_review.documents.interpreter.tables.grid import Grid
from system_review.documents.interpreter.tables.heads import Layout

_NUMBER = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?\.?")


def numbers_down(grid: Grid, layout: Layout, columns: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """The numbers of the rows of an outline, "1" for a finding and "1.1", "1.2" for its actions; none if it is none.

    Where actions have a column of their own, or a number stands under none, numbers tell nothing of the kind.
    """
    at = columns.get("number", ())
    if len(at) != 1 or "action" in columns or "finding" not in columns:
        return {}
    found: dict[int, str] = {}
    latest = ""
    heads = {cell.text for row in range(layout.first, layout.after) for cell in grid.row(row)}
    for cell in grid.under(layout.after, at[0]):
        if cell.repeats or not cell.text or cell.text in heads:
            continue
        number = _NUMBER.fullmatch(cell.text.strip())
        if number is None or (number[2] and number[1] != latest):
            return {}
        latest = number[1]
        found[cell.row] = f"{number[1]}.{number[2]}" if number[2] else number[1]
    tasks = sum("." in number for number in found.values())
    return found if 0 < tasks < len(found) else {}


def side_by_side(columns: Mapping[str, Sequence[int]]) -> list[dict[str, int]]:
    """Where actions stand side by side, each before its own lead, time or state: the columns of each; else none."""
    starts = columns.get("action", ())
    kinds = [holds for holds in ("lead", "agency", "due", "status") if columns.get(holds)]
    if len(starts) < 2 or not kinds or any(len(columns[holds]) != len(starts) for holds in kinds):
        return []
    groups = []
    for at, (start, *own) in enumerate(zip(starts, *(columns[holds] for holds in kinds), strict=True)):
        after = starts[at + 1] if at + 1 < len(starts) else max(own) + 1
        if not all(start < column < after for column in own):
            return []
        groups.append({"action": start, **dict(zip(kinds, own, strict=True))})
    return groups
