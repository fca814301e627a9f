"""The gate for packed files (Word, Excel, OpenDocument): measured while they are unpacked, before anything is parsed.

Sizes are counted from the bytes that come out, since what a file says of its own sizes may be wrong.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from system_review.documents.readers.markup import Element, parsed
from system_review.errors import Refused, Why
from system_review.files.rules.packages import DAMAGED, opened

__all__ = ["DAMAGED", "LARGEST_PART", "Package"]

LARGEST_PART = 32 * 1024 * 1024  # bytes, unpacked
LARGEST_WHOLE = 64 * 1024 * 1024  # bytes of all parts that were read, unpacked
FREE_RATIO = 20 * 1024 * 1024  # bytes, unpacked: up to here a file may be packed as tightly as it likes
HIGHEST_RATIO = 100

_TOO_LARGE: Final = Why(
    "This file unpacks to more than {most} MB, which no results document does. Copy what matters into a new file and"
    " bring in that one.",
    most=LARGEST_WHOLE // (1024 * 1024),
)


class Package:
    """A packed file. Its parts are unpacked one by one, each at most once."""

    def __init__(self, data: bytes) -> None:
        """Looks at the list of contents only. Raises `Refused` with one sentence."""
        self._zip = opened(io.BytesIO(data))
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._unpacked = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order of the file."""
        return tuple(name for name in self._members if not name.endswith("/"))

    def read(self, name: str) -> bytes:
        """A part, unpacked. Raises `Refused` where it is too large, damaged or not there."""
        if name not in self._members:
            raise Refused(DAMAGED)
        member = self._members[name]
        most = min(LARGEST_PART, LARGEST_WHOLE - self._unpacked)
        try:
            with self._zip.open(member) as part:
                data = part.read(most + 1)
                if len(data) <= most and part.read(1):  # the end is where the checksum is compared
                    raise Refused(DAMAGED)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
            raise Refused(DAMAGED) from None
        self._count(len(data), most, member)
        return data

    def tree(self, name: str) -> Element:
        """A part that is XML, parsed. Raises `Refused`."""
        return parsed(self.read(name), name)

    def _count(self, size: int, most: int, member: zipfile.ZipInfo) -> None:
        self._unpacked += size
        is_too_tight = size > FREE_RATIO and size > HIGHEST_RATIO * max(member.compress_size, 1)
        if size > most or is_too_tight:
            raise Refused(_TOO_LARGE)
