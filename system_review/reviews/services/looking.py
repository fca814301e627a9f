"""Looking at the example as one of its roles: an invented member for each, made when it is first asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count

from system_review.audit.services import record
from system_review.partnerships.access import require
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.queries import command_line_in, member_called
from system_review.partnerships.rules import Permission, Role
from system_review.partnerships.services import connect_lead
from system_review.partnerships.services.members import Part, add_member
from system_review.people.rules import EXAMPLE_ADDRESSES
from system_review.reviews.models import ActionLead

NAMES = {
    Role.ADMINISTRATOR: "Ada Example",
    Role.REVIEW_LEAD: "Lena Example",
    Role.CONTRIBUTOR: "Remy Example",
    Role.ACTION_LEAD: "Abel Example",
    Role.APPROVER: "Paula Example",
    Role.SCRUTINEER: "Quentin Example",
    Role.READER: "Rita Example",
    Role.GUEST: "Gus Example",
}
GUEST_READS = timedelta(days=30)


@transaction.atomic
def look_as(*, role: Role, by: Member, at: datetime) -> Member:
    """The invented member with this role alone, for the laptop's own person to look round as."""
    require(by, Permission.MEMBER_CHANGE)
    member = invented_member(role=role, by=command_line_in(by.partnership), at=at)
    record("member.looked_as", subject=member, by=by, at=at, name=member.name)
    return member


def invented_member(*, role: Role, by: Member, at: datetime) -> Member:
    """The example's invented member with this role alone, made where there is none now."""
    require(by, Permission.MEMBER_CHANGE)
    address = role.value.replace("_", "-") + EXAMPLE_ADDRESSES
    return member_called(address, partnership=by.partnership) or _made(role, address, by=by, at=at)


def _made(role: Role, address: str, *, by: Member, at: datetime) -> Member:
    part = Part(
        roles={role},
        agencies=_an_agency(by) if role == Role.CONTRIBUTOR else (),
        until=at + GUEST_READS if role == Role.GUEST else None,
    )
    member = add_member(email=address, name=NAMES[role], part=part, by=by, at=at)
    if role == Role.ACTION_LEAD:
        _lead_something(member, by, at)
    return member


def _an_agency(by: Member) -> list[Agency]:
    """The agency that leads most, so that there is something to see."""
    found = _most(Lead.objects.visible_to(by).exclude(agency=None), "agency")
    return list(Agency.objects.visible_to(by).filter(pk=found))


def _lead_something(member: Member, by: Member, at: datetime) -> None:
    """Let the invented lead be the person who leads most of the example and is no member yet."""
    found = _most(ActionLead.objects.visible_to(by).filter(lead__member=None).exclude(lead__name=""), "lead")
    for lead in Lead.objects.visible_to(by).filter(pk=found):
        connect_lead(lead=lead, member=member, seen=lead.version, by=by, at=at)


def _most(rows: Any, what: str) -> int | None:
    """The number of the one that stands in most of the rows; None where there are none."""
    found = rows.order_by().values(what).annotate(n=Count("pk")).order_by("-n", what).first()
    return found[what] if found else None
