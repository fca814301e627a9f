"""Giving a cell its overall rating: a person's judgement, with who, when, where it was agreed, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from system_review.audit.services import record
from system_review.errors import Mistakes
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Cell, Finding, PlaceRating, ReviewPlace
from system_review.reviews.rules import ratings as rules
from system_review.reviews.rules.words import Colour, Unrated
from system_review.reviews.services.review_places import standing
from system_review.rows.models import change
from system_review.texts import held


@transaction.atomic
def rate_cell(*, cell: Cell, seen: int, rating: str, reason: str, agreed_at: str, by: Member, at: datetime) -> None:
    """Give a cell its overall rating. `seen` is the version the person looked at; *not rated* takes a rating away."""
    require(by, Permission.CELL_RATE)
    _rate(cell, cell, seen=seen, rating=rating, reason=reason, agreed_at=agreed_at, by=by, at=at)


@transaction.atomic
def rate_place(
    *, given: PlaceRating, seen: int, rating: str, reason: str, agreed_at: str, by: Member, at: datetime
) -> None:
    """Give a cell its rating for one place. The findings for the place and those for all suggest it."""
    require(by, Permission.CELL_RATE)
    standing(given.for_place, field="rating")
    _rate(given, given.cell, seen=seen, rating=rating, reason=reason, agreed_at=agreed_at, by=by, at=at)


def _rate(
    row: Cell | PlaceRating,
    cell: Cell,
    *,
    seen: int,
    rating: str,
    reason: str,
    agreed_at: str,
    by: Member,
    at: datetime,
) -> None:
    mistakes = Mistakes()
    with mistakes:
        reason = held(reason, field="reason").strip()
    with mistakes:
        agreed_at = held(agreed_at, field="agreed_at").strip()
    place = row.for_place if isinstance(row, PlaceRating) else None
    scale = content_of(cell.review.framework).scale
    suggested = rules.suggest(_colours(cell, place), scale).rating
    why = rules.why_not_rate(rating, scale=scale, suggested=suggested, reason=reason)
    mistakes.add(why, field="reason" if rating in rules.ratings_of(scale) else "rating")
    mistakes.tell()
    before, given = row.rating, rating != Unrated.NOT_RATED
    change(
        row,
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
        place=place.name if place else None,
    )


def _colours(cell: Cell, place: ReviewPlace | None) -> list[Colour]:
    """The colours that suggest a rating: of all findings of a cell, or of those for a place and for all."""
    rows = Finding.unscoped.filter(cell=cell, archived_at=None)
    if place is not None:
        rows = rows.filter(Q(for_place=place) | Q(for_place=None))
    return list(map(Colour, rows.values_list("colour", flat=True)))
