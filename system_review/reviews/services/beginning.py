"""A person begins: their partnership, if it is new, and its review, in one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.models import Member
from system_review.partnerships.queries import memberships
from system_review.partnerships.services import begin_partnership
from system_review.people.models import Person
from system_review.reviews.models import Review
from system_review.reviews.services.reviews import Path, begin_review


@transaction.atomic
def begin_own_review(
    *,
    partnership: str,
    title: str,
    date: date,
    framework: FrameworkSnapshot,
    scope: Collection[Path] | None,
    about: Mapping[str, str],
    key: str,
    by: Person,
    at: datetime,
) -> tuple[Member, Review]:
    """Begin a review in the person's partnership of this name, made if they have none such.

    Gives the membership it was begun with, and the review. Posted twice with one key, it is one review.
    """
    name = " ".join(partnership.split())
    member = next((m for m in memberships(person=by) if m.partnership.name == name), None)
    if member is None:
        begin_partnership(name=name, first=by, at=at)
        member = next(m for m in memberships(person=by) if m.partnership.name == name)
    review = begin_review(
        title=title, date=date, framework=framework, scope=scope, about=about, key=key, by=member, at=at
    )
    return member, review
