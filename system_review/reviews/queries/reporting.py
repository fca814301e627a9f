"""Who may say how an action stands, beside who may change it: its lead, and the representatives of a lead's agency."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from system_review.errors import NotAllowed, Why
from system_review.partnerships.access import may, voice_of
from system_review.partnerships.models import Member, leads_of_member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, ActionLead, Review


def may_report(action: Action, member: Member) -> bool:
    """Whether this member may say how this action stands. Who writes actions may of those that are theirs to change."""
    if Action.led.visible_to(member).filter(pk=action.pk).exists():
        return True
    if not may(member, Permission.ACTION_WRITE):
        return False
    voice = voice_of(member)
    if voice.owns(written_by=action.written_by_id, on_behalf_of=action.on_behalf_of_id):
        return True
    links = ActionLead.objects.visible_to(member).filter(action=action, lead__agency__in=voice.agencies)
    return bool(links.exists())


def require_reporting(action: Action, member: Member) -> None:
    """Raise `NotAllowed` unless this member may say how this action stands."""
    if not may_report(action, member):
        raise NotAllowed(Why("Only who leads this action can report on it. Ask a review lead."))


def led_here(review: Review, *, visible_to: Member) -> frozenset[int]:
    """The numbers of a review's actions that this member leads, or that an agency of theirs leads; in one query."""
    own = Member.agencies.through.objects.filter(member=visible_to.pk).values("agency")
    mine = Q(lead__in=leads_of_member(visible_to)) | Q(lead__agency__in=own)
    links: Any = ActionLead.objects.visible_to(visible_to).filter(mine, action=OuterRef("pk"))
    rows = Action.objects.visible_to(visible_to).filter(Exists(links), review=review)
    return frozenset(rows.values_list("pk", flat=True))
