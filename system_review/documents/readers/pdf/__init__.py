"""PDF into passages: characters, lines and fills from pdfium; tables, cells and paragraphs by what is drawn. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from system_review.documents.readers.passages import Reading
from system_review.documents.readers.pdf.about import About, about, form_of, starts_programs
from system_review.documents.readers.pdf.looked_at import LookedAt, looked_at
from system_review.documents.readers.pdf.opening import opened, page_opened
from system_review.documents.readers.pdf.page import Page, pages_of
from system_review.documents.readers.pdf.passing import passages_of
from system_review.documents.readers.pdf.sweeping import swept_of
from system_review.documents.readers.pdf.telling import refuse_too_many, refuse_without_text, told_of

MOST_SIGNS = 250_000  # that are held at once: some 60 MB


def read(data: bytes) -> Reading:
    """The PDF's passages in order of reading. Raises `Refused` if it is protected, damaged, or without any text."""
    found = _found(data)
    refuse_without_text(found.pages)
    passages, shades, breaks = passages_of(found.pages)
    refuse_too_many(len(passages))
    told = told_of(found.pages, found.damaged, breaks, found.about, found.programs)
    return Reading(
        "", tuple(passages), found.swept - breaks, told=tuple(told), title=found.about.title, shades=tuple(shades)
    )


@dataclass(slots=True)
class _Found:
    about: About
    pages: list[Page] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    programs: list[int] = field(default_factory=list)  # pages with links that start programs
    swept: int = 0


def _found(data: bytes) -> _Found:
    with opened(data) as document, form_of(document) as form:
        found = _Found(about(document))
        waiting: list[LookedAt] = []
        for number in range(1, pdfium.FPDF_GetPageCount(document) + 1):
            with page_opened(document, number - 1) as handles:
                if handles is None:
                    found.damaged.append(number)
                    continue
                found.swept += swept_of(*handles, form)
                waiting.append(looked_at(*handles, number, form))
                if starts_programs(handles[0]):
                    found.programs.append(number)
            if sum(len(page.signs) for page in waiting) > MOST_SIGNS:
                found.pages += pages_of(waiting)
                waiting = []
        found.pages += pages_of(waiting)
    return found
