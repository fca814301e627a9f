"""Beginning a partnership; agencies and leads as they are first named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused
from system_review.partnerships.access import require
from system_review.partnerships.models import Agency, Lead, Member, Partnership
from system_review.partnerships.rules import Permission, Role, free_slug, slug_of, why_no_lead, why_not_name
from system_review.people.models import Person
from system_review.texts import held_line


def check_name(name: str) -> str:
    """The name of a partnership as it will be kept. Raises `Refused`."""
    name = held_line(name, field="partnership")
    if why := why_not_name(name):
        raise Refused(why, field="partnership")
    return name


@transaction.atomic
def begin_partnership(*, name: str, first: Person | None, at: datetime) -> Partnership:
    """Make a partnership with its command line, and its first person as administrator and review lead."""
    name = check_name(name)
    taken = Partnership.objects.filter(slug__startswith=slug_of(name)[:20]).values_list("slug", flat=True)
    partnership = Partnership.objects.create(name=name, slug=free_slug(name, taken))
    system = Member.unscoped.create(partnership=partnership, roles=[Role.COMMAND_LINE])
    member = add_first_member(partnership=partnership, person=first) if first else system
    record("partnership.begun", subject=partnership, by=member, at=at, name=name)
    return partnership


def add_first_member(*, partnership: Partnership, person: Person) -> Member:
    """The person who begins a partnership administers it and leads its reviews."""
    return Member.unscoped.create(partnership=partnership, person=person, roles=[Role.ADMINISTRATOR, Role.REVIEW_LEAD])


@transaction.atomic
def add_agency(*, name: str, by: Member, at: datetime) -> Agency:
    """The agency of this name, made if it is new. Whoever may write a finding or action may name one."""
    require(by, Permission.ACTION_WRITE)
    name = held_line(name, field="agency")
    agency = Agency.objects.visible_to(by).filter(name=name).first()
    if agency is None:
        agency = Agency.unscoped.create(partnership=by.partnership, name=name)
        record("agency.added", subject=agency, by=by, at=at, name=name)
    return agency


@transaction.atomic
def add_lead(*, name: str = "", role: str = "", agency: Agency | None = None, by: Member, at: datetime) -> Lead:
    """The lead with this name, role and agency, made if new. Raises `Refused` if all three are empty."""
    require(by, Permission.ACTION_WRITE)
    name, role = held_line(name, field="leads"), held_line(role, field="leads")
    if why := why_no_lead(name=name, role=role, agency=agency.name if agency else ""):
        raise Refused(why, field="leads")
    lead = Lead.objects.visible_to(by).filter(name=name, role=role, agency=agency).first()
    if lead is None:
        lead = Lead.unscoped.create(partnership=by.partnership, name=name, role=role, agency=agency)
        record("lead.added", subject=lead, by=by, at=at, name=name, role=role, agency=agency.name if agency else None)
    return lead


class LeadName(NamedTuple):
    """A lead as a person names one: a name, a role, an agency; any of them may be empty, not all."""

    name: str = ""
    role: str = ""
    agency: str = ""


@transaction.atomic
def leads_named(names: Sequence[LeadName], *, by: Member, at: datetime) -> list[Lead]:
    """The leads with these names, in order and each once, made where they are new.

    A name alone that exactly one lead of the partnership has means that lead, with its role and agency.
    """
    found = []
    for name in names:
        known = (
            Lead.objects.visible_to(by).filter(name=held_line(name.name)) if name.name.strip() else Lead.unscoped.none()
        )
        if not (name.role.strip() or name.agency.strip()) and len(known) == 1:
            found.append(known[0])
        else:
            agency = add_agency(name=name.agency, by=by, at=at) if name.agency.strip() else None
            found.append(add_lead(name=name.name, role=name.role, agency=agency, by=by, at=at))
    return list(dict.fromkeys(found))
