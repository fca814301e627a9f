"""Giving a cell its overall rating: a person's judgement, with who, when, where it was agreed, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Mistakes
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Cell, Finding
from system_review.reviews.rules import ratings as rules
from system_review.reviews.rules.words import Colour, Unrated
from system_review.rows.models import change
from system_review.texts import held


@transaction.atomic
def rate_cell(*, cell: Cell, seen: int, rating: str, reason: str, agreed_at: str, by: Member, at: datetime) -> None:
    """Give a cell its overall rating. `seen` is the version the person looked at; *not rated* takes a rating away."""
    require(by, Permission.CELL_RATE)
    mistakes = Mistakes()
    with mistakes:
        reason = held(reason, field="reason").strip()
    with mistakes:
        agreed_at = held(agreed_at, field="agreed_at").strip()
    scale = content_of(cell.review.framework).scale
    colours = Finding.unscoped.filter(cell=cell, archived_at=None).values_list("colour", flat=True)
    suggested = rules.suggest(map(Colour, colours), scale).rating
    why = rules.why_not_rate(rating, scale=scale, suggested=suggested, reason=reason)
    mistakes.add(why, field="reason" if rating in rules.ratings_of(scale) else "rating")
    mistakes.tell()
    before = cell.rating
    given = rating != Unrated.NOT_RATED
    change(
        cell,
        seen=seen,
        rating=rating,
        reason=reason,
        agreed_at=agreed_at,
        rated_by=by if given else None,
        rated_by_name=by.name if given else "",
        rated_at=at if given else None,
    )
    record(
        "cell.rated",
        subject=cell,
        by=by,
        at=at,
        review=cell.review,
        before=before,
        after=rating,
        suggested=suggested,
        reason=reason or None,
        agreed_at=agreed_at or None,
    )
