"""Erasing what is over its time: each rule of the table, in each partnership, as far as no legal hold keeps it.

Each rule erases in a transaction of its own for every partnership, and leaves one event that says how much went. It is
safe to run twice, and by several at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from system_review.audit.models import Particular
from system_review.audit.services import Rewording, record, record_erasing
from system_review.documents.services import erasing as documents
from system_review.drafts.models import Draft
from system_review.errors import Refused
from system_review.files.services import erasing as files
from system_review.partnerships.models import Invitation, Partnership
from system_review.partnerships.queries import command_line_in
from system_review.reviews.models import Review
from system_review.reviews.services.holds import attachment_is_held, held_now
from system_review.upkeep.queries.archived import KINDS, SINCE
from system_review.upkeep.queries.keeping import lengths
from system_review.upkeep.rules.keeping import ARCHIVED, DRAFTS, INVITATIONS, READS
from system_review.upkeep.services.deleting import delete_over, refuse_if_held_with

Rule = Callable[[Partnership, datetime, datetime, bool], int]
OVER = "Its time was over"
GUESTS_READ = ("version.read", "attachment.downloaded")  # kinds of event that only guests leave


def apply_retention(*, at: datetime, is_dry: bool = False) -> dict[str, int]:
    """Erase everything whose time is over; how much of each kind. With `is_dry`, only count what would go."""
    counts = dict.fromkeys(("documents", "attachments", *_RULES), 0)
    counts["documents"] = documents.due(at).count() if is_dry else documents.erase_old(at)
    counts["attachments"] = _attachments_due(at) if is_dry else files.erase_removed(at, is_held=attachment_is_held)
    for partnership in Partnership.objects.order_by("pk"):
        for line, length in lengths(partnership):
            if length and (rule := _RULES.get(line.key)):
                with transaction.atomic():
                    counts[line.key] += rule(partnership, length.before(at), at, is_dry)
    return counts


@transaction.atomic
def _attachments_due(at: datetime) -> int:
    return sum(not attachment_is_held(number) for number in files.due(at).values_list("pk", flat=True))


def _anything_held(partnership: Partnership) -> bool:
    """Whether the partnership or any of its reviews is under a hold: for what cannot be told apart by review."""
    # because the partnership is named
    return held_now(partnership.pk, Review.unscoped.filter(partnership=partnership).values_list("pk", flat=True))


def _invitations(partnership: Partnership, before: datetime, at: datetime, is_dry: bool) -> int:
    """Invitations that nobody accepted: their rows, and the name and address in the history."""
    if held_now(partnership.pk):
        return 0
    # because the partnership is named
    old = Invitation.unscoped.filter(partnership=partnership, used_at=None, made_at__lt=before)
    names = [f"invitation:{one}" for one in old.values_list("public_id", flat=True)]
    if is_dry or not names:
        return len(names)
    old.delete()
    said = Particular.objects.filter(event__chain=partnership.public_id, event__subject__in=names)
    _take_out("invitations.erased", said.exclude(field__in=("by", "on_behalf_of")), partnership, at, len(names))
    return len(names)


def _drafts(partnership: Partnership, before: datetime, at: datetime, is_dry: bool) -> int:
    """What was begun and never saved. Whose review it is about cannot be told, so any hold keeps all of it."""
    if _anything_held(partnership):
        return 0
    # because the partnership is named
    old = Draft.unscoped.filter(partnership=partnership, seen_at__lt=before)
    count: int = old.filter(ended_at=None).count()
    if not is_dry:
        old.delete()
        if count:
            by = command_line_in(partnership)
            record("drafts.erased", subject=partnership, by=by, at=at, count=count)
    return count


def _reads(partnership: Partnership, before: datetime, at: datetime, is_dry: bool) -> int:
    """Who read: the name goes, that somebody read stays."""
    if _anything_held(partnership):
        return 0
    said = Particular.objects.filter(
        event__chain=partnership.public_id, event__kind__in=GUESTS_READ, event__at__lt=before, field="by"
    )
    count = said.count()
    if count and not is_dry:
        _take_out("reads.erased", said, partnership, at, count)
    return count


def _archived(partnership: Partnership, before: datetime, at: datetime, is_dry: bool) -> int:
    """What was archived or withdrawn, each with all that hangs on it."""
    if not is_dry:
        things = _over(partnership, before)
        return delete_over(things=things, reason=OVER, by=command_line_in(partnership), at=at)
    return sum(map(_is_free, _over(partnership, before)))


def _over(partnership: Partnership, before: datetime) -> Iterator[tuple[str, Any]]:
    """Everything that was archived or withdrawn so long ago, each with its kind."""
    for kind in ("attachment", "comment", "action", "finding", "evidence"):
        since = {f"{SINCE.get(kind, 'archived_at')}__lt": before}
        # because the partnership is named
        yield from ((kind, one) for one in KINDS[kind].unscoped.filter(partnership=partnership, **since).order_by("pk"))


def _is_free(thing: tuple[str, Any]) -> bool:
    """Whether no legal hold keeps it."""
    try:
        refuse_if_held_with(*thing)
    except Refused:
        return False
    return True


def _take_out(kind: str, said: object, partnership: Partnership, at: datetime, count: int) -> None:
    """Take these particulars out of the history, with one event that says so."""
    gone = [Rewording(number, None) for number in said.values_list("pk", flat=True)]  # type: ignore[attr-defined]
    by = command_line_in(partnership)
    record_erasing(kind, rewordings=gone, subject=partnership, by=by, at=at, count=count)


_RULES: dict[str, Rule] = {INVITATIONS: _invitations, DRAFTS: _drafts, READS: _reads, ARCHIVED: _archived}
