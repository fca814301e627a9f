"""What was archived in a review, and where a step was made."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.partnerships.access import may, voice_of
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Action, Finding, Review, UndoStep
from system_review.reviews.queries.places import places_of
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class ArchivedThing:
    """A finding or an action that was taken off: its words, where and when, and how to bring it back."""

    kind: str  # "finding" or "action"
    text: str
    place: str
    day: str
    restore_url: str  # "" if this reader may not
    version: int


def archived_things(review: Review, *, visible_to: Member) -> list[ArchivedThing]:
    """Findings and actions of a review that are archived, newest first."""
    moves, plans = may(visible_to, Permission.FINDING_MOVE), may(visible_to, Permission.ACTION_WRITE)
    to, voice, places = Addresses(visible_to.partnership.slug), voice_of(visible_to), places_of(review).by_path
    findings = Finding.objects.visible_to(visible_to).filter(review=review, archived_at__isnull=False)
    actions = Action.objects.visible_to(visible_to).filter(review=review, archived_at__isnull=False)
    found = [
        (
            row.archived_at,
            ArchivedThing(
                "finding",
                shown(row.text),
                places[row.cell.domain, row.cell.level, row.cell.stage].whole,
                wording.day_of(row.archived_at),
                to.finding(row.public_id, "restoration") if moves else "",
                row.version,
            ),
        )
        for row in findings.select_related("cell")
    ]
    found += [
        (
            row.archived_at,
            ArchivedThing(
                "action",
                shown(row.text),
                "",
                wording.day_of(row.archived_at),
                to.action(row.public_id, "restoration")
                if plans and voice.owns(written_by=row.written_by_id, on_behalf_of=row.on_behalf_of_id)
                else "",
                row.version,
            ),
        )
        for row in actions
    ]
    return [thing for _, thing in sorted(found, key=lambda pair: pair[0], reverse=True)]


def place_of_step(step: UndoStep, *, visible_to: Member) -> tuple[str, str]:
    """Where a step was made, and the id there of what it changed: the sheet and its finding, else the plan."""
    to = Addresses(visible_to.partnership.slug)
    ids = list(step.before["rows"].get("finding", {}))
    rows = Finding.objects.visible_to(visible_to).filter(public_id__in=ids[:1]).select_related("cell")
    finding = rows.first()
    if finding is None:
        return to.review(step.review.public_id, "plan"), ""
    sheet = to.sheet(step.review.public_id, finding.cell.domain, finding.cell.level)
    return sheet, f"finding-{finding.public_id}"
