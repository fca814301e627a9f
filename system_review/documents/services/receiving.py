"""Taking in a text, and putting a whole text aside."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.documents.models import Document, Passage
from system_review.documents.readers.passages import Reading
from system_review.documents.readers.text import read_file, read_pasted
from system_review.documents.rules.words import DocumentKind
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.rows.models import change, once
from system_review.texts import held_line


def receive_text(
    *, review: Review, name: str, content: str | bytes, key: str = "", by: Member, at: datetime
) -> Document:
    """Bring a text in to a review's inbox, piece by piece: pasted words, or the bytes of a text file.

    `key` is the creating form's: posted twice, made once. Raises `Refused` for what is too large or no plain text.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    name = held_line(name, field="name")
    if not name:
        raise Refused(Why("Enter a name for this text"), field="name")
    reading = read_pasted(content) if isinstance(content, str) else read_file(content)
    data = content.encode() if isinstance(content, str) else content

    def make() -> Document:
        document: Document = Document.unscoped.create(
            partnership_id=review.partnership_id,
            review=review,
            name=name,
            kind=DocumentKind.PASTED if isinstance(content, str) else DocumentKind.TEXT_FILE,
            hash=hashlib.sha256(data).hexdigest(),
            size=len(data),
            encoding=reading.encoding,
            told=[[why.text, why.values] for why in reading.told],
            text=reading.whole(),
            brought_in_by=by,
            brought_in_at=at,
        )
        _keep_passages(document, reading)
        record(
            "document.brought_in",
            subject=document,
            by=by,
            at=at,
            review=review,
            name=name,
            hash=document.hash,
            pieces=len(reading.passages),
            characters=len(document.text),
        )
        return document

    made: Document = once(Document, member_id=by.pk, key=key, make=make)
    return made


def _keep_passages(document: Document, reading: Reading) -> None:
    rows, start = [], len(reading.before)
    for passage in reading.passages:
        end = start + len(passage.text)
        rows.append(
            Passage(
                partnership_id=document.partnership_id,
                document=document,
                position=start,
                sources=[[start, end, str(passage.place)]],
                text=passage.text,
                place=str(passage.place),
                look=asdict(passage.look),
            )
        )
        start = end + len(passage.after)
    Passage.unscoped.bulk_create(rows, batch_size=500)


@transaction.atomic
def set_aside_document(*, document: Document, seen: int, by: Member, at: datetime) -> None:
    """Take a text with its inbox off the list. It can be brought back; what it gave to the review stays there."""
    require(by, Permission.DOCUMENT_BRING_IN)
    if document.set_aside_at:
        raise Refused(Why("This text is set aside already"))
    change(document, seen=seen, set_aside_at=at)
    record("document.set_aside", subject=document, by=by, at=at, review=document.review)


@transaction.atomic
def bring_back_document(*, document: Document, seen: int, by: Member, at: datetime) -> None:
    """Put a text that was set aside back on the list, as it was."""
    require(by, Permission.DOCUMENT_BRING_IN)
    if not document.set_aside_at:
        raise Refused(Why("This text is not set aside"))
    change(document, seen=seen, set_aside_at=None)
    record("document.brought_back", subject=document, by=by, at=at, review=document.review)
