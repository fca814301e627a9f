"""One-time sign-in links: made for a person, used once, dead after a quarter of an hour."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from system_review.audit.services import HasActor, record
from system_review.errors import Refused, Why
from system_review.people.models import Person, SignInLink
from system_review.people.rules import LINK_LASTS, kept_of, new_token

NO_LINK = Why("This link has been used or has ended. Ask for a new one.")


@transaction.atomic
def make_sign_in_link(*, person: Person, by: HasActor, at: datetime) -> str:
    """The token of a new link for this person, told only now; links made for them before stop working."""
    if not person.is_active:
        raise Refused(Why("{name} can no longer sign in here", name=person.name))
    SignInLink.objects.filter(person=person).delete()
    token = new_token()
    SignInLink.objects.create(person=person, kept=kept_of(token), ends_at=Now() + LINK_LASTS)
    record("sign_in_link.made", subject=person, by=by, at=at)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str, at: datetime) -> Person:
    """The person whom the link signs in; it works never again. One statement decides, so that it is used once."""
    link = SignInLink.objects.select_related("person").filter(kept=kept_of(token)).first()
    if link is None or not link.person.is_active:
        raise Refused(NO_LINK)
    if not SignInLink.objects.filter(pk=link.pk, used_at=None, ends_at__gt=Now()).update(used_at=at):
        raise Refused(NO_LINK)
    record("sign_in_link.used", subject=link.person, by=link.person, at=at)
    return link.person
