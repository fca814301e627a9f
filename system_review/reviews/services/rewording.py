"""Changing what a finding says, and nothing else of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.partnerships.access import acting_for, require, require_own
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Finding
from system_review.reviews.services.findings import checked_words
from system_review.rows.models import change


@transaction.atomic
def reword_finding(*, finding: Finding, seen: int, text: str, by: Member, at: datetime) -> None:
    """Change the words of a finding; whom it is about and what it rests on stay. `seen` is the version looked at."""
    require(by, Permission.FINDING_WRITE)
    require_own(by, finding)
    text, before, behalf = checked_words(text, finding.colour), finding.text, acting_for(by, finding)
    change(finding, seen=seen, text=text, changed_at=at)
    record(
        "finding.edited",
        subject=finding,
        by=by,
        at=at,
        review=finding.review,
        before=before,
        after=text,
        on_behalf_of=behalf,
    )
