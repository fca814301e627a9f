"""Fingerprints of the cells of our Excel lists, by which it is told in which columns a returned file was changed. Pure.

A mark in the hidden column has a fingerprint of each cell of its row, and that of the head row one of each head: so
columns may be moved, and others put between them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

_LENGTH = 4
_MARK = re.compile(rf"sr_(?P<kind>[hx])_(?P<prints>(?:[0-9a-f]{{{_LENGTH}}})+)")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_MIDNIGHT = re.compile(r"( \d{4})[ T]0?0:00(?::00)?(?:\.0+)?$")
_WORD = re.compile(r"\w+")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def cell_print(value: str | date | None) -> str:
    """The fingerprint of what a cell says: its words, the same however they are set; a day in whichever form."""
    text = value.isoformat() if isinstance(value, date) else value or ""
    text = _MIDNIGHT.sub(r"\1", _ISO.sub(_written_out, text))
    words = " ".join(_WORD.findall(text.casefold()))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def _written_out(found: re.Match[str]) -> str:
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return found[0]
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def heads_mark(heads: Sequence[str]) -> str:
    """The mark of a head row."""
    return "sr_h_" + "".join(map(cell_print, heads))


def cells_mark(values: Sequence[str | date | None]) -> str:
    """The mark of a row."""
    return "sr_x_" + "".join(map(cell_print, values))


def read_cells_mark(name: str) -> tuple[str, tuple[str, ...]] | None:
    """What a mark is of ("h": the heads, "x": a row) and its fingerprints; None for any other name."""
    found = _MARK.fullmatch(name)
    if found is None:
        return None
    prints = found["prints"]
    return found["kind"], tuple(prints[at : at + _LENGTH] for at in range(0, len(prints), _LENGTH))
