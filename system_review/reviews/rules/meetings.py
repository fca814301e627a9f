"""When a meeting is open. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from system_review.errors import Why
from system_review.reviews.rules.words import MeetingKind


def end_of_day(moment: datetime, zone: tzinfo) -> datetime:
    """The midnight after a moment, by the clocks of a place."""
    day = moment.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=zone)


def closes_at(opened_at: datetime, closed_at: datetime | None, zone: tzinfo) -> datetime:
    """When a meeting was closed; one that nobody closed closes at the end of its day."""
    end = end_of_day(opened_at, zone)
    return min(closed_at, end) if closed_at else end


def why_no_kind(kind: str) -> Why | None:
    """Why this is no kind of meeting; None if it is one."""
    return None if kind in set(MeetingKind) else Why("Choose what kind of meeting it is")
