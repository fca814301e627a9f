"""Files that cannot be read, told by their first bytes: what each is, and what to do instead. Pure."""

from __future__ import annotations

import codecs
from typing import Final

from system_review.errors import Why
from system_review.files.rules.beginnings import OLE, Foreign, foreign_by_beginning, older_office

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

_SAYS: Final = {
    Foreign.RICH_TEXT: Why("This is a rich text file (.rtf). Open it in Word, save it as .docx and bring in that one."),
    Foreign.PROGRAM: Why("This is a program, not a document. It was not opened."),
    Foreign.ARCHIVE: Why("This is a packed archive. Unpack it and bring in its documents one by one."),
    Foreign.RECORDING: Why("This is a recording, not a document."),
    Foreign.PROTECTED: Why("This file is protected with a password. Save a copy without one and bring in that copy."),
    Foreign.OLDER_WORD: Why("This is an older Word file (.doc). Open it, save it as .docx and bring in that one."),
    Foreign.OLDER_EXCEL: Why("This is an older Excel file (.xls). Open it, save it as .xlsx and bring in that one."),
    Foreign.MAIL: Why("This is a saved e-mail. Copy its text and paste it, or bring in its attachments one by one."),
}
_OLDER: Final = Why("This is an older Office file. Open it, save it in today's format and bring in that one.")
_PICTURE: Final = Why("This is a picture. Type what it says, or bring in the document that it was made from.")
_BINARY: Final = Why(
    "This is no document that can be read here. Bring in a Word, Excel, OpenDocument, PDF, CSV or text file."
)
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"8BPS")


def why_foreign(data: bytes) -> Why | None:
    """Why this cannot be read, by its first bytes; None if it may be plain text."""
    if data.startswith(OLE):
        return _SAYS.get(older_office(data), _OLDER)
    if kind := foreign_by_beginning(data):
        return _SAYS[kind]
    if data.startswith(_PICTURES):
        return _PICTURE
    has_nul = not data.startswith(_MARKS) and b"\0" in data
    if not has_nul:
        return None
    if data.startswith(b"MZ"):
        return _SAYS[Foreign.PROGRAM]
    if data.startswith(b"BM") or data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return _PICTURE
    if data.startswith(b"RIFF") or data[4:8] == b"ftyp":
        return _SAYS[Foreign.RECORDING]
    return _BINARY
