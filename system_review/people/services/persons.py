"""Making the one person of a laptop, and naming them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.people.models import Person
from system_review.texts import held_line

LOCAL_ADDRESS = "you@localhost.localdomain"  # never mailed to; the laptop has no mail


@transaction.atomic
def local_person(*, name: str, at: datetime) -> Person:
    """The laptop's person, made at the first start. Calling it again changes nothing."""
    person = Person.objects.filter(is_local=True).first()
    if person is None:
        person = Person.objects.create_user(LOCAL_ADDRESS, held_line(name) or "Review lead", is_local=True)
        record("person.added", subject=person, by=person, at=at, name=person.name)
    return person


@transaction.atomic
def rename_person(*, person: Person, name: str, by: Person, at: datetime) -> None:
    """Change what a person is called from now on; what they did keeps the old name. People name themselves."""
    if by.pk != person.pk:
        raise Refused(Why("Only {name} can change this name", name=person.name))
    name = held_line(name, field="name")
    if not name:
        raise Refused(Why("Enter your name"), field="name")
    if name != person.name:
        before, person.name = person.name, name
        person.save(update_fields=["name"])
        record("person.renamed", subject=person, by=person, at=at, before=before, after=name)
