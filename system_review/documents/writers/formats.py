"""The formats that a review is written in. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from system_review.documents.writers.csv import write_csv
from system_review.documents.writers.docx import write_docx
from system_review.documents.writers.json import write_json
from system_review.documents.writers.pdf import write_pdf
from system_review.documents.writers.wording import Wording
from system_review.documents.writers.xlsx import write_xlsx
from system_review.reviews.snapshots import ReviewSnapshot

Write = Callable[..., bytes]

_OPEN = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """A format: its key (also what the command line calls it), its file name extension, its type, and its writer.

    `write` takes a snapshot and a wording; in the formats of papers for a board (`PAPER_FORMATS`) also `board`; in one
    that `comes_back` also `marks`, the hidden names by which a file that partners edited is known again.
    """

    key: str
    extension: str
    media_type: str
    write: Write
    comes_back: bool = False


def _json(snapshot: ReviewSnapshot, wording: Wording) -> bytes:
    return write_json(snapshot)  # the interchange format has no words of ours in it


FORMATS = {
    format_.key: format_
    for format_ in (
        Format("docx", ".docx", f"{_OPEN}.wordprocessingml.document", write_docx, comes_back=True),
        Format("pdf", ".pdf", "application/pdf", write_pdf),
        Format("xlsx", ".xlsx", f"{_OPEN}.spreadsheetml.sheet", write_xlsx, comes_back=True),
        Format("csv", ".csv", "text/csv; charset=utf-8", write_csv),
        Format("json", ".json", "application/json", _json),
    )
}
