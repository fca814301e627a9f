"""Setting who sees a draft: the audience, the review's team, and from which day each agency sees what is about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import may, require
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review, ShownFrom, TeamMember
from system_review.reviews.rules.audience import why_no_audience
from system_review.rows.models import change


@transaction.atomic
def set_audience(
    *,
    review: Review,
    seen: int,
    audience: str,
    team: Sequence[Member],
    days: Mapping[Agency, date],
    by: Member,
    at: datetime,
) -> None:
    """Set who sees the draft of a review. `team` are those who are put on its team beside who always is.

    `days`: from when findings about an agency are shown beyond the team; an agency without one is not held back.
    """
    require(by, Permission.REVIEW_SET_AUDIENCE)
    if why := why_no_audience(audience):
        raise Refused(why, field="audience")
    if any(member.partnership_id != review.partnership_id or not may_join(member) for member in team):
        raise Refused(Why("Choose agency representatives of this partnership"), field="team")
    if any(agency.partnership_id != review.partnership_id for agency in days):
        raise Refused(Why("Choose agencies of this partnership"), field="days")
    change(review, seen=seen, audience=audience)
    TeamMember.unscoped.filter(review=review).delete()
    TeamMember.unscoped.bulk_create(
        TeamMember(partnership_id=review.partnership_id, review=review, member=member) for member in dict.fromkeys(team)
    )
    ShownFrom.unscoped.filter(review=review).delete()
    ShownFrom.unscoped.bulk_create(
        ShownFrom(partnership_id=review.partnership_id, review=review, agency=agency, on=day)
        for agency, day in days.items()
    )
    record(
        "review.audience_set",
        subject=review,
        by=by,
        at=at,
        review=review,
        audience=audience,
        team="; ".join(sorted(member.name for member in team)) or None,
        days="; ".join(sorted(f"{agency.name} {day.isoformat()}" for agency, day in days.items())) or None,
    )


def may_join(member: Member) -> bool:
    """Whether a member can be put on a review's team: who may see drafts, and is not of every review's team anyway."""
    return may(member, Permission.REVIEW_SEE_DRAFT) and not may(member, Permission.REVIEW_IN_TEAM)
