"""Marking findings and actions as priority: what the board should look at first."""

from __future__ import annotations

from datetime import datetime

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
    require_own(by, finding)
    lock_review(finding.review_id)
    finding = Finding.unscoped.select_related("review").get(pk=finding.pk)
    if finding.archived_at:
        raise Refused(Why("This finding is archived: bring it back first"))
    if finding.is_priority == marked:
        return
    change(finding, seen=finding.version, is_priority=marked, changed_at=at)
    kind = "finding.priority_set" if marked else "finding.priority_lifted"
    record(kind, subject=finding, by=by, at=at, review=finding.review, on_behalf_of=acting_for(by, finding))


@transaction.atomic
def mark_action(*, action: Action, marked: bool, by: Member, at: datetime) -> None:
    """Mark an action as priority, which is a high one; no longer marked it is a normal one."""
    require(by, Permission.ACTION_WRITE)
    require_own(by, action)
    lock_review(action.review_id)
    action = Action.unscoped.select_related("review").get(pk=action.pk)
    if action.archived_at:
        raise Refused(Why("This action is archived: bring it back first"))
    if (action.priority == Priority.HIGH) == marked:
        return
    change(action, seen=action.version, priority=Priority.HIGH if marked else Priority.NORMAL, changed_at=at)
    kind = "action.priority_set" if marked else "action.priority_lifted"
    record(kind, subject=action, by=by, at=at, review=action.review, on_behalf_of=acting_for(by, action))
