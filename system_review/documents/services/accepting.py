"""Accepting what was suggested: one piece, all that are sure, or what the answer to a question makes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from system_review.audit.services import record
from system_review.documents.models import Document, InboxQuestion, InboxStep, Passage
from system_review.documents.queries.known import ratings_by_number
from system_review.documents.queries.pieces import pieces_of
from system_review.documents.rules import accepting
from system_review.documents.rules.answering import answered, shared
from system_review.documents.rules.words import Fate, StepKind
from system_review.documents.services.inbox import ratings_placed
from system_review.documents.services.staging import Rows, carry_out, keep_step, lock, write
from system_review.documents.services.sureness import find_sure
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.rows.models import change, once


@transaction.atomic
def accept_suggestion(*, passage: Passage, seen: int, by: Member, at: datetime) -> InboxStep | None:
    """Say that a piece is what it is suggested to be; the finding of an action with it, if that waits too.

    `seen` is the version the person looked at. Raises `Refused` if the suggestion lacks something.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    key, ratings = passage.public_id, ratings_by_number(passage.document.review)
    return carry_out(
        StepKind.ACCEPTED,
        document=passage.document,
        seen={key: seen},
        beside=ratings_placed(passage.document),
        move=lambda pieces: accepting.accepted(pieces, [key], ratings=ratings),
        by=by,
        at=at,
        role=passage.suggested_role,
    )


def accept_sure(*, document: Document, seen: int, key: str = "", by: Member, at: datetime) -> InboxStep:
    """Accept every suggestion that is sure, in one step with one undo.

    `seen` is the document's version that the person looked at: what was staged or answered since, they have not seen.
    `key` is the form's: posted twice, accepted once. Raises `Refused` if nothing is sure.
    """
    require(by, Permission.DOCUMENT_BRING_IN)

    def make() -> InboxStep:
        rows = _all_rows(document, seen)
        keys = [row.public_id for row in rows.values() if row.is_sure and row.fate == Fate.WAITING]
        if not keys:
            raise Refused(Why("Nothing is sure here: look at each piece by itself"))
        pieces = pieces_of(rows)
        move = accepting.accepted(pieces, sorted(keys, key=lambda each: pieces[each].position))
        after = write(document, rows, move)
        step = keep_step(StepKind.ACCEPTED_SURE, document=document, pieces=pieces, rows=after, move=move, by=by, at=at)
        find_sure(document)
        record(
            "document.accepted_sure", subject=document, by=by, at=at, review=document.review, pieces=len(move.changed)
        )
        return step

    return _once(make, by, key)


def answer_question(
    *,
    question: InboxQuestion,
    seen: int,
    answer: int,
    only: Collection[str] | None = None,
    key: str = "",
    by: Member,
    at: datetime,
) -> InboxStep:
    """Answer a question: its pieces are what the answer says. Few pieces are placed at once, many become sure.

    `seen` is the question's version, `answer` the number of the answer, `only` the public ids of the pieces that are
    answered for, and with them what is suggested under them; the others go on being asked about. None means all.
    Raises `Refused` if it is answered already.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    document = question.document
    if not 0 <= answer < len(question.answers):
        raise Refused(Why("Choose one of the answers"))

    def make() -> InboxStep:
        rows = _all_rows(document, None)
        pieces = pieces_of(rows)
        about, rest = shared(pieces, about=question.about, only=only)
        if rest:
            change(question, seen=seen, about=rest)
        else:
            change(question, seen=seen, answered=answer, answered_at=at, about=about)
        ratings = ratings_by_number(document.review)
        changes = {name: what for name, what in question.answers[answer]["changes"].items() if name not in rest}
        move = answered(pieces, about=about, changes=changes, ratings=ratings)
        after = write(document, rows, move)
        step = keep_step(
            StepKind.ANSWERED,
            document=document,
            pieces=pieces,
            rows=after,
            move=move,
            by=by,
            at=at,
            question=question.public_id,
            asked=about,
        )
        find_sure(document)
        record(
            "question.answered", subject=question, by=by, at=at, review=document.review, answer=_words(question, answer)
        )
        return step

    return _once(make, by, key)


def _all_rows(document: Document, seen: int | None) -> Rows:
    """All live pieces of a document, which is locked; `ChangedMeanwhile` if it has another version than was seen."""
    lock(document)
    now = Document.unscoped.values_list("version", flat=True).get(pk=document.pk)
    if seen is not None and seen != now:
        raise ChangedMeanwhile(now={}, version=now)
    document.version = now
    rows = Passage.unscoped.filter(document=document).exclude(fate=Fate.REPLACED)
    return {row.public_id: row for row in rows.select_related("under", "suggested_under").order_by("position")}


def _once(make: Callable[[], InboxStep], by: Member, key: str) -> InboxStep:
    made: InboxStep = once(InboxStep, member_id=by.pk, key=key, make=make)
    return made


def _words(question: InboxQuestion, answer: int) -> str:
    words: Mapping[str, Any] = question.answers[answer]
    return str(words["words"][0])
