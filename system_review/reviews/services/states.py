"""Moving a review on, or back: how far it is, off the lists and onto them again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.reviews.rules.states import ARCHIVED, State
from system_review.reviews.services.reviews import archive_review
from system_review.rows.models import change


@transaction.atomic
def move_review(*, review: Review, seen: int, to: str, by: Member, at: datetime) -> None:
    """Say how far the review is: a `State`, or `ARCHIVED`. Nothing that is still open stands in the way.

    An archived review that is moved is on the lists again.
    """
    require(by, Permission.REVIEW_CHANGE)
    if to not in {*State, ARCHIVED}:
        raise Refused(Why("Choose how far the review is"), field="to")
    if to == review.stands:
        return
    if to == ARCHIVED:
        archive_review(review=review, seen=seen, by=by, at=at)
        return
    before = review.stands
    change(review, seen=seen, state=to, archived_at=None)
    record("review.moved", subject=review, by=by, at=at, review=review, before=before, after=to)
