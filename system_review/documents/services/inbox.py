"""Staging: what a person makes of each piece of a text, one step at a time, each of which can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from system_review.audit.services import record
from system_review.documents.models import Document, InboxQuestion, InboxStep, Passage
from system_review.documents.queries.pieces import pieces_of
from system_review.documents.rules import placing
from system_review.documents.rules.beside import Beside, corrected, line_of
from system_review.documents.rules.pieces import Says, piece_of, says_of
from system_review.documents.rules.sources import Source, stretches
from system_review.documents.rules.words import Fate, PassageRole, StepKind
from system_review.documents.services.staging import carry_out, lock, rows_around, write
from system_review.documents.services.sureness import find_sure
from system_review.errors import Mistakes, Refused, Why
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Cell, Finding
from system_review.reviews.rules.ratings import ratings_of
from system_review.rows.models import new_public_id, touch
from system_review.texts import held


@transaction.atomic
def place_as_finding(
    *, passage: Passage, seen: int, cell: Cell, colour: str, by: Member, at: datetime
) -> InboxStep | None:
    """Say that a piece is a finding of this stage and colour. Staged; actions placed under it stay there.

    `seen` is the version the person looked at. Gives the step, to undo it; None if the piece stands there already.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    if cell.review_id != passage.document.review_id:
        raise Refused(Why("Choose a stage of this review"), field="cell")
    return carry_out(
        StepKind.PLACED_FINDING,
        document=passage.document,
        seen={passage.public_id: seen},
        move=lambda pieces: placing.as_finding(pieces, passage.public_id, cell=cell.pk, colour=colour),
        by=by,
        at=at,
        cell=str(cell),
        colour=colour,
    )


@transaction.atomic
def place_as_action(
    *,
    passage: Passage,
    seen: int,
    under: Passage | None = None,
    under_finding: Finding | None = None,
    by: Member,
    at: datetime,
) -> InboxStep | None:
    """Say that a piece is an action under another piece that is a finding, or under a finding of the review."""
    require(by, Permission.DOCUMENT_BRING_IN)
    document = passage.document
    if under_finding is not None:
        if under_finding.review_id != document.review_id or under_finding.archived_at:
            raise Refused(Why("Choose a finding of this review"), field="under")
        under = under or Passage.unscoped.filter(document=document, became_finding=under_finding).first()
    if under is not None and under.document_id != document.pk:
        raise Refused(Why("Choose a finding of this text, or of the review"), field="under")
    number = under_finding.pk if under_finding is not None and under is None else None
    return carry_out(
        StepKind.PLACED_ACTION,
        document=document,
        seen={passage.public_id: seen},
        beside=[under.public_id] if under else [],
        move=lambda pieces: placing.as_action(
            pieces, passage.public_id, under=under.public_id if under else "", under_finding=number
        ),
        by=by,
        at=at,
        under=(under or under_finding).public_id if under or under_finding else None,  # type: ignore[union-attr]
    )


@transaction.atomic
def place_as_rating(
    *, passage: Passage, seen: int, cell: Cell, rating: str, by: Member, at: datetime
) -> InboxStep | None:
    """Say that a piece gives this stage its overall rating: a step of the framework's scale, or one of `Unrated`."""
    require(by, Permission.DOCUMENT_BRING_IN)
    document = passage.document
    if cell.review_id != document.review_id:
        raise Refused(Why("Choose a stage of this review"), field="cell")
    if rating not in ratings_of(content_of(document.review.framework).scale):
        raise Refused(Why("Select an overall rating"), field="rating")
    return carry_out(
        StepKind.PLACED_RATING,
        document=document,
        seen={passage.public_id: seen},
        beside=ratings_placed(document),
        move=lambda pieces: placing.as_rating(
            pieces, passage.public_id, cell=cell.pk, rating=rating, instead_of=cell.rating
        ),
        by=by,
        at=at,
        cell=str(cell),
        rating=rating,
    )


def ratings_placed(document: Document) -> list[str]:
    """The public ids of the pieces that are placed as an overall rating."""
    rows = Passage.unscoped.filter(document=document, fate=Fate.PLACED, role=PassageRole.RATING)
    return list(rows.values_list("public_id", flat=True))


@transaction.atomic
def join_passage(
    *, first: Passage, first_seen: int, second: Passage, second_seen: int, between: str, by: Member, at: datetime
) -> InboxStep | None:
    """Make one piece of two, in this order, with a space, a line's end or nothing between them.

    They may stand anywhere in the text. The new piece is what one of them was placed as; both may not be placed.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    if first.document_id != second.document_id:
        raise Refused(Why("Choose a piece of the same text"), field="other")
    key = new_public_id()
    return carry_out(
        StepKind.JOINED,
        document=first.document,
        seen={first.public_id: first_seen, second.public_id: second_seen},
        move=lambda pieces: placing.joined(pieces, first.public_id, second.public_id, between=between, key=key),
        by=by,
        at=at,
        second=second.public_id,
        into=key,
    )


@transaction.atomic
def split_passage(*, passage: Passage, seen: int, cuts: Sequence[int], by: Member, at: datetime) -> InboxStep | None:
    """Make several pieces of one, cut at these places of its text (characters, rising; see `placing.cuts_of`).

    The first keeps its placement, the others wait.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    if len(cuts) >= placing.MOST_PARTS:
        raise Refused(Why("Split into {most} pieces at most", most=placing.MOST_PARTS), field="text")
    keys = [new_public_id() for _ in range(len(cuts) + 1)]
    whole = passage.document.text
    return carry_out(
        StepKind.SPLIT,
        document=passage.document,
        seen={passage.public_id: seen},
        move=lambda pieces: placing.split(pieces, passage.public_id, whole=whole, cuts=cuts, keys=keys),
        by=by,
        at=at,
        into=" ".join(keys),
    )


