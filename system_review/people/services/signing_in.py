"""What becomes of signing in: what the trail says of it, new passwords, letters that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.crypto import salted_hmac

from system_review.audit.rules import Actor
from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.people import letters
from system_review.people.limits import RESET, RESET_FROM
from system_review.people.models import Person
from system_review.people.services.sessions import end_everything
from system_review.people.services.tries import count_try
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class Address:
    """An address that somebody typed: in the trail it is a mark, from which nobody gets the address back."""

    email: str

    @property
    def public_id(self) -> str:
        """The mark. The same address has the same one, so that many tries show as such."""
        return salted_hmac("system_review.people.address", self.email, algorithm="sha256").hexdigest()[:22]


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whoever is not signed in."""

    def as_actor(self) -> Actor:
        """How the trail names them."""
        return Actor(kind="system", key="", name="somebody", chain="installation")


@transaction.atomic
def note_signed_in(person: Person, *, how: str, device: str, at: datetime) -> None:
    """The person has signed in."""
    record("person.signed_in", subject=person, by=person, at=at, how=how or None, device=device or None)


@transaction.atomic
def note_signed_out(person: Person, *, at: datetime) -> None:
    """The person has signed out."""
    record("person.signed_out", subject=person, by=person, at=at)


@transaction.atomic
def note_refused(*, email: str, how: str, at: datetime) -> None:
    """Somebody could not sign in. As much work for an address that nobody has as for one that somebody has."""
    person = Person.objects.filter(email=email).first()
    record("person.refused", subject=person or Address(email), by=Somebody(), at=at, how=how)


@transaction.atomic
def note_factor(person: Person, what: str, *, kind: str, at: datetime) -> None:
    """A way of signing in was added, removed or made anew; `what` is the verb. Every session of the person ends."""
    end_everything(person)
    record(f"factor.{what}", subject=person, by=person, at=at, kind=kind)


@transaction.atomic
def set_password(*, person: Person, password: str, at: datetime) -> None:
    """Set a password that was checked. Every session of the person ends; whoever is just here goes on."""
    person.set_password(password)
    person.save(update_fields=["password"])
    end_everything(person)
    record("person.password_changed", subject=person, by=person, at=at)


@transaction.atomic
def ask_for_new_password(*, email: str, place: str, at: datetime) -> None:
    """Have a letter sent, if somebody who may sign in has this address: the worker sees to that, for all alike."""
    from system_review.people import jobs

    email = email.strip().lower()
    count_try(RESET_FROM, place, at=at)
    count_try(RESET, email, at=at)
    person = Person.objects.filter(email=email).first()
    letters.put(jobs.post_new_password, person.pk if person else 0, at=at)


def new_password_letter(number: int) -> letters.Writing | None:
    """The letter to the person with this number, if there is one who may sign in."""
    person = Person.objects.filter(pk=number, is_active=True, is_local=False).first()
    if person is None:
        return None
    key = default_token_generator.make_token(person)
    return letters.reset(to=person.email, name=shown(person.name), uid=user_pk_to_url_str(person), key=key)


@transaction.atomic
def use_new_password_link(*, person: Person, key: str, password: str, at: datetime) -> bool:
    """Set the new password if the link still holds. The person is locked meanwhile, so that one of two wins."""
    locked = Person.objects.select_for_update().filter(pk=person.pk, is_active=True).first()
    if locked is None or not default_token_generator.check_token(locked, key):
        return False
    set_password(person=locked, password=password, at=at)
    ask_to_tell_of_change(locked, at=at)
    return True


@transaction.atomic
def ask_to_tell_of_change(person: Person, *, at: datetime) -> None:
    """Have the person told by letter that their way of signing in changed."""
    from system_review.people import jobs

    letters.put(jobs.post_change, person.pk, at=at)


def letter_of_change(number: int) -> letters.Writing | None:
    """That letter to the person with this number."""
    person = Person.objects.filter(pk=number, is_local=False).first()
    return letters.changed_way(to=person.email, name=shown(person.name)) if person else None


@transaction.atomic
def connect_organisation(*, person: Person, organisation: str, identity: str, at: datetime) -> None:
    """From now on this identity of the organisation signs the person in. Raises `Refused` if it is somebody else's."""
    found, is_new = SocialAccount.objects.get_or_create(
        provider=organisation, uid=identity, defaults={"user": person, "extra_data": {}}
    )
    if found.user_id != person.pk:
        raise Refused(Why("Somebody else signs in with this identity"))
    if is_new:
        record("factor.added", subject=person, by=person, at=at, kind="organisation", organisation=organisation)


@transaction.atomic
def disconnect_organisation(*, person: Person, organisation: str, at: datetime) -> None:
    """From now on the organisation does not sign the person in any more. Every session of theirs ends."""
    if SocialAccount.objects.filter(user=person, provider=organisation).delete()[0]:
        end_everything(person)
        record("factor.removed", subject=person, by=person, at=at, kind="organisation", organisation=organisation)
