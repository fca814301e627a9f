"""Rows of the inbox as plain pieces, for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from system_review.documents.models import Document, InboxQuestion, Passage
from system_review.documents.rules.pieces import Guess, Piece, says_of
from system_review.documents.rules.sources import Source
from system_review.documents.rules.words import Fate


def pieces_of(rows: Mapping[str, Passage]) -> dict[str, Piece]:
    """The rows as staging sees them. Each carries what it stands under, and what it is suggested under."""
    return {key: piece_from(row) for key, row in rows.items()}


def piece_from(row: Passage) -> Piece:
    """A row as staging sees it."""
    return Piece(
        key=row.public_id,
        position=row.position,
        text=row.text,
        sources=tuple(Source(*source) for source in row.sources),
        fate=row.fate,
        role=row.role,
        cell=row.cell_id,
        colour=row.colour,
        under=row.under.public_id if row.under else "",
        under_finding=row.under_finding_id,
        rating=row.rating,
        guess=guess_from(row, row.suggested_under.public_id if row.suggested_under else ""),
        says=says_of(row.says),
    )


def guess_from(row: Passage, under: str) -> Guess:
    """What a row is taken for; `under` is the key of the piece that it is suggested under."""
    return Guess(
        role=row.suggested_role,
        cell=row.suggested_cell_id,
        colour=row.suggested_colour,
        under=under,
        under_finding=row.suggested_under_finding_id,
        rating=row.suggested_rating,
        confidence=row.confidence,
        reason=row.reason,
        values=row.reason_values,
        already=row.is_already,
    )


def asked_about(document: Document, live: Iterable[Piece]) -> set[str]:
    """The keys of the pieces that an open question is about."""
    # because the caller found the document among what its member may see, or stands inside a step of its inbox
    questions = InboxQuestion.unscoped.filter(document=document, answered_at=None).values_list("about", flat=True)
    waiting = {piece.key for piece in live if piece.fate == Fate.WAITING}
    return {key for about in questions for key in about} & waiting
