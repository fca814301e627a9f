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

MOST_MEMBERS = 2_000
LARGEST_PART = 32 * 1024 * 1024  # bytes, unpacked
LARGEST_WHOLE = 64 * 1024 * 1024  # bytes of all parts that were read, unpacked
FREE_RATIO = 20 * 1024 * 1024  # bytes, unpacked: up to here a file may be packed as tightly as it likes
HIGHEST_RATIO = 100

_MEMBER = b"PK\x01\x02"  # begins each entry of the list of contents
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

DAMAGED: Final = Why(
    "This file is damaged or was cut off on its way. Open it in the program that made it, save it under a new name and"
    " bring in that copy."
)
_TOO_LARGE: Final = Why(
    "This file unpacks to more than {most} MB, which no results document does. Copy what matters into a new file and"
    " bring in that one.",
    most=LARGEST_WHOLE // (1024 * 1024),
)


class Package:
    """A packed file. Its parts are unpacked one by one, each at most once."""

    def __init__(self, data: bytes) -> None:
        """Looks at the list of contents only. Raises `Refused` with one sentence."""
        if data.count(_MEMBER) > 4 * MOST_MEMBERS:
            raise Refused(_too_many(data.count(_MEMBER)))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError, OverflowError, EOFError):
            raise Refused(DAMAGED) from None
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._unpacked = 0
        _refuse_odd(self._zip.infolist(), len(data))

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


def _refuse_odd(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise Refused(_too_many(len(members)))
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(
            Why(
                "This file holds its part {name} twice, so that two programs would show different texts. Open it, save"
                " it under a new name and bring in that copy.",
                name=twice[:100],
            )
        )
    if any(_leads_out(member.filename) for member in members):
        raise Refused(Why("This file holds parts whose names lead out of it, which no office program writes"))
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused(Why("This file is protected with a password. Save a copy without one and bring in that copy."))
    if any(member.compress_type not in _METHODS for member in members):
        raise Refused(DAMAGED)
    if not members or min(member.header_offset for member in members) > 0:
        raise Refused(
            Why(
                "Something stands in this file before its beginning: it may be two kinds of file at once. Open it in"
                " the program that made it, save it under a new name and bring in that copy."
            )
        )
    _refuse_overlap(members, size)


def _refuse_overlap(members: list[zipfile.ZipInfo], size: int) -> None:
    """Parts that share their bytes are how a small file unpacks to a huge one."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise Refused(DAMAGED)
        end = member.header_offset + 30 + member.compress_size
    if end > size:
        raise Refused(DAMAGED)


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0]


def _too_many(count: int) -> Why:
    return Why(
        "This file is packed from {count} parts, and no results document has more than {most}. Copy what matters into"
        " a new file and bring in that one.",
        count=f"{count:,}",
        most=f"{MOST_MEMBERS:,}",
    )
