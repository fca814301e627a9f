"""PDF into passages: characters, lines and fills from pdfium; tables, cells and paragraphs by what is drawn. Pure."""

from __future__ import annotations

import pypdfium2.raw as pdfium

from system_review.documents.readers.passages import Reading
from system_review.documents.readers.pdf.opening import opened, page_opened
from system_review.documents.readers.pdf.page import Page, page_of
from system_review.documents.readers.pdf.passing import passages_of
from system_review.documents.readers.pdf.sweeping import swept_of
from system_review.documents.readers.pdf.telling import refuse_without_text, told_of


def read(data: bytes) -> Reading:
    """The PDF's passages in order of reading. Raises `Refused` if it is protected, damaged, or without any text."""
    pages: list[Page] = []
    damaged: list[int] = []
    swept = 0
    with opened(data) as document:
        for number in range(1, pdfium.FPDF_GetPageCount(document) + 1):
            with page_opened(document, number - 1) as handles:
                if handles:
                    swept += swept_of(handles[1])
                    pages.append(page_of(*handles, number))
                else:
                    damaged.append(number)
    refuse_without_text(pages)
    passages, breaks = passages_of(pages)
    return Reading("", tuple(passages), swept - breaks, told=tuple(told_of(pages, damaged, breaks)))
