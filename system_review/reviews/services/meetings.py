"""Opening a meeting, saying who was there, closing it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Meeting, Review
from system_review.reviews.rules import meetings as rules
from system_review.reviews.services.locking import lock_review
from system_review.rows.models import change, once
from system_review.texts import held


def open_meeting(
    *, review: Review, kind: str, present: str, apologies: str, key: str = "", by: Member, at: datetime
) -> Meeting:
    """Open a meeting now. One that was left open on an earlier day is closed, as of the end of that day."""
    require(by, Permission.REVIEW_CHANGE)
    texts = _checked(present, apologies, kind)

    @transaction.atomic
    def make() -> Meeting:
        lock_review(review.pk)
        before = Meeting.unscoped.filter(review=review, closed_at=None).first()
        if before is not None:
            end = rules.closes_at(before.opened_at, None, timezone.get_current_timezone())
            if end > at:
                raise Refused(Why("A meeting of this review is open already: close it first"))
            change(before, seen=before.version, closed_at=end)
        meeting: Meeting = Meeting.unscoped.create(
            partnership_id=review.partnership_id,
            review=review,
            kind=kind,
            opened_by=by,
            opened_by_name=by.name,
            opened_at=at,
            **texts,
        )
        record("meeting.opened", subject=meeting, by=by, at=at, review=review, meeting=kind)
        return meeting

    made: Meeting = once(Meeting, member_id=by.pk, key=key, make=make)
    return made


@transaction.atomic
def edit_meeting(*, meeting: Meeting, seen: int, present: str, apologies: str, by: Member, at: datetime) -> None:
    """Say who was there, and who sent apologies."""
    require(by, Permission.REVIEW_CHANGE)
    texts = _checked(present, apologies, meeting.kind)
    change(meeting, seen=seen, **texts)
    record(
        "meeting.edited",
        subject=meeting,
        by=by,
        at=at,
        review=meeting.review,
        present=texts["present"] or None,
        apologies=texts["apologies"] or None,
    )


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Member, at: datetime) -> None:
    """Close a meeting: what is changed from now on was not decided there. Closed twice it is closed once."""
    require(by, Permission.REVIEW_CHANGE)
    lock_review(meeting.review_id)
    meeting = Meeting.unscoped.select_related("review").get(pk=meeting.pk)
    if meeting.closed_at is not None:
        return
    end = rules.closes_at(meeting.opened_at, at, timezone.get_current_timezone())
    change(meeting, seen=meeting.version, closed_at=end)
    record("meeting.closed", subject=meeting, by=by, at=at, review=meeting.review)


def _checked(present: str, apologies: str, kind: str) -> dict[str, str]:
    mistakes, texts = Mistakes(), {"present": present, "apologies": apologies}
    for name, text in texts.items():
        with mistakes:
            texts[name] = held(text, field=name).strip()
    mistakes.add(rules.why_no_kind(kind), field="kind")
    mistakes.tell()
    return texts
