"""What a PDF says of itself and carries with it: its title; attachments, scripts and programs, which stay behind."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.pdf.opening import text_of
from system_review.texts import LONGEST_NAME

_XFA = {pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND}


@dataclass(frozen=True, slots=True)
class About:
    """What a document carries."""

    title: str = ""
    attachments: int = 0
    scripts: int = 0
    is_xfa: bool = False


def about(document: Any) -> About:
    """What that document carries."""
    title = " ".join(text_of(pdfium.FPDF_GetMetaText, document, b"Title").replace("\0", " ").split())
    return About(
        title[:LONGEST_NAME],
        max(pdfium.FPDFDoc_GetAttachmentCount(document), 0),
        max(pdfium.FPDFDoc_GetJavaScriptActionCount(document), 0),
        pdfium.FPDF_GetFormType(document) in _XFA,
    )


@contextmanager
def form_of(document: Any) -> Iterator[Any]:
    """The handle of the document's form, which answers what stands in its fields; None if it has none."""
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_NONE:
        yield None
        return
    info = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(info))
    try:
        yield form or None
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def starts_programs(page: Any) -> bool:
    """Whether a link on a page would start a program."""
    return any(_link_kind(page, number) == pdfium.PDFACTION_LAUNCH for number in _annotations(page))


def _annotations(page: Any) -> range:
    return range(pdfium.FPDFPage_GetAnnotCount(page))


def _link_kind(page: Any, number: int) -> int | None:
    annotation = pdfium.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return None
    try:
        link = pdfium.FPDFAnnot_GetLink(annotation)
        action = pdfium.FPDFLink_GetAction(link) if link else None
        return int(pdfium.FPDFAction_GetType(action)) if action else None
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
