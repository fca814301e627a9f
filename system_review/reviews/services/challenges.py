"""Recording a challenge, and answering it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Cell, Challenge, Finding, Review
from system_review.rows.models import change, once
from system_review.texts import held


def record_challenge(
    *,
    review: Review,
    text: str,
    cell: Cell | None = None,
    finding: Finding | None = None,
    key: str = "",
    by: Member,
    at: datetime,
) -> Challenge:
    """Ask something about a finding, a stage or the whole review that needs an answer."""
    require(by, Permission.CHALLENGE_RECORD)
    if any(one is not None and one.review_id != review.pk for one in (cell, finding)):
        raise Refused(Why("Choose a stage or a finding of this review"), field="about")
    text = held(text, field="text").strip()
    if not text:
        raise Refused(Why("Write what needs an answer"), field="text")

    @transaction.atomic
    def make() -> Challenge:
        challenge: Challenge = Challenge.unscoped.create(
            partnership_id=review.partnership_id,
            review=review,
            cell=cell,
            finding=finding,
            text=text,
            recorded_by=by,
            recorded_by_name=by.name,
            recorded_at=at,
        )
        record("challenge.recorded", subject=challenge, by=by, at=at, review=review, text=text)
        return challenge

    made: Challenge = once(Challenge, member_id=by.pk, key=key, make=make)
    return made


@transaction.atomic
def answer_challenge(*, challenge: Challenge, seen: int, answer: str, by: Member, at: datetime) -> None:
    """Answer a challenge in words, or put the answer better. An answer is never taken away."""
    require(by, Permission.CHALLENGE_ANSWER)
    answer = held(answer, field="answer").strip()
    if not answer:
        raise Refused(Why("Write the answer"), field="answer")
    before = challenge.answer
    change(challenge, seen=seen, answer=answer, answered_by=by, answered_by_name=by.name, answered_at=at)
    record(
        "challenge.answered",
        subject=challenge,
        by=by,
        at=at,
        review=challenge.review,
        before=before or None,
        after=answer,
    )
