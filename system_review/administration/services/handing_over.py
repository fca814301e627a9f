"""Letting somebody go: their open actions get another lead in the same step, and what is done keeps their name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import end_membership
from system_review.reviews.models import Action, ActionLead
from system_review.reviews.rules.words import CLOSED
from system_review.reviews.services.undo import set_leads
from system_review.rows.models import change, touch


def open_actions_of(member: Member) -> list[Action]:
    """The open actions that this person leads or shares, of every review, also for whoever may not read drafts."""
    led = ActionLead.unscoped.filter(lead__member=member).values("action_id")
    actions = Action.unscoped.filter(pk__in=led, archived_at=None, review__archived_at=None)
    return list(actions.exclude(status__in=CLOSED).select_related("review").order_by("pk"))


@transaction.atomic
def lead_who_is(member: Member, *, by: Member, at: datetime) -> Lead:
    """The lead that is connected with this member; named anew, or connected, where there is none."""
    require(by, Permission.MEMBER_CHANGE)
    leads = Lead.objects.visible_to(by).select_related("agency").order_by("pk")
    found: Lead | None = leads.filter(member=member).first()
    if found is None:
        found = leads.filter(name=member.name, role="", agency=None, member=None).first()
        if found is None:
            found = Lead.unscoped.create(partnership=by.partnership, name=member.name)
            record("lead.added", subject=found, by=by, at=at, name=member.name)
        change(found, seen=found.version, member=member)
        record("lead.connected", subject=found, by=by, at=at, lead=str(found), name=member.name)
    return found


@transaction.atomic
def let_go(*, member: Member, to: Lead | None, seen: str, by: Member, at: datetime) -> int:
    """End a membership. With `to`, that lead takes over every open action; how many. All of it, or nothing."""
    require(by, Permission.MEMBER_CHANGE)
    if to is not None and to.member_id == member.pk:
        raise Refused(Why("Choose somebody else: this lead is the person who leaves"), field="to")
    actions = open_actions_of(member) if to is not None else []
    for action in actions:
        assert to is not None  # noqa: S101 - there are none without
        _hand_over(action, member, to, by=by, at=at)
    end_membership(member=member, seen=seen, by=by, at=at)
    return len(actions)


def _hand_over(action: Action, member: Member, to: Lead, *, by: Member, at: datetime) -> None:
    """Put `to` where the person's leads stand, in the same place and once."""
    links = list(ActionLead.unscoped.filter(action=action).select_related("lead").order_by("position", "pk"))
    before = [link.lead for link in links if link.lead.member_id == member.pk]
    set_leads(action, [to.pk if link.lead.member_id == member.pk else link.lead_id for link in links])
    touch(action)
    record(
        "action.handed_over",
        subject=action,
        by=by,
        at=at,
        review=action.review,
        before="; ".join(str(lead) for lead in before),
        after=str(to),
    )
