"""The review team's working note beside a finding."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Finding, WorkingNote
from system_review.rows.models import change
from system_review.texts import held

FIRST = 0  # the version that somebody saw who saw no note at all


@transaction.atomic
def write_note(*, finding: Finding, seen: int, text: str, by: Member, at: datetime) -> WorkingNote:
    """Write the note beside a finding, or go on writing it; an empty text takes it away. `seen` is its version.

    Where there was no note (`seen` is `FIRST`), of two who write the first at once one is told of the other's.
    """
    require(by, Permission.NOTE_WRITE)
    text = held(text, field="text").strip()
    note, before = _note_of(finding, seen, by, at)
    change(note, seen=note.version if seen == FIRST else seen, text=text, by_name=by.name, changed_at=at)
    record("note.written", subject=note, by=by, at=at, review=finding.review, before=before or None, after=text)
    return note


def _note_of(finding: Finding, seen: int, by: Member, at: datetime) -> tuple[WorkingNote, str]:
    """The finding's note with its text, made empty where there is none yet."""
    note, is_new = WorkingNote.unscoped.get_or_create(
        finding=finding,
        defaults={
            "partnership_id": finding.partnership_id,
            "review_id": finding.review_id,
            "by_name": by.name,
            "changed_at": at,
        },
    )
    if seen == FIRST and not is_new:
        raise ChangedMeanwhile(now={"text": note.text}, version=note.version)
    return note, note.text
