"""Which member a lead is, and who holds a role, from which day to which."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Holding, Lead, Member
from system_review.partnerships.rules import Permission, why_not_hold
from system_review.rows.models import change, once
from system_review.texts import held_line

NOT_A_ROLE = Why("This lead is a person or an agency: only a role changes hands")


@transaction.atomic
def connect_lead(*, lead: Lead, member: Member | None, seen: int, by: Member, at: datetime) -> None:
    """Say which member a lead is; None takes that back. From then on the lead's actions are that member's own."""
    require(by, Permission.LEAD_CHANGE)
    _check_member(member, by)
    if member is not None and lead.is_role:
        raise Refused(Why("This lead is a role: say who holds it, and from which day"), field="member")
    before = lead.member
    change(lead, seen=seen, member=member)
    if member is not None:
        record("lead.connected", subject=lead, by=by, at=at, lead=str(lead), name=member.name)
    elif before is not None:
        record("lead.disconnected", subject=lead, by=by, at=at, lead=str(lead), name=before.name)


def name_holder(
    *,
    lead: Lead,
    name: str,
    member: Member | None,
    since: date | None,
    seen: int,
    key: str = "",
    by: Member,
    at: datetime,
) -> Holding:
    """Say who holds a role from a day on. Who held it until then keeps their name, with their days.

    `name` may be left out for a member. `seen` is the lead's version that the person saw.
    """
    require(by, Permission.LEAD_CHANGE)
    name = held_line(name, field="name") or (member.name if member else "")
    _check_member(member, by)

    @transaction.atomic
    def make() -> Holding:
        last = _last(lead)
        if not lead.is_role:
            raise Refused(NOT_A_ROLE, field="name")
        if wrong := why_not_hold(name, since, before=(last.until or last.since) if last else None):
            raise Refused(wrong[1], field=wrong[0])
        assert since is not None  # noqa: S101 - the rule has refused that
        change(lead, seen=seen)
        if last is not None and last.until is None:
            change(last, seen=last.version, until=since)
        made: Holding = Holding.unscoped.create(
            partnership_id=lead.partnership_id, lead=lead, name=name, member=member, since=since
        )
        record("lead.holder_named", subject=lead, by=by, at=at, lead=str(lead), name=name, on=_said(since))
        return made

    made: Holding = once(Holding, member_id=by.pk, key=key, make=make)
    return made


@transaction.atomic
def end_holding(*, lead: Lead, on: date | None, seen: int, by: Member, at: datetime) -> None:
    """Say that from a day on nobody is in post, until somebody is named."""
    require(by, Permission.LEAD_CHANGE)
    last = _last(lead)
    if last is None or last.until is not None:
        raise Refused(Why("Nobody is in post"))
    if on is None:
        raise Refused(Why("Enter the day from which nobody is in post"), field="on")
    if on < last.since:
        raise Refused(Why("Enter a day that is not before the last holder's days"), field="on")
    change(lead, seen=seen)
    change(last, seen=last.version, until=on)
    record("lead.holder_ended", subject=lead, by=by, at=at, lead=str(lead), name=last.name, on=_said(on))


def end_holdings_of(member: Member, *, on: date, by: Member, at: datetime) -> None:
    """Whoever leaves holds no role any more, inside the caller's transaction, which has asked."""
    for holding in Holding.unscoped.filter(member=member, until=None).select_related("lead__agency").order_by("pk"):
        lead: Any = holding.lead
        change(holding, seen=holding.version, until=max(on, holding.since))
        record("lead.holder_ended", subject=lead, by=by, at=at, lead=str(lead), name=holding.name, on=_said(on))


def _check_member(member: Member | None, by: Member) -> None:
    """Raise `Refused` for somebody who is no member of this partnership, or no longer."""
    if member is not None and (member.partnership_id != by.partnership_id or member.ended_at):
        raise Refused(Why("Choose a member of {partnership}", partnership=by.partnership), field="member")


def _last(lead: Lead) -> Holding | None:
    """Who holds the role, or held it last, locked."""
    found: Holding | None = (
        Holding.unscoped.select_for_update(of=("self",)).filter(lead=lead).order_by("-since", "-pk").first()
    )
    return found


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None
