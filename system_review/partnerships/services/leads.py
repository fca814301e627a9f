"""Leads as they are first named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused
from system_review.partnerships.access import require
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.rules import Permission, why_no_lead
from system_review.partnerships.services.agencies import add_agency
from system_review.texts import held_line


@transaction.atomic
def add_lead(*, name: str = "", role: str = "", agency: Agency | None = None, by: Member, at: datetime) -> Lead:
    """The lead with this name, role and agency, made if new. Raises `Refused` if all three are empty."""
    require(by, Permission.ACTION_WRITE)
    name, role = held_line(name, field="leads"), held_line(role, field="leads")
    if why := why_no_lead(name=name, role=role, agency=agency.name if agency else ""):
        raise Refused(why, field="leads")
    lead, is_new = Lead.unscoped.get_or_create(partnership=by.partnership, name=name, role=role, agency=agency)
    if is_new:
        record("lead.added", subject=lead, by=by, at=at, name=name, role=role, agency=agency.name if agency else None)
    found: Lead = lead
    return found


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
