"""Agencies: as they are first named, added and renamed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Agency, FormerName, Member
from system_review.partnerships.rules import Permission, why_not_agency
from system_review.people.rules import plain_address, why_not_address
from system_review.rows.models import change
from system_review.texts import held, held_line


@transaction.atomic
def add_agency(*, name: str, by: Member, at: datetime) -> Agency:
    """The agency of this name, made if it is new. Whoever may write a finding or action may name one."""
    require(by, Permission.ACTION_WRITE)
    return _agency_called(name, by=by, at=at)


@transaction.atomic
def register_agency(*, name: str, by: Member, at: datetime) -> Agency:
    """The agency of this name, made if it is new, by whoever looks after the partnership's agencies."""
    require(by, Permission.AGENCY_CHANGE)
    return _agency_called(name, by=by, at=at)


def _agency_called(name: str, *, by: Member, at: datetime) -> Agency:
    name = held_line(name, field="agency")
    if why := why_not_agency(name):
        raise Refused(why, field="agency")
    agency, is_new = Agency.unscoped.get_or_create(partnership=by.partnership, name=name)  # also by two at once
    if is_new:
        record("agency.added", subject=agency, by=by, at=at, name=name)
    found: Agency = agency
    return found


@transaction.atomic
def rename_agency(*, agency: Agency, name: str, email: str | None = None, seen: int, by: Member, at: datetime) -> None:
    """Call an agency otherwise from now on. Findings and people keep the agency; what it was called stays known.

    `email` is where lists of what it is asked for go; "" for nowhere, None for where they went before.
    """
    require(by, Permission.AGENCY_CHANGE)
    mistakes = Mistakes()
    with mistakes:
        name = held_line(name, field="name")
        mistakes.add(why_not_agency(name) or _why_taken(name, agency), field="name")
    with mistakes:
        email = agency.email if email is None else plain_address(held(email, field="email"))
        mistakes.add(why_not_address(email) if email else None, field="email")
    mistakes.tell()
    before, address = agency.name, agency.email
    if (name, email) == (before, address):
        return
    change(agency, seen=seen, name=name, email=email)
    if name != before:
        FormerName.unscoped.create(partnership=by.partnership, agency=agency, name=before, until=at)
        record("agency.renamed", subject=agency, by=by, at=at, before=before, after=name)
    if email != address:  # which one it is, is nothing for a history that cannot forget
        record("agency.address_set" if email else "agency.address_removed", subject=agency, by=by, at=at, name=name)


def _why_taken(name: str, agency: Agency) -> Why | None:
    taken = Agency.objects.visible_to(agency).filter(name=name).exclude(pk=agency.pk).exists()
    return Why("There is an agency called {name} already", name=name) if taken else None
