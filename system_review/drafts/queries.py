"""One's own drafts, and who else is writing at a place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from system_review.drafts.models import Draft
from system_review.drafts.rules import WRITING
from system_review.partnerships.models import Member
from system_review.rows.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft: its name, when it was begun and last typed in, and its fields."""

    public_id: str
    begun_at: datetime
    seen_at: datetime
    words: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who is writing now, and since when."""

    name: str
    since: datetime


def drafts_at(place: str, *, visible_to: Member) -> list[Begun]:
    """What this member has begun in the form of this address, in one window or several, the newest first."""
    rows = Draft.objects.visible_to(visible_to).filter(place=place, ended_at=None).order_by("-seen_at", "-pk")
    return [Begun(row.public_id, row.begun_at, row.seen_at, json.loads(row.words)) for row in rows]


def is_written_at(places: Sequence[str], *, member: Member, now: datetime) -> bool:
    """Whether this member has begun something in a form of these addresses, or somebody else is writing there now.

    Whoever asks has found the forms' thing before.
    """
    named = {f"place_{number}": place for number, place in enumerate(places)}
    rows = _written_at(len(places)).rows(visible_to=member, **named)
    return any(writer == member.pk or seen_at > now - WRITING for writer, seen_at in rows)


@cache
def _written_at(count: int) -> Prepared:
    """Who has begun something at so many addresses, and when each was last typing."""

    def build(member: Any, **places: str) -> Any:
        # because whoever asks has found the forms' thing before; no more than who and when is read
        rows = Draft.unscoped.filter(partnership_id=member.partnership_id, place__in=list(places.values()))
        return rows.filter(ended_at=None).values_list("member_id", "seen_at")

    return Prepared(build)


def writers_at(place: str, *, others_than: Member, now: datetime) -> list[Writer]:
    """Who else of the partnership is writing in the form of this address. Whoever asks has found its thing before."""
    rows = Draft.unscoped.filter(  # because they are other people's: of these no more than who and since when is read
        partnership_id=others_than.partnership_id, place=place, ended_at=None, seen_at__gt=now - WRITING
    )
    found: dict[int, Writer] = {}
    others = rows.exclude(member_id=others_than.pk).filter(member__ended_at=None, member__person__isnull=False)
    for member, name, since in others.order_by("since_at", "pk").values_list(
        "member_id", "member__person__name", "since_at"
    ):
        found.setdefault(member, Writer(name, since))
    return list(found.values())
