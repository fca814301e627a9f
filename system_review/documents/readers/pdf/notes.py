"""What was added to a page: comments, texts typed onto it, and what was filled into the fields of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.passages import Part
from system_review.documents.readers.pdf.geometry import Box, Matrix, around
from system_review.documents.readers.pdf.opening import text_of

_UNTICKED = {"", "Off"}


@dataclass(frozen=True, slots=True)
class Note:
    """A text that was added. Part.BODY for a field of a form, Part.TEXT_BOX for a text typed onto the page."""

    part: Part
    text: str
    box: Box
    hidden: bool


def notes_on(page: Any, form: Any, seen: Matrix) -> list[Note]:
    """The notes of a page, in the order of the file."""
    notes = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            text = _text(annotation, kind, form)
            if text.strip():
                notes.append(Note(_part(kind), text, _box(annotation, seen), _is_hidden(annotation)))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return notes


def _text(annotation: Any, kind: int, form: Any) -> str:
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        value = text_of(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation) if form else ""
        return "" if value in _UNTICKED else _lines(value)
    if kind in (pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_LINK):  # a pop-up shows the text of another one
        return ""
    return _lines(text_of(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip()


def _part(kind: int) -> Part:
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        return Part.BODY
    return Part.TEXT_BOX if kind == pdfium.FPDF_ANNOT_FREETEXT else Part.COMMENT


def _box(annotation: Any, seen: Matrix) -> Box:
    given = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, given)
    return around([seen.moves(given.left, given.bottom), seen.moves(given.right, given.top)])


def _is_hidden(annotation: Any) -> bool:
    unseen = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
    return bool(pdfium.FPDFAnnot_GetFlags(annotation) & unseen)
