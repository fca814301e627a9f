"""Counting tries before they are made, for all processes together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from system_review.errors import TooOften
from system_review.people.limits import Limit, wait_for
from system_review.people.models import Tries


@transaction.atomic
def count_try(limit: Limit, of: str, *, at: datetime) -> None:
    """Count one try. Raises `TooOften` if it may not be made; it is not counted then.

    The row is locked while it is looked at, so that of thirty tries at the same moment no more than `most` are made.
    """
    key = _key(limit, of)
    until = at + timedelta(seconds=limit.seconds)
    Tries.objects.bulk_create([Tries(key=key, until=until)], ignore_conflicts=True)
    row = Tries.objects.select_for_update().get(key=key)
    now = at.timestamp()
    if wait := wait_for(limit, row.moments, now=now):
        raise TooOften(wait)
    row.moments = [moment for moment in row.moments if moment > now - limit.seconds] + [now]
    row.until = until
    row.save(update_fields=["moments", "until"])


@transaction.atomic
def give_try_back(limit: Limit, of: str, *, at: datetime) -> None:
    """Take back the try of this moment: it was right, and only wrong ones count."""
    row = Tries.objects.select_for_update().filter(key=_key(limit, of)).first()
    if row is not None and at.timestamp() in row.moments:
        row.moments.remove(at.timestamp())
        row.save(update_fields=["moments"])


def forget_tries(*, at: datetime) -> None:
    """Remove the rows that say nothing any more."""
    Tries.objects.filter(until__lt=at).delete()


def _key(limit: Limit, of: str) -> str:
    return salted_hmac(f"system_review.people.tries.{limit.name}", of, algorithm="sha256").hexdigest()
