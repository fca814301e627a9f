"""What is odd about a piece of evidence and may be a slip, in sentences."""

from __future__ import annotations

from system_review.evidence.models import Evidence
from system_review.evidence.rules import is_to_come, remarks_on
from system_review.reviews import wording


def remarks_in_words(item: Evidence) -> tuple[str, ...]:
    """What to point out about a piece that is still to come; nothing of one that is here."""
    if not is_to_come(item.state):
        return ()
    found = remarks_on(asked_on=item.asked_on, due_on=item.due_on, how_many=item.how_many, so_far=item.so_far)
    return tuple(map(wording.said, found))
