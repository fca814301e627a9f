"""Counts the characters of a page anew, by a walk of its own: what the passages must add up to."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.pdf.signs import UNREADABLE

MOST_OF_NOTE = 65_536  # units in one note
_WITHOUT_TEXT = {0, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_LINK}


def swept_of(page: Any, text: Any, form: Any) -> int:
    """How many characters that are no white space stand in the file for this page, with what was added to it."""
    return _of_page(text) + sum(_of_note(page, number, form) for number in range(pdfium.FPDFPage_GetAnnotCount(page)))


def _of_note(page: Any, number: int, form: Any) -> int:
    note = pdfium.FPDFPage_GetAnnot(page, number)
    kind = pdfium.FPDFAnnot_GetSubtype(note) if note else 0
    buffer = (ctypes.c_ushort * MOST_OF_NOTE)()
    length = 0
    if kind == pdfium.FPDF_ANNOT_WIDGET and form:
        length = pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, 2 * MOST_OF_NOTE)
    elif kind not in _WITHOUT_TEXT:
        length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", buffer, 2 * MOST_OF_NOTE)
    if note:
        pdfium.FPDFPage_CloseAnnot(note)
    written = bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")
    return 0 if kind == pdfium.FPDF_ANNOT_WIDGET and written == "Off" else _signs(written)


def _of_page(text: Any) -> int:
    codes = (
        pdfium.FPDFText_GetUnicode(text, index)
        for index in range(pdfium.FPDFText_CountChars(text))
        if pdfium.FPDFText_IsGenerated(text, index) != 1
    )
    units = b"".join(code.to_bytes(2, "little") for code in (code or ord(UNREADABLE) for code in codes))
    written = units.decode("utf-16-le", "replace")
    return _signs(written)


def _signs(text: str) -> int:
    return sum(not sign.isspace() for sign in text)
