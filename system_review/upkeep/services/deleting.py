"""Deleting something archived for good: its rows, and its words in the history, in drafts and in documents."""

from __future__ import annotations

import json
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


@transaction.atomic
def delete_archived(*, kind: str, thing: Any, seen: int, reason: str, by: Member, at: datetime) -> None:
    """The same for whoever has asked already, and for the rules that erase what is over its time."""
    require(by, Permission.RECORD_DELETE)
    together = refuse_if_held_with(kind, thing)
    row = KINDS[kind].unscoped.select_for_update().filter(pk=thing.pk, partnership=by.partnership_id).first()
    if row is None or row.version != seen:
        raise ChangedMeanwhile(now={}, version=row.version if row else 0)
    if getattr(row, SINCE.get(kind, "archived_at")) is None:
        raise Refused(Why("Only what is archived can be deleted for good"))
    review = Review.unscoped.filter(pk__in=together.reviews).order_by("pk").first()
    deleted = delete_rows(together, partnership=by.partnership_id)
    chain = str(by.partnership.key)
    hold_end(chain)
    record_erasing(
        DELETED[kind],
        rewordings=[Rewording(number, None) for number in _said_of(deleted, chain)],
        subject=row,
        by=by,
        at=at,
        review=review,
        reason=reason,
        **deleted.counts,
    )
    transaction.on_commit(keeping.forget)


def refuse_if_held_with(kind: str, thing: Any) -> Together:
    """All that goes with a thing. Raises `Refused` where a legal hold keeps any of it."""
    together = together_with(kind, thing.pk)
    refuse_if_held(thing.partnership_id, together.reviews, evidence=together.evidence)
    return together


def _said_of(deleted: Deleted, chain: str) -> list[int]:
    """What the history says of the things that go, and wherever else their words stand in it whole."""
    said = Particular.objects.filter(event__chain=chain).exclude(field__in=STAYS)
    found = set(said.filter(event__subject__in=deleted.subjects).values_list("pk", flat=True))
    texts = [text for text in deleted.texts if len(text) >= LEAST]
    looked_for = {*texts, *(json.dumps(text, ensure_ascii=False)[1:-1] for text in texts)}
    for number, text in said.values_list("pk", "text").iterator(chunk_size=1000):
        if any(one in text for one in looked_for):
            found.add(number)
    return sorted(found)
