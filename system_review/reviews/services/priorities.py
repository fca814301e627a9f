"""Marking findings and actions as priority: what the board should look at first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import acting_for, require, require_own
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, Finding
from system_review.reviews.rules.words import Priority
from system_review.reviews.services.locking import lock_review
from system_review.rows.models import change


@transaction.atomic
def mark_finding(*, finding: Finding, marked: bool, by: Member, at: datetime) -> None:
    """Mark a finding as priority, or no longer. Said twice it is done once: a second click changes nothing."""
    require(by, Permission.FINDING_WRITE)
    _mark(finding, "is_priority", marked, by, at)


@transaction.atomic
def mark_action(*, action: Action, marked: bool, by: Member, at: datetime) -> None:
    """Mark an action as priority, which is a high one; no longer marked it is a normal one. Twice is once, as above."""
    require(by, Permission.ACTION_WRITE)
    _mark(action, "priority", Priority.HIGH if marked else Priority.NORMAL, by, at)


def _mark(thing: Finding | Action, column: str, value: Any, by: Member, at: datetime) -> None:
    """Set the column that says how much something matters, under the review's lock, unless it says so already."""
    require_own(by, thing)
    lock_review(thing.review_id)
    now = type(thing).unscoped.select_related("review").get(pk=thing.pk)
    if now.archived_at:
        kind = "finding" if isinstance(now, Finding) else "action"
        raise Refused(_ARCHIVED[kind])
    marked = value in (True, Priority.HIGH)
    if (getattr(now, column) in (True, Priority.HIGH)) == marked:
        return
    change(now, seen=now.version, changed_at=at, **{column: value})
    what = "priority_set" if marked else "priority_lifted"
    kind = f"{type(now).__name__.lower()}.{what}"
    record(kind, subject=now, by=by, at=at, review=now.review, on_behalf_of=acting_for(by, now))


_ARCHIVED = {
    "finding": Why("This finding is archived: bring it back first"),
    "action": Why("This action is archived: bring it back first"),
}
