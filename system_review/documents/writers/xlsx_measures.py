"""How wide and high the cells of our Excel files are: for their writer, and for the reader of what comes back. Pure."""

from __future__ import annotations

from typing import Final

FOUND: Final = 33  # the widths of columns, as Excel counts them
PLAN: Final = 41
PAIR: Final = FOUND + PLAN
HALF: Final = 3 * PAIR // 2
MOST: Final = 26  # lines in one row
_FITS = 1.12  # plain characters in a unit of width, at the least


def fits(width: float) -> int:
    """How many characters go into one line of a column of this width."""
    return int(width * _FITS)
