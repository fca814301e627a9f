"""Legal holds: on a whole partnership or on one review. While there is one, nothing it covers is erased by anybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.upkeep.services.reasons import reason_given


@transaction.atomic
def set_hold(*, on: Partnership | Review, reason: str, by: Member, at: datetime) -> None:
    """Begin a legal hold. Raises `Refused` where there is one already."""
    require(by, Permission.RETENTION_SET)
    reason = reason_given(reason)
    if not _rows(on, by).filter(hold="").update(hold=reason, held_at=at):
        raise Refused(Why("There is a legal hold already"))
    kind = "review.held" if isinstance(on, Review) else "partnership.held"
    record(kind, subject=on, by=by, at=at, review=_review(on), reason=reason)


@transaction.atomic
def lift_hold(*, on: Partnership | Review, reason: str, by: Member, at: datetime) -> None:
    """End a legal hold. What is over its time by then is erased within a day."""
    require(by, Permission.RETENTION_SET)
    reason = reason_given(reason)
    if not _rows(on, by).exclude(hold="").update(hold="", held_at=None):
        raise Refused(Why("The legal hold has been lifted meanwhile"))
    kind = "review.hold_lifted" if isinstance(on, Review) else "partnership.hold_lifted"
    record(kind, subject=on, by=by, at=at, review=_review(on), reason=reason)


def _rows(on: Partnership | Review, by: Member) -> QuerySet[Any]:
    # because whoever may set how long things are kept may do so for every review of their partnership
    everything = Review.unscoped.filter(partnership=by.partnership_id)
    return everything.filter(pk=on.pk) if isinstance(on, Review) else Partnership.objects.filter(pk=by.partnership_id)


def _review(on: Partnership | Review) -> Review | None:
    return on if isinstance(on, Review) else None
