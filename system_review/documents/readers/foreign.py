"""Files that cannot be read, told by their first bytes: what each is, and what to do instead. Pure."""

from __future__ import annotations

import codecs
from typing import Final

from system_review.errors import Why

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_PICTURE: Final = Why("This is a picture. Type what it says, or bring in the document that it was made from.")
_PROGRAM: Final = Why("This is a program, not a document. It was not opened.")
_ARCHIVE: Final = Why("This is a packed archive. Unpack it and bring in its documents one by one.")
_MEDIA: Final = Why("This is a recording, not a document.")
_BINARY: Final = Why(
    "This is no document that can be read here. Bring in a Word, Excel, OpenDocument, PDF, CSV or text file."
)
_RTF: Final = Why("This is a rich text file (.rtf). Open it in Word, save it as .docx and bring in that one.")

_BEGINNINGS: Final = (
    (b"{\\rtf", _RTF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"8BPS", _PICTURE),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xce\xfa\xed\xfe", _PROGRAM),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"PK\x05\x06", _ARCHIVE),
    (b"PK\x07\x08", _ARCHIVE),
    (b"OggS", _MEDIA),
    (b"ID3", _MEDIA),
)


def why_foreign(data: bytes) -> Why | None:
    """Why this cannot be read, by its first bytes; None if it may be plain text."""
    if data.startswith(_OLE):
        return _older_office(data)
    for beginning, why in _BEGINNINGS:
        if data.startswith(beginning):
            return why
    has_nul = not data.startswith(_MARKS) and b"\0" in data
    if not has_nul:
        return None
    if data.startswith(b"MZ"):
        return _PROGRAM
    if data.startswith(b"BM") or data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return _PICTURE
    if data.startswith(b"RIFF") or data[4:8] == b"ftyp":
        return _MEDIA
    return _BINARY


def _older_office(data: bytes) -> Why:
    """The kinds of the older Office container, by the names in its list of contents."""
    if _named("EncryptedPackage") in data:
        return Why("This file is protected with a password. Save a copy without one and bring in that copy.")
    if _named("WordDocument") in data:
        return Why("This is an older Word file (.doc). Open it, save it as .docx and bring in that one.")
    if _named("Workbook") in data or _named("Book") in data:
        return Why("This is an older Excel file (.xls). Open it, save it as .xlsx and bring in that one.")
    if _named("__substg1.0_") in data:
        return Why("This is a saved e-mail. Copy its text and paste it, or bring in its attachments one by one.")
    return Why("This is an older Office file. Open it, save it in today's format and bring in that one.")


def _named(name: str) -> bytes:
    return name.encode("utf-16-le")
