"""Beginning a partnership; calling it otherwise; what it asks of those who sign in to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require, require_beginning
from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.rules import Permission, Role, free_slug, slug_of, why_not_name
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
    """Make a partnership with its command line, and its first person as administrator and review lead.

    Raises `NotAllowed` where that person may not begin one.
    """
    if first is not None:
        require_beginning(first)
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
def rename_partnership(*, partnership: Partnership, name: str, seen: str, by: Member, at: datetime) -> None:
    """Call the partnership otherwise. `seen` is the name that the person saw; its part of the address never changes."""
    require(by, Permission.PARTNERSHIP_CHANGE)
    name = held_line(name, field="name")
    if why := why_not_name(name):
        raise Refused(why, field="name")
    if name == seen:
        return
    if not Partnership.objects.filter(pk=by.partnership_id, name=seen).update(name=name):
        raise Refused(Why("Somebody else has renamed the partnership meanwhile: look at its name again"), field="name")
    record("partnership.renamed", subject=partnership, by=by, at=at, before=seen, after=name)


@transaction.atomic
def ask_second_step(*, partnership: Partnership, asks: bool, by: Member, at: datetime) -> None:
    """Ask everybody for a second step before they see anything of the partnership, or no longer."""
    require(by, Permission.PARTNERSHIP_CHANGE)
    changed = Partnership.objects.filter(pk=by.partnership_id, asks_second_step=not asks).update(asks_second_step=asks)
    if changed:
        kind = "partnership.second_step_asked" if asks else "partnership.second_step_not_asked"
        record(kind, subject=partnership, by=by, at=at)
