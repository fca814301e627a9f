"""Writing the summary for the board, part by part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import ChangedMeanwhile, Mistakes, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, Finding, Review, SummaryLink, SummaryText
from system_review.reviews.rules.summary import why_too_many
from system_review.reviews.rules.words import SummaryPart
from system_review.reviews.services.locking import lock_review
from system_review.rows.models import change
from system_review.texts import held

FIRST = 0  # the version that somebody saw who saw nothing written in this part


@transaction.atomic
def write_summary(
    *,
    review: Review,
    part: str,
    seen: int,
    text: str,
    findings: Collection[Finding] = (),
    actions: Collection[Action] = (),
    by: Member,
    at: datetime,
) -> SummaryText:
    """Write one part, and name the findings and actions that it speaks of. `seen` is its version.

    Where nothing was written (`seen` is `FIRST`), of two who write the first at once one is told of the other's.
    """
    require(by, Permission.REVIEW_CHANGE)
    text = _checked(review, part, text, findings, actions)
    lock_review(review.pk)
    row, is_new = SummaryText.unscoped.get_or_create(
        review=review, part=part, defaults={"partnership_id": review.partnership_id}
    )
    if seen == FIRST and not is_new:
        raise ChangedMeanwhile(now={"text": row.text}, version=row.version)
    before = row.text
    change(row, seen=row.version if seen == FIRST else seen, text=text)
    _relink(row, findings, actions)
    record(
        "summary.written",
        subject=row,
        by=by,
        at=at,
        review=review,
        part=part,
        before=before or None,
        after=text or None,
        findings=" ".join(finding.public_id for finding in findings) or None,
        actions=" ".join(action.public_id for action in actions) or None,
    )
    return row


def _checked(review: Review, part: str, text: str, findings: Collection[Any], actions: Collection[Any]) -> str:
    if part not in set(SummaryPart):
        raise Refused(Why("Choose a part of the summary"))
    if any(thing.review_id != review.pk for thing in (*findings, *actions)):
        raise Refused(Why("Choose findings and actions of this review"), field="links")
    mistakes = Mistakes()
    with mistakes:
        text = held(text, field="text").strip()
    mistakes.add(why_too_many(part, len(findings) + len(actions)), field="links")
    mistakes.tell()
    return text


def _relink(row: SummaryText, findings: Collection[Finding], actions: Collection[Action]) -> None:
    """Let a part speak of exactly these; what is archived keeps its link, since no form offers it."""
    for name, things in (("finding", findings), ("action", actions)):
        links = SummaryLink.unscoped.filter(summary=row, **{f"{name}__isnull": False})
        there = set(links.filter(**{f"{name}__archived_at": None}).values_list(f"{name}_id", flat=True))
        wanted = {thing.pk for thing in things}
        links.filter(**{f"{name}__in": there - wanted}).delete()
        SummaryLink.unscoped.bulk_create(
            SummaryLink(partnership_id=row.partnership_id, summary=row, **{f"{name}_id": pk})
            for pk in sorted(wanted - set(links.values_list(f"{name}_id", flat=True)))
        )
