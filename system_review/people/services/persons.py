"""Making people: the one of a laptop, and those who are added by their address. Naming them; their first password."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from system_review.audit.services import HasActor, record
from system_review.errors import Refused, Why
from system_review.people.models import Person
from system_review.people.rules import plain_address, why_not_address
from system_review.texts import held, held_line

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


@transaction.atomic
def person_at(*, email: str, name: str, by: HasActor, at: datetime) -> Person:
    """The person with this e-mail address, made if new. People name themselves: who is there keeps their name."""
    email = held(email, field="email")
    if why := why_not_address(email):
        raise Refused(why, field="email")
    person = Person.objects.filter(email=plain_address(email)).first()
    if person is None:
        name = held_line(name, field="name")
        if not name:
            raise Refused(Why("Enter the person's name"), field="name")
        person = Person.objects.create_user(plain_address(email), name)
        record("person.added", subject=person, by=by, at=at, name=name)
    return person


@transaction.atomic
def set_first_password(*, person: Person, password: str, by: HasActor, at: datetime) -> None:
    """Give a person who has no password their first. One that they have can only be changed by themselves."""
    if person.has_usable_password():
        if not person.check_password(password):
            raise Refused(Why("{name} has a password already, which only they can change", name=person.name))
        return
    try:
        validate_password(held(password, field="password"), person)
    except ValidationError as problem:
        raise Refused(Why("{reason}", reason=" ".join(problem.messages)), field="password") from problem
    person.set_password(password)
    person.save(update_fields=["password"])
    record("person.password_set", subject=person, by=by, at=at)
