"""How long a partnership keeps things, and what is under a legal hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from system_review.errors import NotThere, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.upkeep.models import Keeping
from system_review.upkeep.rules.keeping import TABLE, Length, Line, length_of


@dataclass(frozen=True, slots=True)
class Held:
    """What can be put under a legal hold: the partnership (no review) or a review; why and since when it is."""

    on: Any
    review: str
    title: str
    reason: str
    since: datetime | None


def keeping_of(partnership: Partnership) -> Keeping:
    """What the partnership has chosen; one that is not saved, with nothing chosen, where it has not."""
    # because the house's own work asks as well; the partnership is named
    found: Keeping | None = Keeping.unscoped.filter(partnership=partnership).first()
    return found or Keeping(partnership=partnership)


def lengths(partnership: Partnership | None) -> list[tuple[Line, Length | None]]:
    """The table with the lengths that hold in a partnership; outside any, those without a choice."""
    chosen = keeping_of(partnership).chosen if partnership else {}
    return [(line, length_of(line, chosen)) for line in TABLE]


def holdable(member: Member) -> list[Held]:
    """Everything that this member may put under a hold, the partnership first; of reviews the titles, and no more."""
    require(member, Permission.RETENTION_SET)
    partnership = member.partnership
    whole = Held(partnership, "", partnership.name, partnership.hold, partnership.held_at)
    # because whoever keeps things for a court must be able to name each review, also one whose draft they do not see
    reviews = Review.unscoped.filter(partnership=partnership).order_by("-date", "pk")
    return [whole, *(Held(one, one.public_id, one.title, one.hold, one.held_at) for one in reviews)]


def held_named(public_id: str, *, visible_to: Member) -> Held:
    """One of these by the review's public id; "" is the partnership. Raises `NotThere`."""
    found = next((one for one in holdable(visible_to) if one.review == public_id), None)
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found
