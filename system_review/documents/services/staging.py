"""Carrying out one move in the inbox: the rows as pieces, the pure rule, the rows again, the step and the event."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Q

from system_review.audit.services import record
from system_review.documents.models import Document, InboxStep, Passage
from system_review.documents.rules.placing import Move, Piece, Pieces
from system_review.documents.rules.sources import Source, place_of
from system_review.documents.rules.words import Fate, StepKind
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
    record(f"passage.{kind}", subject=rows[next(iter(seen))], by=by, at=at, review=document.review, **said)
    return step


def lock(document: Document) -> None:
    """Let one step at a time change what belongs to a document: the parent's row first, then its pieces."""
    Document.unscoped.select_for_update(of=("self",)).only("pk").get(pk=document.pk)


def rows_around(document: Document, keys: Collection[str]) -> Rows:
    """The pieces with these public ids, the actions that stand under them, and what they themselves stand under."""
    mine = Passage.unscoped.filter(document=document).select_related("under")
    asked = {row.public_id: row for row in mine.filter(public_id__in=keys)}
    if missing := next((key for key in keys if key not in asked), None):
        raise Refused(Why("There is no piece {key} in this text", key=missing))
    numbers = [row.pk for row in asked.values()]
    above = [row.under_id for row in asked.values() if row.under_id]
    near = mine.filter(Q(under__in=numbers) | Q(pk__in=above)).order_by("position", "pk")
    return {**asked, **{row.public_id: row for row in near if row.public_id not in asked}}


def changed_meanwhile(row: Passage) -> ChangedMeanwhile:
    """Somebody else's move was faster; what the piece says now."""
    return ChangedMeanwhile(now={"text": row.text, "fate": row.fate}, version=row.version)


def pieces_of(rows: Rows) -> dict[str, Piece]:
    """The rows as staging sees them."""
    return {key: _piece(row) for key, row in rows.items()}


def _piece(row: Passage) -> Piece:
    return Piece(
        key=row.public_id,
        position=row.position,
        text=row.text,
        sources=_sources(row.sources),
        fate=row.fate,
        role=row.role,
        cell=row.cell_id,
        colour=row.colour,
        under=row.under.public_id if row.under else "",
        under_finding=row.under_finding_id,
    )


def _sources(kept: Iterable[list[Any]]) -> tuple[Source, ...]:
    return tuple(Source(*source) for source in kept)


def piece_again(kept: Mapping[str, Any]) -> Piece:
    """A piece as a step kept it."""
    return Piece(**{**kept, "sources": tuple(Source(**source) for source in kept["sources"])})


def write(document: Document, rows: Rows, move: Move) -> Rows:
    """Save a move, and give its rows. What is replaced goes first, since a place holds one live piece."""
    for piece in move.changed:
        if piece.fate == Fate.REPLACED:
            change(rows[piece.key], seen=rows[piece.key].version, fate=piece.fate)
    for piece in move.made:
        rows[piece.key] = Passage.unscoped.create(
            partnership_id=document.partnership_id, document=document, public_id=piece.key, **_columns(piece, rows)
        )
    for piece in move.changed:
        if piece.fate != Fate.REPLACED:
            change(rows[piece.key], seen=rows[piece.key].version, **_columns(piece, rows))
    return {piece.key: rows[piece.key] for piece in (*move.changed, *move.made)}


def _columns(piece: Piece, rows: Rows) -> dict[str, Any]:
    return {
        "position": piece.position,
        "text": piece.text,
        "sources": [[source.start, source.end, source.place] for source in piece.sources],
        "place": place_of(piece.sources),
        "fate": piece.fate,
        "role": piece.role,
        "cell_id": piece.cell,
        "colour": piece.colour,
        "under_id": rows[piece.under].pk if piece.under else None,
        "under_finding_id": piece.under_finding,
    }


def keep_step(
    kind: StepKind, *, document: Document, pieces: Pieces, rows: Rows, move: Move, by: Member, at: datetime
) -> InboxStep:
    """Keep what a move changed, and count it on the document. `pieces` are those before it, `rows` those after it."""
    touch(document)
    step: InboxStep = InboxStep.unscoped.create(
        partnership_id=document.partnership_id,
        document=document,
        member=by,
        kind=kind,
        before={
            "pieces": [asdict(pieces[piece.key]) for piece in move.changed],
            "made": [piece.key for piece in move.made],
        },
        after={"versions": {key: row.version for key, row in rows.items()}},
        at=at,
    )
    return step
