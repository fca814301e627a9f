"""Deleting something archived for good: its rows, and its words in the history, in drafts and in documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from system_review.audit import keeping
from system_review.audit.models import Particular
from system_review.audit.queries import ERASED
from system_review.audit.services import Rewording, hold_end, record_erasing
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.jobs.services import enqueue
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.reviews.services.holds import refuse_if_held
from system_review.upkeep.queries.archived import KINDS, SINCE, Together, together_with
from system_review.upkeep.services.deleting_rows import Deleted, delete_rows
from system_review.upkeep.services.file_bytes import clear_out_file
from system_review.upkeep.services.reasons import reason_given

LEAST = 12  # characters of a text that is looked for in the rest of the history: a shorter one may be anybody's
DELETED = {
    "finding": "finding.deleted",
    "action": "action.deleted",
    "evidence": "evidence.deleted",
    "comment": "comment.deleted",
    "attachment": "attachment.deleted",
}
STAYS = ("by", "on_behalf_of", ERASED)  # who did it is no word of the thing


@transaction.atomic
def delete_for_good(*, kind: str, thing: Any, seen: int, reason: str, by: Member, at: datetime) -> None:
    """Delete something archived with all that hangs on it. It cannot be undone; agreed versions keep what was agreed.

    `thing` was found where `by` may see it. The history keeps who, when and why, and that there was something.
    """
    require(by, Permission.RECORD_DELETE)
    delete_archived(kind=kind, thing=thing, seen=seen, reason=reason_given(reason), by=by, at=at)
    enqueue(clear_out_file)


@dataclass(frozen=True, slots=True)
class Gone:
    """A thing whose rows are deleted, and of which the history still speaks."""

    kind: str
    row: Any
    review: Review | None
    deleted: Deleted


@transaction.atomic
def delete_archived(*, kind: str, thing: Any, seen: int, reason: str, by: Member, at: datetime) -> None:
    """The same for whoever has asked already."""
    require(by, Permission.RECORD_DELETE)
    _forget([_rows_gone(kind, thing, seen, by)], reason=reason, by=by, at=at)


@transaction.atomic
def delete_over(*, things: Iterable[tuple[str, Any]], reason: str, by: Member, at: datetime) -> int:
    """The same for everything that is over its time, each by its kind; how many went. What is held, or went with
    another, is passed over. The history is gone through once for all of them.
    """
    require(by, Permission.RECORD_DELETE)
    gone = []
    for kind, thing in things:
        with suppress(Refused, ChangedMeanwhile), transaction.atomic():
            gone.append(_rows_gone(kind, thing, thing.version, by))
    if gone:
        _forget(gone, reason=reason, by=by, at=at)
    return len(gone)


def _rows_gone(kind: str, thing: Any, seen: int, by: Member) -> Gone:
    """Delete the rows of a thing and of all that goes with it."""
    together = refuse_if_held_with(kind, thing)
    row = KINDS[kind].unscoped.select_for_update().filter(pk=thing.pk, partnership=by.partnership_id).first()
    if row is None or row.version != seen:
        raise ChangedMeanwhile(now={}, version=row.version if row else 0)
    if getattr(row, SINCE.get(kind, "archived_at")) is None:
        raise Refused(Why("Only what is archived can be deleted for good"))
    review = Review.unscoped.filter(pk__in=together.reviews).order_by("pk").first()
    return Gone(kind, row, review, delete_rows(together, partnership=by.partnership_id))


def _forget(gone: Sequence[Gone], *, reason: str, by: Member, at: datetime) -> None:
    """Take the words of what is gone out of the history, and say there of each that it went."""
    chain = str(by.partnership.key)
    hold_end(chain)
    said = _said_of([one.deleted for one in gone], chain)
    for one, numbers in zip(gone, said, strict=True):
        record_erasing(
            DELETED[one.kind],
            rewordings=[Rewording(number, None) for number in numbers],
            subject=one.row,
            by=by,
            at=at,
            review=one.review,
            reason=reason,
            **one.deleted.counts,
        )
    transaction.on_commit(keeping.forget)


def refuse_if_held_with(kind: str, thing: Any) -> Together:
    """All that goes with a thing. Raises `Refused` where a legal hold keeps any of it."""
    together = together_with(kind, thing.pk)
    refuse_if_held(thing.partnership_id, together.reviews, evidence=together.evidence)
    return together


def _said_of(deleted: Sequence[Deleted], chain: str) -> list[list[int]]:
    """For each of what goes, what the history says of it, and wherever else its words stand in it whole.

    One pass through the history, however much goes. What several said alike goes with the first of them.
    """
    about = {subject: place for place, one in reversed(list(enumerate(deleted))) for subject in one.subjects}
    looked_for = {text: place for place, one in reversed(list(enumerate(deleted))) for text in _looked_for(one)}
    found: list[list[int]] = [[] for _ in deleted]
    said = Particular.objects.filter(event__chain=chain).exclude(field__in=STAYS).order_by("pk")
    for number, text, subject in said.values_list("pk", "text", "event__subject").iterator(chunk_size=1000):
        place = about.get(subject)
        if place is None:
            place = next((mine for one, mine in looked_for.items() if one in text), None)
        if place is not None:
            found[place].append(number)
    return found


def _looked_for(deleted: Deleted) -> set[str]:
    """The texts that went, as they stand in the history: as they were, or inside JSON."""
    texts = [text for text in deleted.texts if len(text) >= LEAST]
    return {*texts, *(json.dumps(text, ensure_ascii=False)[1:-1] for text in texts)}
