"""Carrying out one move in the inbox: the rows as pieces, the pure rule, the rows again, the step and the event."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Q

from system_review.audit.services import record
from system_review.documents.models import Document, InboxStep, Passage
from system_review.documents.queries.pieces import pieces_of
from system_review.documents.rules.pieces import NOTHING_SAID, Piece
from system_review.documents.rules.placing import Move, Pieces
from system_review.documents.rules.sources import place_of
from system_review.documents.rules.words import Fate, StepKind
from system_review.documents.services.sureness import find_sure
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.models import Member
from system_review.rows.models import change, touch

Rows = dict[str, Passage]


def carry_out(
    kind: StepKind,
    *,
    document: Document,
    seen: Mapping[str, int],
    beside: Collection[str] = (),
    move: Callable[[Pieces], Move],
    by: Member,
    at: datetime,
    **said: object,
) -> InboxStep | None:
    """Do one move with the pieces in `seen` (public id to the version looked at), and keep the step for undoing.

    `beside` are further pieces that the rule needs. Inside the caller's transaction, which has asked permission.
    None, and nothing written, if the pieces stand already as wanted: a button was pressed twice.
    """
    lock(document)
    rows = rows_around(document, [*seen, *beside])
    stale = next((row for key, row in rows.items() if key in seen and row.version != seen[key]), None)
    pieces = pieces_of(rows)
    try:
        done = move(pieces)
    except Refused:
        if stale is not None:
            raise changed_meanwhile(stale) from None
        raise
    if not done.changed and not done.made:
        return None
    if stale is not None:
        raise changed_meanwhile(stale)
    step = keep_step(kind, document=document, pieces=pieces, rows=write(document, rows, done), move=done, by=by, at=at)
    find_sure(document)
    record(f"passage.{kind}", subject=rows[next(iter(seen))], by=by, at=at, review=document.review, **said)
    return step


def lock(document: Document) -> None:
    """Let one step at a time change what belongs to a document: the parent's row first, then its pieces."""
    Document.unscoped.select_for_update(of=("self",), no_key=True).only("pk").get(pk=document.pk)


def rows_around(document: Document, keys: Collection[str]) -> Rows:
    """The pieces with these public ids, what stands or is suggested under them, and what they themselves are under."""
    mine = Passage.unscoped.filter(document=document).select_related("under", "suggested_under")
    asked = {row.public_id: row for row in mine.filter(public_id__in=keys)}
    if missing := next((key for key in keys if key not in asked), None):
        raise Refused(Why("There is no piece {key} in this text", key=missing))
    numbers = [row.pk for row in asked.values()]
    above = [number for row in asked.values() for number in (row.under_id, row.suggested_under_id) if number]
    below = Q(under__in=numbers) | Q(suggested_under__in=numbers)
    near = mine.filter(below | Q(pk__in=above)).order_by("position", "pk")
    return {**asked, **{row.public_id: row for row in near if row.public_id not in asked}}


def changed_meanwhile(row: Passage) -> ChangedMeanwhile:
    """Somebody else's move was faster; what the piece says now."""
    return ChangedMeanwhile(now={"text": row.text, "fate": row.fate}, version=row.version)


def write(document: Document, rows: Rows, move: Move) -> Rows:
    """Save a move, and give its rows. What is replaced goes first, since a place holds one live piece."""
    numbers = _numbers(rows)
    for piece in move.changed:
        if piece.fate == Fate.REPLACED:
            change(rows[piece.key], seen=rows[piece.key].version, fate=piece.fate)
    for piece in move.made:
        rows[piece.key] = Passage.unscoped.create(
            partnership_id=document.partnership_id, document=document, public_id=piece.key, **columns(piece, numbers)
        )
        numbers[piece.key] = rows[piece.key].pk
    for piece in move.changed:
        if piece.fate != Fate.REPLACED:
            change(rows[piece.key], seen=rows[piece.key].version, **columns(piece, numbers))
    return {piece.key: rows[piece.key] for piece in (*move.changed, *move.made)}


def _numbers(rows: Rows) -> dict[str, int]:
    """The numbers of these rows, and of what they stand or are suggested under, by public id."""
    near = [each for row in rows.values() for each in (row, row.under, row.suggested_under) if each is not None]
    return {each.public_id: each.pk for each in near}


def columns(piece: Piece, numbers: Mapping[str, int]) -> dict[str, Any]:
    """A piece as columns of its row. `numbers` are those of what it stands under and what it is suggested under."""
    return {
        "position": piece.position,
        "text": piece.text,
        "sources": [[source.start, source.end, source.place] for source in piece.sources],
        "place": place_of(piece.sources),
        "fate": piece.fate,
        "role": piece.role,
        "cell_id": piece.cell,
        "colour": piece.colour,
        "under_id": numbers[piece.under] if piece.under else None,
        "under_finding_id": piece.under_finding,
        "rating": piece.rating,
        "says": asdict(piece.says) if piece.says != NOTHING_SAID else {},
        **_guess_columns(piece, numbers),
    }


def _guess_columns(piece: Piece, numbers: Mapping[str, int]) -> dict[str, Any]:
    guess = piece.guess
    return {
        "suggested_role": guess.role,
        "suggested_cell_id": guess.cell,
        "suggested_colour": guess.colour,
        "suggested_under_id": numbers.get(guess.under),
        "suggested_under_finding_id": guess.under_finding,
        "suggested_rating": guess.rating,
        "confidence": guess.confidence,
        "reason": guess.reason,
        "reason_values": dict(guess.values),
        "is_already": guess.already,
    }


def keep_step(
    kind: StepKind,
    *,
    document: Document,
    pieces: Pieces,
    rows: Rows,
    move: Move,
    by: Member,
    at: datetime,
    question: str = "",
    asked: Collection[str] = (),
) -> InboxStep:
    """Keep what a move changed, and count it on the document. `pieces` are those before it, `rows` those after it.

    `question` is the public id of what was answered, `asked` the pieces that it was answered for.
    """
    touch(document)
    step: InboxStep = InboxStep.unscoped.create(
        partnership_id=document.partnership_id,
        document=document,
        member=by,
        kind=kind,
        before={
            "pieces": [asdict(pieces[piece.key]) for piece in move.changed],
            "made": [piece.key for piece in move.made],
            "question": question,
            "asked": list(asked),
        },
        after={"versions": {key: row.version for key, row in rows.items()}},
        at=at,
    )
    return step
