"""A person begins: their partnership, if it is new, and its review, in one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from system_review.errors import Mistakes
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.models import Member
from system_review.partnerships.queries import memberships
from system_review.partnerships.services import begin_partnership, check_name
from system_review.people.models import Person
from system_review.reviews.models import Review
from system_review.reviews.services.reviews import Path, begin_review, checked_beginning


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

    mistakes = Mistakes()
    with mistakes:
        check_name(partnership)
    with mistakes:
        checked_beginning(title=title, date=date, framework=framework, scope=scope, about=about)
    mistakes.tell()

    @transaction.atomic
    def begun() -> tuple[Member, Review]:
        member = _membership(partnership, by, at)
        review = begin_review(
            title=title, date=date, framework=framework, scope=scope, about=about, key=key, by=member, at=at
        )
        return member, review

    try:
        return begun()
    except IntegrityError:  # the same was posted at the same moment, or somebody took the address: now it is there
        return begun()


def _membership(partnership: str, person: Person, at: datetime) -> Member:
    """The person's membership in their partnership of this name, which is made if they have none such."""
    name = " ".join(partnership.split())
    mine = {member.partnership.name: member for member in memberships(person=person)}
    if name not in mine:
        begin_partnership(name=name, first=person, at=at)
        mine = {member.partnership.name: member for member in memberships(person=person)}
    return mine[name]
