"""Taking due dates out as a calendar file. It is an export, so it is an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.reviews.rules.calendar_file import Entry, calendar_file


@transaction.atomic
def export_calendar(
    *, review: Review, whose: Lead | Agency, name: str, entries: Sequence[Entry], by: Member, at: datetime
) -> bytes:
    """The calendar file of a lead's or an agency's due dates. `name` is what calendars call it. Raises `Refused`."""
    require(by, Permission.REVIEW_EXPORT)
    if not entries:
        raise Refused(Why("There is no open action with a date to put into a calendar"))
    content = calendar_file(entries, name=name, stamp=at)
    record("calendar.exported", subject=whose, by=by, at=at, review=review, name=str(whose), actions=len(entries))
    return content
