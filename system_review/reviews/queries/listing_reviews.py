"""The reviews of a person's partnerships, for the first page and a partnership's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.utils.translation import gettext

from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.queries import memberships
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.reviews.queries.agreed import AgreedLine, agreed_in_each
from system_review.reviews.queries.own_led import leads_something, where_something_is_led
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list: its title, day and framework in words, and its address."""

    title: str
    date: str
    framework: str
    url: str
    is_example: bool
    state: str  # how far it is
    seen: str  # who sees the draft


@dataclass(frozen=True, slots=True)
class PartnershipLines:
    """A partnership with its reviews, newest first."""

    name: str
    url: str
    reviews: tuple[ReviewLine, ...]
    agreed: tuple[AgreedLine, ...]
    own_url: str  # one's own actions; "" for who has none
    may_begin: bool
    nothing: str  # said where there is neither

    @property
    def own(self) -> tuple[ReviewLine, ...]:
        """The reviews without the example."""
        return tuple(review for review in self.reviews if not review.is_example)

    @property
    def is_only_example(self) -> bool:
        """Whether there is nothing here but the example, and one could begin."""
        return self.may_begin and bool(self.reviews) and not self.own and not self.agreed


def reviews_of(member: Member, *, archived: bool = False) -> tuple[ReviewLine, ...]:
    """The reviews of one partnership, newest first."""
    rows = _in_order(Review.objects.visible_to(member).filter(archived_at__isnull=not archived))
    return tuple(_line(row, member.partnership.slug) for row in rows)


def _in_order(rows: Any) -> Any:
    return rows.select_related("framework").defer("framework__content").order_by("-date", "-pk")


def _line(row: Review, slug: str) -> ReviewLine:
    return ReviewLine(
        title=shown(row.title),
        date=wording.day(row.date),
        framework=f"{row.framework.title} {row.framework.edition}",
        url=Addresses(slug).review(row.public_id),
        is_example=row.is_example,
        state=wording.state(row.stands),
        seen=wording.seen(row.audience),
    )


def own_actions_url(member: Member) -> str:
    """Where a member's own actions are listed; "" for who has none."""
    return Addresses(member.partnership.slug).own() if leads_something(member) else ""


def nothing_yet(member: Member) -> str:
    """What is said to this member where no review is listed."""
    if may(member, Permission.REVIEW_SEE_DRAFT):
        return gettext("There is no review here yet.")
    return gettext("You read what was agreed. Nothing is agreed yet; as soon as something is, it stands here.")


def everything_of(person: Any) -> list[PartnershipLines]:
    """Every partnership of a person with its reviews; those with the example alone come last.

    As many queries for fifty partnerships as for one.
    """
    members = memberships(person=person)
    reviews: dict[int, list[ReviewLine]] = {member.partnership_id: [] for member in members}
    slugs = {member.partnership_id: member.partnership.slug for member in members}
    if members:
        theirs = reduce(or_, (Review.objects.visible_to(member) for member in members))
        for row in _in_order(theirs.filter(archived_at=None)):
            reviews[row.partnership_id].append(_line(row, slugs[row.partnership_id]))
    agreed, led = agreed_in_each(members), where_something_is_led(members)
    lines = [
        PartnershipLines(
            name=shown(member.partnership.name),
            url=Addresses(member.partnership.slug).home(),
            reviews=tuple(reviews[member.partnership_id]),
            agreed=agreed.get(member.partnership_id, ()),
            own_url=Addresses(member.partnership.slug).own() if member.partnership_id in led else "",
            may_begin=may(member, Permission.REVIEW_BEGIN),
            nothing=nothing_yet(member),
        )
        for member in members
    ]
    return sorted(lines, key=lambda line: line.is_only_example)
