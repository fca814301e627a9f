"""Finding a person."""

from __future__ import annotations

from django.conf import settings

from system_review.people.models import Person


def local_person() -> Person | None:
    """The one person of this laptop, once they have begun."""
    return Person.objects.filter(is_local=True).first()


def has_one_person_alone() -> bool:
    """Whether this is a laptop on which only its one person can sign in, by the link that its start printed."""
    return bool(settings.SIGN_IN_TOKEN) and not Person.objects.filter(is_local=False).exists()
