"""Merged cells: how far the first reaches, and which lie hidden beneath it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from system_review.documents.readers.excel.refs import Area

_TALL = 1_000  # rows; taller ranges are looked through one by one
_MOST_TALL = 200


class Merged:
    """The merged ranges of one sheet. `last_row` and `last_column` are where its content ends."""

    def __init__(self, areas: Iterable[Area], last_row: int, last_column: int) -> None:
        self._last_row, self._last_column = last_row, last_column
        self._first: dict[tuple[int, int], Area] = {}
        self._by_row: dict[int, list[Area]] = defaultdict(list)
        self._tall: list[Area] = []
        for area in areas:
            self._first.setdefault((area.top, area.left), area)
            if area.bottom - area.top < _TALL:
                for row in range(area.top, min(area.bottom, last_row) + 1):
                    self._by_row[row].append(area)
            elif len(self._tall) < _MOST_TALL:
                self._tall.append(area)

    def spans(self, row: int, column: int) -> tuple[int, int]:
        """How many rows and columns this cell covers."""
        area = self._first.get((row, column))
        if area is None:
            return 1, 1
        bottom, right = max(row, min(area.bottom, self._last_row)), max(column, min(area.right, self._last_column))
        return bottom - row + 1, right - column + 1

    def covers(self, row: int, column: int) -> bool:
        """Whether this cell lies beneath a merged one, so that nobody sees it."""
        if (row, column) in self._first:
            return False
        near = self._by_row.get(row, ())
        return any(area.holds(row, column) for area in (*near, *self._tall))
