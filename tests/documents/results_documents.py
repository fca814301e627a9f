"""Small documents with results in them, as partnerships have them, made in the process."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document as WordDocument

HEAD = ("Domain", "Level", "Stage", "RAG", "Finding", "Action", "Lead", "By when")
ROWS = (
    ("Target", "1", "Referral", "Red", "Referrals name the young person and seldom the place.",
     "Add the place to the referral form.", "Ffion Prydderch, Education", "end of June 2027"),
    ("Target", "1", "Planning", "Green", "Plans say what is to change in the park.",
     "Go on reading ten plans a term.", "Tom Abara", "every term"),
    ("Partnerships", "2", "Response", "", "Nobody could tell us who speaks with the shop owners.",
     "Ask the shop owners.", "", ""),
)  # fmt: skip


def word_log(rows: Sequence[Sequence[str]] = ROWS, head: Sequence[str] = HEAD) -> bytes:
    """An action log as a Word table."""
    document = WordDocument()
    document.add_heading("System Review results", 1)
    table = document.add_table(rows=0, cols=len(head))
    for line in (head, *rows):
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def text_log(rows: Sequence[Sequence[str]] = ROWS, head: Sequence[str] = HEAD, between: str = ";") -> bytes:
    """The same as a text with a delimiter."""
    return "\n".join(between.join(f'"{part}"' for part in line) for line in (head, *rows)).encode()
