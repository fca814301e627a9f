"""Taking in a document, and putting a whole document aside."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.documents import jobs
from system_review.documents.models import Document, DocumentFile
from system_review.documents.reading import LARGEST, ReadFile, read_safely
from system_review.documents.rules.words import DocumentKind, DocumentState
from system_review.documents.services.reading import keep_reading
from system_review.errors import Refused, Why
from system_review.frameworks.queries import content_of
from system_review.jobs.services import enqueue
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.rows.models import change, once
from system_review.texts import held_line


def receive_file(
    *, review: Review, name: str, data: bytes, key: str = "", pasted: bool = False, by: Member, at: datetime
) -> Document:
    """Bring a file in to a review's inbox. It is kept as it is, and a job reads it; nothing of it is looked at here.

    `key` is the creating form's: posted twice, made once. Raises `Refused` for what is empty or too large.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    name = _named(name)
    _refuse_size(data)

    def make() -> Document:
        document = _document(review, name, data, pasted=pasted, state=DocumentState.READING, by=by, at=at)
        DocumentFile.unscoped.create(partnership_id=review.partnership_id, document=document, data=data)
        record(
            "document.brought_in",
            subject=document,
            by=by,
            at=at,
            review=review,
            name=name,
            hash=document.hash,
            size=len(data),
        )
        enqueue(jobs.read, document.pk, of=by.partnership.public_id)
        return document

    made: Document = once(Document, member_id=by.pk, key=key, make=make)
    return made


def receive_text(
    *, review: Review, name: str, content: str | bytes, key: str = "", by: Member, at: datetime
) -> Document:
    """Bring a text in to a review's inbox and read it at once: pasted words, or the bytes of a text file.

    `key` is the creating form's: posted twice, made once. Raises `Refused` for what is too large or cannot be read:
    then nothing is kept.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    name, is_pasted = _named(name), isinstance(content, str)
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    kind = DocumentKind.PASTED.value if is_pasted else ""
    read = read_safely(data, name=name, kind=kind, framework=content_of(review.framework), base=review.date)
    return receive_read(review=review, name=name, data=data, read=read, key=key, pasted=is_pasted, by=by, at=at)


def receive_read(
    *,
    review: Review,
    name: str,
    data: bytes,
    read: ReadFile,
    key: str = "",
    pasted: bool = False,
    by: Member,
    at: datetime,
) -> Document:
    """Bring in what was read already. The bytes are not kept: all that was in them is in the reading."""
    require(by, Permission.DOCUMENT_BRING_IN)

    def make() -> Document:
        document = _document(review, name, data, pasted=pasted, state=DocumentState.READ, by=by, at=at)
        pieces = keep_reading(document, read, at=at)
        record(
            "document.brought_in",
            subject=document,
            by=by,
            at=at,
            review=review,
            name=name,
            hash=document.hash,
            pieces=pieces,
            characters=len(document.text),
        )
        return document

    made: Document = once(Document, member_id=by.pk, key=key, make=make)
    return made


def _refuse_size(data: bytes) -> None:
    if not data:
        raise Refused(Why("This file is empty"), field="file")
    if len(data) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise Refused(Why("This file is larger than {most} MB. Bring it in in parts.", most=most), field="file")


def _named(name: str) -> str:
    if name := held_line(name, field="name"):
        return name
    raise Refused(Why("Enter a name for this text"), field="name")


def _document(
    review: Review, name: str, data: bytes, *, pasted: bool, state: str, by: Member, at: datetime
) -> Document:
    document: Document = Document.unscoped.create(
        partnership_id=review.partnership_id,
        review=review,
        name=name,
        kind=DocumentKind.PASTED if pasted else DocumentKind.UNKNOWN,
        hash=hashlib.sha256(data).hexdigest(),
        size=len(data),
        state=state,
        brought_in_by=by,
        brought_in_at=at,
    )
    return document


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
