"""The reviews of a person's partnerships, for the first page and a partnership's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from system_review.partnerships.models import Member
from system_review.partnerships.queries import memberships
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list: its title, day and framework in words, and its address."""

    title: str
    date: str
    framework: str
    url: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class PartnershipLines:
    """A partnership with its reviews, newest first."""

    name: str
    url: str
    reviews: tuple[ReviewLine, ...]


def reviews_of(member: Member, *, archived: bool = False) -> tuple[ReviewLine, ...]:
    """The reviews of one partnership, newest first."""
    to = Addresses(member.partnership.slug)
    rows = (
        Review.objects.visible_to(member)
        .filter(archived_at__isnull=not archived)
        .select_related("framework")
        .defer("framework__content")
        .order_by("-date", "-pk")
    )
    return tuple(
        ReviewLine(
            title=shown(row.title),
            date=wording.day(row.date),
            framework=f"{row.framework.title} {row.framework.edition}",
            url=to.review(row.public_id),
            is_example=row.is_example,
        )
        for row in rows
    )


def everything_of(person: Any) -> list[PartnershipLines]:
    """Every partnership of a person with its reviews; those with the example alone come last."""
    lines = [
        PartnershipLines(shown(member.partnership.name), Addresses(member.partnership.slug).home(), reviews_of(member))
        for member in memberships(person=person)
    ]
    return sorted(lines, key=lambda line: all(review.is_example for review in line.reviews))
