"""Finding a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models.functions import Now

from system_review.people.limits import LONGEST
from system_review.people.models import Person, Session, SignInLink
from system_review.people.rules import EXAMPLE_ADDRESSES, kept_of, plain_address


def local_person() -> Person | None:
    """The one person of this laptop, once they have begun."""
    return Person.objects.filter(is_local=True).first()


def has_one_person_alone() -> bool:
    """Whether this is a laptop on which only its one person can sign in, by the link that its start printed."""
    others = Person.objects.filter(is_local=False).exclude(email__endswith=EXAMPLE_ADDRESSES)
    return bool(settings.SIGN_IN_TOKEN) and not others.exists()


def person_called(email: str) -> Person | None:
    """The person with this e-mail address."""
    return Person.objects.filter(email=plain_address(email)).first()


def person_of_link(token: str) -> Person | None:
    """Whom this one-time link would sign in; None if it is used, has ended or never was. Using it is a service."""
    found = SignInLink.objects.select_related("person").filter(
        kept=kept_of(token), used_at=None, ends_at__gt=Now(), person__is_active=True
    )
    return next((link.person for link in found), None)


def has_password(email: str) -> bool:
    """Whether the person with this address can sign in by a password."""
    person = person_called(email)
    return person is not None and person.has_usable_password()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser in which somebody is signed in."""

    public_id: str
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(person: Person, *, this: str, at: datetime) -> list[SignedIn]:
    """The browsers in which this person is signed in: first the one with the key `this`, then the newest."""
    rows = Session.objects.filter(person=person, began_at__gt=at - LONGEST).order_by("-seen_at")
    current = [
        SignedIn(
            public_id=row.public_id,
            device=str(row.get_decoded().get("device", "")),
            began_at=row.began_at,
            seen_at=row.seen_at,
            is_this=row.session_key == this,
        )
        for row in rows
        if row.get_decoded().get("_auth_user_hash") == person.get_session_auth_hash()
    ]
    return sorted(current, key=lambda one: not one.is_this)


def organisations_of(person: Any) -> list[dict[str, Any]]:
    """The organisations that can sign people in here: with which key and name, and whether this person's does."""
    connected = set(SocialAccount.objects.filter(user=person).values_list("provider", flat=True))
    return [
        {"provider_id": of["provider_id"], "name": of["name"], "is_connected": of["provider_id"] in connected}
        for of in settings.ORGANISATIONS
    ]
