"""Judging how far the values show."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review, ValueJudgement
from system_review.rows.models import change, once
from system_review.texts import held, held_line


@transaction.atomic
def judge_value(
    *,
    value: ValueJudgement,
    seen: int,
    extent: str,
    narrative: str,
    examples_for: str,
    examples_against: str,
    by: Member,
    at: datetime,
) -> None:
    """Say how far a value is evident (or leave the extent open), with a narrative and examples both ways."""
    require(by, Permission.VALUE_JUDGE)
    texts = {"narrative": narrative, "examples_for": examples_for, "examples_against": examples_against}
    mistakes = Mistakes()
    if extent and extent not in {known.key for known in content_of(value.review.framework).extents}:
        mistakes.add(Why("Select how far the value is evident"), field="extent")
    for name, text in texts.items():
        with mistakes:
            texts[name] = held(text, field=name).strip()
    mistakes.tell()
    change(value, seen=seen, extent=extent, **texts)
    record(
        "value.judged",
        subject=value,
        by=by,
        at=at,
        review=value.review,
        value=str(value),
        extent=extent or None,
        narrative=value.narrative or None,
    )


def add_value(*, review: Review, name: str, key: str = "", by: Member, at: datetime) -> ValueJudgement:
    """Add a further value of the partnership's own to a review."""
    require(by, Permission.VALUE_JUDGE)
    name = held_line(name, field="name")
    if not name:
        raise Refused(Why("Enter the name of the value"), field="name")

    def make() -> ValueJudgement:
        there = ValueJudgement.unscoped.filter(review=review)
        if there.filter(name=name).exists():
            raise Refused(Why("This value is in the list already"), field="name")
        last = there.aggregate(last=Max("position"))["last"]
        value = ValueJudgement.unscoped.create(
            partnership_id=review.partnership_id, review=review, name=name, position=0 if last is None else last + 1
        )
        record("value.added", subject=value, by=by, at=at, review=review, name=name)
        return value

    return once(ValueJudgement, member_id=by.pk, key=key, make=make)