@transaction.atomic
def keep_apart(*, passage: Passage, seen: int, by: Member, at: datetime) -> InboxStep | None:
    """Make one piece of each stretch of the document that a piece joins, in the document's own words."""
    require(by, Permission.DOCUMENT_BRING_IN)
    whole = passage.document.text
    keys = [new_public_id() for _ in stretches(whole, [Source(*each) for each in passage.sources])]
    return carry_out(
        StepKind.KEPT_APART,
        document=passage.document,
        seen={passage.public_id: seen},
        move=lambda pieces: placing.kept_apart(pieces, passage.public_id, whole=whole, keys=keys),
        by=by,
        at=at,
        into=" ".join(keys),
    )


@transaction.atomic
def set_aside(*, passage: Passage, seen: int, by: Member, at: datetime) -> InboxStep | None:
    """Say that a piece will not be in the review: a heading, a page number. Actions placed under it wait again."""
    require(by, Permission.DOCUMENT_BRING_IN)
    return carry_out(
        StepKind.SET_ASIDE,
        document=passage.document,
        seen={passage.public_id: seen},
        move=lambda pieces: placing.set_aside(pieces, passage.public_id),
        by=by,
        at=at,
    )


@transaction.atomic
def put_back(*, passage: Passage, seen: int, by: Member, at: datetime) -> InboxStep | None:
    """Let a piece that was placed or set aside wait again, and with it the actions placed under it."""
    require(by, Permission.DOCUMENT_BRING_IN)
    return carry_out(
        StepKind.PUT_BACK,
        document=passage.document,
        seen={passage.public_id: seen},
        move=lambda pieces: placing.put_back(pieces, passage.public_id),
        by=by,
        at=at,
    )


@transaction.atomic
def edit_passage(
    *, passage: Passage, seen: int, text: str, beside: Beside | None = None, by: Member, at: datetime
) -> InboxStep | None:
    """Change what a piece says before it is applied. The document's own wording stays with it.

    `beside` is what a person typed about who leads and when; None leaves that as it stands.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    mistakes, before, after = Mistakes(), says_of(passage.says), None
    with mistakes:
        text = held(text, field="text").strip()
    if beside is not None:
        with mistakes:
            after = corrected(before, beside, base=passage.document.review.date)
    mistakes.tell()
    return carry_out(
        StepKind.EDITED,
        document=passage.document,
        seen={passage.public_id: seen},
        move=lambda pieces: placing.reworded(pieces, passage.public_id, text=text, says=after),
        by=by,
        at=at,
        before=passage.text,
        after=text,
        **_said(before, after or before),
    )


def _ask_again(document: Document, public_id: str, asked: list[str]) -> None:
    """Ask a question again about the pieces that it was answered for, beside those it is still asked about."""
    question = InboxQuestion.unscoped.get(document=document, public_id=public_id)
    others = question.about if question.answered_at is None else []
    about = list(dict.fromkeys((*asked, *others))) if asked else question.about
    rows = InboxQuestion.unscoped.filter(pk=question.pk)
    rows.update(answered=None, answered_at=None, about=about, version=F("version") + 1)


def _said(before: Says, after: Says) -> dict[str, str]:
    """What is written down of leads and time: both as they were and as they are, where they differ."""
    found: dict[str, str] = {}
    for name, one, other in (
        ("leads", *("; ".join(map(line_of, says.leads)) for says in (before, after))),
        ("due", *(", ".join(filter(None, (says.due_words, says.due_on))) for says in (before, after))),
    ):
        if one != other:
            found |= {f"{name}_before": one, f"{name}_after": other}
    return found


@transaction.atomic
def undo_step(*, step: InboxStep, by: Member, at: datetime) -> None:
    """Put the pieces of a step back as they were before it. `Refused` if one of them was changed since.

    Applying is undone by `undo_application`.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    document = step.document
    lock(document)
    if step.kind == StepKind.APPLIED or not InboxStep.unscoped.filter(pk=step.pk, undone_at=None).update(undone_at=at):
        raise Refused(Why("This was undone already"))
    before = [piece_of(kept) for kept in step.before["pieces"]]
    above = [key for piece in before for key in (piece.under, piece.guess.under) if key]
    rows = rows_around(document, [*step.after["versions"], *above])
    if any(rows[key].version != version for key, version in step.after["versions"].items()):
        raise Refused(Why("This can no longer be undone: a piece of it has been changed since"))
    move = placing.taken_back(pieces_of(rows), before=before, made=step.before["made"])
    write(document, rows, move)
    if question := step.before.get("question"):
        _ask_again(document, question, step.before.get("asked", []))
    touch(document)
    find_sure(document)
    record("step.undone", subject=step, by=by, at=at, review=document.review, step=step.kind)
