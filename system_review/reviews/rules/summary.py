"""What the summary for the board can hold. Pure."""

from __future__ import annotations

from system_review.errors import Why
from system_review.reviews.rules.words import SummaryPart

MOST_PRIORITIES = 10


def why_too_many(part: str, chosen: int) -> Why | None:
    """Why this part cannot name so many findings and actions; None if it can."""
    if part == SummaryPart.PRIORITIES and chosen > MOST_PRIORITIES:
        return Why("Choose {most} priorities at the most. You chose {chosen}.", most=MOST_PRIORITIES, chosen=chosen)
    return None
