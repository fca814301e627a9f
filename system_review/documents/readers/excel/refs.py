"""Addresses in a sheet: "B7" and "A1:C3". Rows and columns count from 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_ROW = re.compile(r"\$?(\d{1,7})")


class Area(NamedTuple):
    """A rectangle of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_at(ref: str) -> tuple[int, int] | None:
    """Row and column of an address; None of what is no address of a sheet."""
    found = _CELL.fullmatch(ref.strip())
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def area_of(ref: str) -> Area | None:
    """The rectangle of "A1:C3", of one cell, of whole columns "A:C" or whole rows "1:2"; None of anything else."""
    first, _, last = ref.strip().partition(":")
    begins, ends = cell_at(first), cell_at(last or first)
    if begins and ends:
        (top, left), (bottom, right) = begins, ends
    elif (one := _COLUMN.fullmatch(first)) and (two := _COLUMN.fullmatch(last)):
        top, left, bottom, right = 1, column_number(one[1]), LAST_ROW, column_number(two[1])
    elif (one := _ROW.fullmatch(first)) and (two := _ROW.fullmatch(last)):
        top, left, bottom, right = int(one[1]), 1, int(two[1]), LAST_COLUMN
    else:
        return None
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def areas_of(refs: str) -> list[Area]:
    """The rectangles of a list of addresses with spaces between them; what is none is left out."""
    return [area for ref in refs.split()[:1000] if (area := area_of(ref))]
