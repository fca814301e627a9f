"""Opens a PDF with pdfium and closes it again, whatever happens meanwhile. pdfium speaks C: handles, not objects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from system_review.errors import Refused, Why

MOST_PAGES = 2_000

_REASONS = {
    pdfium.FPDF_ERR_PASSWORD: Why(
        "This PDF is protected by a password. Open it, save or print it as a PDF without one, and bring that in."
    ),
    pdfium.FPDF_ERR_SECURITY: Why(
        "This PDF is protected in a way that cannot be read here. Print it to a PDF without protection first."
    ),
}
_BROKEN = Why("This PDF is damaged and cannot be opened. Open it elsewhere, save it anew, and bring that in.")


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document's handle. Raises `Refused` if it is protected, damaged, without pages or too long."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refused(_REASONS.get(pdfium.FPDF_GetLastError(), _BROKEN))
    try:
        pages = pdfium.FPDF_GetPageCount(document)
        if not pages:
            raise Refused(_BROKEN)
        if pages > MOST_PAGES:
            raise Refused(
                Why(
                    "This PDF has {count} pages, and at most {most} can be read at once. Bring it in in parts.",
                    count=pages,
                    most=MOST_PAGES,
                )
            )
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def page_opened(document: Any, number: int) -> Iterator[tuple[Any, Any] | None]:
    """The handles of a page (counted from 0) and of its text; None if the page is damaged."""
    page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield (page, text) if page and text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if page:
            pdfium.FPDF_ClosePage(page)


def text_of(ask: Any, *given: Any) -> str:
    """What a function of pdfium writes into a buffer as UTF-16; asked first for how long that is."""
    length = ask(*given, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(*given, ctypes.cast(buffer, _pointer_of(ask)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _pointer_of(ask: Any) -> Any:
    return ask.argtypes[-2]
