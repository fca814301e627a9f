"""The list of contents of a packed file (Word, Excel, OpenDocument …), looked at before anything is unpacked. Pure."""

from __future__ import annotations

import struct
import zipfile
from typing import IO, Final

from system_review.errors import Refused, Why

MOST_MEMBERS = 2_000
LARGEST_LIST = 1024 * 1024  # bytes of the list of contents: 2,000 long names

_END = b"PK\x05\x06"  # begins the end of a packed file
_LARGE_END = b"PK\x06\x06"  # begins what some programs write before it, with room for larger numbers
_LARGE_END_SIZE = 56 + 20  # bytes, with what points to it
_END_SIZE = 22
_LONGEST_NOTE = 65_535
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

DAMAGED: Final = Why(
    "This file is damaged or was cut off on its way. Open it in the program that made it, save it under a new name and"
    " use that copy."
)
TWO_KINDS: Final = Why(
    "This file is two kinds of file at once, so that two programs would show different things. Open it in the program"
    " that made it, save it under a new name and use that copy."
)


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """A packed file, of which only the list of contents was read. Raises `Refused` with one sentence."""
    size = file.seek(0, 2)
    _refuse_long_list(file, size)
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError, OverflowError, EOFError):
        raise Refused(DAMAGED) from None
    _refuse_odd(package.infolist(), size)
    return package


def has_list(file: IO[bytes]) -> bool:
    """Whether something at the end of this file makes it a packed file as well, whatever it begins with."""
    file.seek(max(0, file.seek(0, 2) - _LONGEST_NOTE - _END_SIZE))
    return _END in file.read()


def _refuse_long_list(file: IO[bytes], size: int) -> None:
    """Before the list is read, since its length alone decides how much memory that takes."""
    file.seek(max(0, size - _LONGEST_NOTE - _END_SIZE))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Refused(DAMAGED)
    count, length, _, note = struct.unpack("<HIIH", tail[at + 10 : at + _END_SIZE])
    if tail[at + _END_SIZE + note :].strip(b"\0\r\n"):
        raise Refused(TWO_KINDS)
    before = tail[max(0, at - _LARGE_END_SIZE) : at]
    if before.startswith(_LARGE_END):
        count, length = struct.unpack("<QQ", before[32:48])
    if count > MOST_MEMBERS or length > LARGEST_LIST:
        raise Refused(_too_many(count))


def _refuse_odd(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise Refused(_too_many(len(members)))
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(
            Why(
                "This file holds its part {name} twice, so that two programs would show different texts. Open it, save"
                " it under a new name and use that copy.",
                name=twice[:100],
            )
        )
    if any(_leads_out(member.filename) for member in members):
        raise Refused(Why("This file holds parts whose names lead out of it, which no office program writes"))
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused(Why("This file is protected with a password. Save a copy without one and use that copy."))
    if any(member.compress_type not in _METHODS for member in members):
        raise Refused(DAMAGED)
    if not members or min(member.header_offset for member in members) > 0:
        raise Refused(
            Why(
                "Something stands in this file before its beginning: it may be two kinds of file at once. Open it in"
                " the program that made it, save it under a new name and use that copy."
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
        "This file is packed from {count} parts or more, and no document has more than {most}. Copy what matters into a"
        " new file and use that one.",
        count=f"{count:,}",
        most=f"{MOST_MEMBERS:,}",
    )
