"""How much of one review's draft a member sees, for pages that say so or that leave something out."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Value, When

from system_review.evidence.rules import in_team as in_every_team
from system_review.partnerships.models import Member
from system_review.reviews.models import Review, ShownFrom, TeamMember, sight
from system_review.rows.prepared import Prepared


class Sight(NamedTuple):
    """How much of a review somebody sees. `whole`: every finding and rating, whether or not they are of its team."""

    in_team: bool
    whole: bool


WHOLE = Sight(in_team=True, whole=True)


def sight_of(review: Review, *, visible_to: Member) -> Sight:
    """What this member sees of the review. Of who is of every review's team the database is not asked."""
    if in_every_team(visible_to.roles):
        return WHOLE
    if getattr(review, "sight_for", None) == visible_to.pk:  # it came `with_sight`
        return Sight(bool(review.sight_in_team), bool(review.sight_whole))  # type: ignore[attr-defined]
    rows = _SIGHT.rows(visible_to=visible_to, review=review.pk)
    return Sight(*map(bool, rows[0])) if rows else Sight(in_team=False, whole=False)


def with_sight(reviews: Any, member: Any) -> Any:
    """The same query for reviews, which brings along how much this member sees of each."""
    if in_every_team(member.roles):
        return reviews
    return reviews.annotate(sight_for=Value(member.pk), **_columns(member))


def _columns(member: Any) -> dict[str, Case]:
    def whether(condition: Any) -> Case:
        return Case(When(condition, then=Value(1)), default=Value(0))

    return {
        "sight_in_team": whether(sight.in_team(member, "")),
        "sight_whole": whether(sight.ratings_seen(member, "")),
    }


def _sight(member: Any, review: int) -> Any:
    return Review.objects.visible_to(member).filter(pk=review).values_list(*_columns(member).values())


_SIGHT = Prepared(_sight)


def team_of(review: Review, *, visible_to: Member) -> list[Member]:
    """Whom the lead put on the review's team."""
    links = TeamMember.objects.visible_to(visible_to).filter(review=review, member__ended_at=None)
    return [link.member for link in links.select_related("member__person").order_by("member__person__name", "pk")]


def days_of(review: Review, *, visible_to: Member) -> dict[int, Any]:
    """From which day findings about an agency are shown, by the agency's number."""
    rows = ShownFrom.objects.visible_to(visible_to).filter(review=review)
    return dict(rows.values_list("agency_id", "on"))


def days_by_name(review: Review, *, visible_to: Member) -> dict[str, date]:
    """The same by the agency's name."""
    rows = ShownFrom.objects.visible_to(visible_to).filter(review=review)
    return dict(rows.values_list("agency__name", "on"))
