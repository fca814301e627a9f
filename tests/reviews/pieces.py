"""Pieces of evidence for tests, made through the service that people's own go through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from system_review.evidence.models import Evidence
from system_review.evidence.services import Description
from system_review.partnerships.queries import command_line_in
from system_review.reviews.models import Finding, Review
from system_review.reviews.services.evidence import add_to_review
from tests.factories import AT

EASTMERE = "/eastmere-safeguarding-partnership"


def evidence_url(of: Review, part: str = "") -> str:
    return f"{EASTMERE}/reviews/{of.public_id}/evidence/{part}"


def piece(
    of: Review, sentence: str = "40 referrals read.", *, source: str = "", on: Sequence[Finding] = (), **more: Any
) -> Evidence:
    """A piece of evidence that the review lists, resting under the findings `on`; by the command line or `by`."""
    by = more.pop("by", None) or command_line_in(of.partnership)
    description = Description(kind=more.pop("kind", "dip_sample"), sentence=sentence, **more)
    return add_to_review(review=of, description=description, source_name=source, findings=on, by=by, at=AT)
