"""Finding a person."""

from __future__ import annotations

from system_review.people.models import Person


def local_person() -> Person | None:
    """The one person of this laptop, once they have begun."""
    return Person.objects.filter(is_local=True).first()
