"""What is refused, told by its first bytes, so that the sentence can say what to do. Pure."""

from __future__ import annotations

from typing import IO, Final

from system_review.errors import Why

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY = 4 * 1024 * 1024  # bytes in which the names of an older Office file's parts are looked for, at each end

_PROGRAM: Final = Why("This is a program, not a document. It was not taken in.")
_ARCHIVE: Final = Why("This is a packed archive. Unpack it, and attach its documents one by one.")
_MEDIA: Final = Why("This is a recording, which cannot be attached. Attach notes of what is said in it.")
_RICH: Final = Why("This is a rich text file (.rtf). Open it in Word, save it as .docx and attach that copy.")
_SHORTCUT: Final = Why("This is a shortcut and not the document that it leads to. Attach that document.")

_BEGINNINGS: Final = (
    (b"{\\rtf", _RICH),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xce\xfa\xed\xfe", _PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", _SHORTCUT),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"MSCF", _ARCHIVE),
    (b"PK\x05\x06", _ARCHIVE),
    (b"PK\x07\x08", _ARCHIVE),
    (b"OggS", _MEDIA),
    (b"ID3", _MEDIA),
    (b"\x1aE\xdf\xa3", _MEDIA),
)


def why_foreign(head: bytes, file: IO[bytes]) -> Why | None:
    """Why a file that begins like this cannot be attached; None if it may be plain text."""
    if head.startswith(_OLE):
        return _older_office(file)
    for beginning, why in _BEGINNINGS:
        if head.startswith(beginning) and (beginning != b"MZ" or b"\0" in head):
            return why
    is_media = head.startswith(b"RIFF") or head[4:8] == b"ftyp"
    return _MEDIA if is_media else None


def _older_office(file: IO[bytes]) -> Why:
    """The kinds of the older Office container, by the names in its list of contents, wherever that stands."""
    file.seek(0)
    names = file.read(_DIRECTORY)
    file.seek(max(0, file.seek(0, 2) - _DIRECTORY))
    names += file.read()
    if _named("EncryptedPackage") in names:
        return Why("This file is protected with a password. Save a copy without one, and attach that copy.")
    if _named("WordDocument") in names:
        return Why("This is an older Word file (.doc). Open it, save it as .docx and attach that copy.")
    if _named("Workbook") in names or _named("Book") in names:
        return Why("This is an older Excel file (.xls). Open it, save it as .xlsx and attach that copy.")
    if _named("PowerPoint Document") in names:
        return Why("This is an older PowerPoint file (.ppt). Open it, save it as .pptx and attach that copy.")
    if _named("__substg1.0_") in names:
        return Why("This is a saved e-mail. Save it as PDF, or attach what was attached to it.")
    return Why(
        "This is an older Office file, or an installer. Save the document in today's format and attach that copy."
    )


def _named(name: str) -> bytes:
    return name.encode("utf-16-le")
