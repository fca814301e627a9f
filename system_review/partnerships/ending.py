"""The last day of a membership, as people say it, and the moment in which it ends, as it is kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def end_of(day: date) -> datetime:
    """The moment in which this day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def last_day(until: datetime) -> date:
    """The last day, at least in part, before this moment."""
    return timezone.localdate(until - timedelta(microseconds=1))
