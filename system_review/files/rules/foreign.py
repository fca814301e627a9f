"""What is refused, told by its first bytes, so that the sentence can say what to do. Pure."""

from __future__ import annotations

from typing import IO, Final

from system_review.errors import Why
from system_review.files.rules.beginnings import OLE, Foreign, foreign_by_beginning, older_office

_DIRECTORY = 4 * 1024 * 1024  # bytes in which the names of an older Office file's parts are looked for, at each end

_SAYS: Final = {
    Foreign.RICH_TEXT: Why("This is a rich text file (.rtf). Open it in Word, save it as .docx and attach that copy."),
    Foreign.PROGRAM: Why("This is a program, not a document. It was not taken in."),
    Foreign.ARCHIVE: Why("This is a packed archive. Unpack it, and attach its documents one by one."),
    Foreign.RECORDING: Why("This is a recording, which cannot be attached. Attach notes of what is said in it."),
    Foreign.PROTECTED: Why("This file is protected with a password. Save a copy without one, and attach that copy."),
    Foreign.OLDER_WORD: Why("This is an older Word file (.doc). Open it, save it as .docx and attach that copy."),
    Foreign.OLDER_EXCEL: Why("This is an older Excel file (.xls). Open it, save it as .xlsx and attach that copy."),
    Foreign.OLDER_POWERPOINT: Why(
        "This is an older PowerPoint file (.ppt). Open it, save it as .pptx and attach that copy."
    ),
    Foreign.MAIL: Why("This is a saved e-mail. Save it as PDF, or attach what was attached to it."),
    Foreign.OLDER_OFFICE: Why(
        "This is an older Office file, or an installer. Save the document in today's format and attach that copy."
    ),
}
_SHORTCUT: Final = Why("This is a shortcut and not the document that it leads to. Attach that document.")

# What only here is told apart: a reader says of these that they are no document.
_MORE: Final = (
    (b"L\x00\x00\x00\x01\x14\x02\x00", _SHORTCUT),
    (b"MSCF", _SAYS[Foreign.ARCHIVE]),
    (b"\x1aE\xdf\xa3", _SAYS[Foreign.RECORDING]),
)


def why_foreign(head: bytes, file: IO[bytes]) -> Why | None:
    """Why a file that begins like this cannot be attached; None if it may be plain text."""
    if head.startswith(OLE):
        return _SAYS[older_office(_contents(file))]
    if kind := foreign_by_beginning(head):
        return _SAYS[kind]
    if head.startswith(b"MZ") and b"\0" in head:
        return _SAYS[Foreign.PROGRAM]
    is_media = head.startswith(b"RIFF") or head[4:8] == b"ftyp"
    return next((why for beginning, why in _MORE if head.startswith(beginning)), None) or (
        _SAYS[Foreign.RECORDING] if is_media else None
    )


def _contents(file: IO[bytes]) -> bytes:
    """Where the names in an older Office container's list of contents may stand: its beginning and its end."""
    file.seek(0)
    names = file.read(_DIRECTORY)
    file.seek(max(0, file.seek(0, 2) - _DIRECTORY))
    return names + file.read()
