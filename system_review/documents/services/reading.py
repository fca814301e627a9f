"""Reading a document that was brought in, and keeping what was read and understood as the pieces of its inbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from system_review.audit.services import record
from system_review.documents.models import Document, DocumentFile, InboxQuestion, Passage, ReturnedFile
from system_review.documents.queries.known import known_things, own_findings, ratings_by_number, stages_by_spot
from system_review.documents.reading import ReadFile, read_safely
from system_review.documents.rules.known import marked
from system_review.documents.rules.pieces import Piece
from system_review.documents.rules.returned.things import as_plain
from system_review.documents.rules.sentences import kept
from system_review.documents.rules.serving import asked_with_own
from system_review.documents.rules.understood import Asked, understood
from system_review.documents.rules.words import DocumentKind, DocumentState, Fate
from system_review.documents.services.recognising import PIECES, came_back
from system_review.documents.services.staging import columns, lock
from system_review.documents.services.sureness import find_sure
from system_review.errors import NotAllowed, Refused, Why
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.rows.models import new_public_id, touch


def read_document(document: Document, *, at: datetime) -> None:
    """Read a document that waits to be read. Run by a job, and safe to run twice: the first to end is kept.

    What cannot be read leaves its sentence on the document, and nothing else. It acts for whoever brought it in.
    """
    if document.state != DocumentState.READING:
        return
    by = document.brought_in_by
    try:
        require(by, Permission.DOCUMENT_BRING_IN)
        read = read_safely(
            # because the job names the document, whose member may have it read by the line above
            bytes(DocumentFile.unscoped.values_list("data", flat=True).get(document=document)),
            name=document.name,
            kind=DocumentKind.PASTED if document.kind == DocumentKind.PASTED else "",
            framework=content_of(document.review.framework),
            base=document.review.date,
        )
    except NotAllowed:
        give_up(document, Why("Whoever brought this in may no longer bring documents in to this review"), at=at)
    except Refused as refusal:
        give_up(document, refusal.why, at=at)
    else:
        _keep(document, read, at)


def give_up(document: Document, why: Why, *, at: datetime, keep_file: bool = False) -> None:
    """Say on a document that it could not be read, and why. Its bytes go, unless it may be tried again."""
    with transaction.atomic():
        if _is_read_meanwhile(document):
            return
        if not keep_file:
            DocumentFile.unscoped.filter(document=document).delete()
        _save(document, state=DocumentState.FAILED, problem=kept(why), read_at=at)
        touch(document)
        record("document.not_read", subject=document, by=document.brought_in_by, at=at, review=document.review)


def wait_again(document: Document) -> None:
    """Have a document whose reading was given up wait to be read again. In the transaction of whoever asks for it.

    Raises `Refused` where its file is gone, or it was read or set aside meanwhile.
    """
    lock(document)
    document.refresh_from_db(fields=["state", "set_aside_at", "version"])
    is_there = DocumentFile.unscoped.filter(document=document).exists()
    if document.state != DocumentState.FAILED or document.set_aside_at or not is_there:
        raise Refused(Why("The file cannot be read again: bring it in again, or copy its text and paste it"))
    _save(document, state=DocumentState.READING, problem=[], read_at=None)
    touch(document)


def _keep(document: Document, read: ReadFile, at: datetime) -> None:
    with transaction.atomic():
        if _is_read_meanwhile(document):
            return
        pieces = keep_reading(document, read, at=at)
        touch(document)
        record(
            "document.read",
            subject=document,
            by=document.brought_in_by,
            at=at,
            review=document.review,
            hash=document.hash,
            pieces=pieces,
            characters=len(document.text),
        )


def _is_read_meanwhile(document: Document) -> bool:
    """Whether somebody else has read it by now. Holds the document until the transaction ends."""
    lock(document)
    return not Document.unscoped.filter(pk=document.pk, state=DocumentState.READING).exists()


def _save(document: Document, **values: object) -> None:
    Document.unscoped.filter(pk=document.pk).update(**values)
    for name, value in values.items():
        setattr(document, name, value)


def keep_reading(document: Document, read: ReadFile, *, at: datetime) -> int:
    """Keep what was read as the pieces of a document, as understood; how many there are. In a transaction.

    Pieces whose words are in the review already are set aside, and new actions stand under the findings there.
    """
    found = understood(read.reading, read.understanding, cells=stages_by_spot(document.review), new_key=new_public_id)
    pieces = marked(found.pieces, known=known_things(document.review), ratings=ratings_by_number(document.review))
    back = came_back(document.review, read, by=document.brought_in_by, today=timezone.localdate(at))
    if back.content is not None:
        pieces, found = tuple(replace(piece, fate=Fate.SET_ASIDE) for piece in pieces), replace(found, questions=())
    waiting = sum(piece.fate is Fate.WAITING for piece in pieces)
    of_another = [*back.told, Why(PIECES.text, count=waiting)] if back.told else []
    told = dict.fromkeys((*of_another, *read.reading.told, *(read.understanding.told if read.understanding else ())))
    _save(
        document,
        state=DocumentState.READ,
        kind=document.kind if document.kind == DocumentKind.PASTED else _kind(read.kind),
        encoding=read.reading.encoding,
        told=[kept(why) for why in told],
        text=read.reading.whole(),
        pages=max((passage.place.page or 0 for passage in read.reading.passages), default=0) or None,
        read_at=at,
    )
    if back.content is not None:
        ReturnedFile.unscoped.create(
            partnership_id=document.partnership_id, document=document, content=as_plain(back.content)
        )
    _keep_pieces(document, pieces)
    _keep_questions(document, asked_with_own(found.questions, pieces, own_findings(document.review)))
    find_sure(document)
    return len(pieces)


def _kind(name: str) -> str:
    """How a document came, by what its reader calls its kind."""
    if name in ("txt", DocumentKind.TEXT_FILE):
        return DocumentKind.TEXT_FILE
    return name if name in set(DocumentKind) else DocumentKind.UNKNOWN


def _keep_pieces(document: Document, pieces: tuple[Piece, ...]) -> None:
    """Write the pieces, then what each is suggested under, since that may stand behind it in the text."""
    rows = [
        Passage(
            partnership_id=document.partnership_id,
            document=document,
            public_id=piece.key,
            **columns(piece, {}),
        )
        for piece in pieces
    ]
    Passage.unscoped.bulk_create(rows, batch_size=200)
    made = Passage.unscoped.filter(document=document)
    numbers = dict(made.values_list("public_id", "pk"))
    under = {piece.key: numbers[piece.guess.under] for piece in pieces if piece.guess.under}
    led = list(made.filter(public_id__in=under).only("pk", "public_id")) if under else []
    for row in led:
        row.suggested_under_id = under[row.public_id]
    Passage.unscoped.bulk_update(led, ["suggested_under"], batch_size=200)


def _keep_questions(document: Document, questions: list[Asked]) -> None:
    InboxQuestion.unscoped.bulk_create(
        InboxQuestion(
            partnership_id=document.partnership_id,
            document=document,
            position=position,
            words=question.words,
            about=question.about,
            answers=question.answers,
        )
        for position, question in enumerate(questions)
    )
