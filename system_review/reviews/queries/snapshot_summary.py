"""The summary for the board as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from system_review.partnerships.models import Member
from system_review.reviews import snapshots as plain
from system_review.reviews.models import Review, SummaryLink, SummaryText
from system_review.reviews.rules.words import SummaryPart

Refs = Mapping[int, str]


def summary_snapshots(
    review: Review, findings: Refs, actions: Refs, *, visible_to: Member
) -> tuple[plain.SummarySnapshot, ...]:
    """The parts in which something stands, in their order; what they speak of in the order of the file."""
    texts = {row.part: row for row in SummaryText.objects.visible_to(visible_to).filter(review=review)}
    links = list(SummaryLink.objects.visible_to(visible_to).filter(summary__review=review))
    parts = (_part(texts[part], links, findings, actions) for part in SummaryPart if part in texts)
    return tuple(part for part in parts if part.text or part.findings or part.actions)


def _part(row: SummaryText, links: Iterable[Any], findings: Refs, actions: Refs) -> plain.SummarySnapshot:
    mine = [link for link in links if link.summary_id == row.pk]
    return plain.SummarySnapshot(
        part=SummaryPart(row.part),
        text=row.text,
        findings=_refs(findings, (link.finding_id for link in mine)),
        actions=_refs(actions, (link.action_id for link in mine)),
    )


def _refs(refs: Refs, numbers: Iterable[int | None]) -> tuple[str, ...]:
    return tuple(sorted((refs[pk] for pk in numbers if pk is not None and pk in refs), key=lambda ref: int(ref[1:])))
