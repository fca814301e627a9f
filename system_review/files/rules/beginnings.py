"""What a file is that is neither text nor one of the formats that we know, told by its first bytes. Pure.

Two rooms ask: what may be attached, and what can be read. Each has its own sentences for it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of older Office files


class Foreign(StrEnum):
    """What a file is instead."""

    RICH_TEXT = "rich text"
    PROGRAM = "program"
    ARCHIVE = "archive"
    RECORDING = "recording"
    PROTECTED = "protected with a password"
    OLDER_WORD = "older word"
    OLDER_EXCEL = "older excel"
    OLDER_POWERPOINT = "older powerpoint"
    MAIL = "saved e-mail"
    OLDER_OFFICE = "older office"


_BEGINNINGS: Final = (
    (b"{\\rtf", Foreign.RICH_TEXT),
    (b"\x7fELF", Foreign.PROGRAM),
    (b"\xca\xfe\xba\xbe", Foreign.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Foreign.PROGRAM),
    (b"\xce\xfa\xed\xfe", Foreign.PROGRAM),
    (b"\x1f\x8b", Foreign.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Foreign.ARCHIVE),
    (b"Rar!\x1a", Foreign.ARCHIVE),
    (b"\xfd7zXZ", Foreign.ARCHIVE),
    (b"PK\x05\x06", Foreign.ARCHIVE),
    (b"PK\x07\x08", Foreign.ARCHIVE),
    (b"OggS", Foreign.RECORDING),
    (b"ID3", Foreign.RECORDING),
)

# Entries in an older Office container's list of contents, in the order in which they decide.
_CONTENTS: Final = (
    ("EncryptedPackage", Foreign.PROTECTED),
    ("WordDocument", Foreign.OLDER_WORD),
    ("Workbook", Foreign.OLDER_EXCEL),
    ("Book", Foreign.OLDER_EXCEL),
    ("PowerPoint Document", Foreign.OLDER_POWERPOINT),
    ("__substg1.0_", Foreign.MAIL),
)


def foreign_by_beginning(head: bytes) -> Foreign | None:
    """What a file is that begins like this; None if its first bytes do not tell."""
    return next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)


def older_office(contents: bytes) -> Foreign:
    """What an older Office container holds, by bytes in which its list of contents stands."""
    return next((kind for name, kind in _CONTENTS if name.encode("utf-16-le") in contents), Foreign.OLDER_OFFICE)
