"""Telling, when a document is read, whether it is a file of ours that partners edited, and of which review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from system_review.documents.queries.returned import present_for
from system_review.documents.reading import ReadFile
from system_review.documents.rules.returned.gathering import returned_in
from system_review.documents.rules.returned.things import Returned
from system_review.documents.rules.returned.whose import is_of, may_be_ours
from system_review.errors import Why
from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Member
from system_review.reviews.models import Review
from system_review.texts import shown

OF_ANOTHER = Why(
    "This file was made from another review, “{title}”. Bring it in there to see what is different, or place its "
    "pieces here one by one."
)
OF_SOMEWHERE = Why(
    "This file was made from a review that is not among yours: of another partnership, or of another System Review. "
    "Its pieces can be placed here one by one."
)
PIECES = Why("Pieces to look at here: {count}. None of them is taken over by itself.")


@dataclass(frozen=True, slots=True)
class CameBack:
    """What a file says if it is one of ours and of this review; else why it is not, if it is one of ours at all."""

    content: Returned | None = None
    told: tuple[Why, ...] = ()


def came_back(review: Review, read: ReadFile, *, by: Member, today: date) -> CameBack:
    """Look at what was read. `by` is who brought it in: of what they may not know nothing is told."""
    if read.understanding is None or not may_be_ours(read.kind, read.reading, read.understanding):
        return CameBack()
    framework = content_of(review.framework)
    returned = returned_in(read.reading, read.understanding, framework, base=review.date)
    made_from = returned.source.review
    if made_from and made_from != review.public_id:
        return CameBack(told=(_whose(made_from, by),))
    present, _ = present_for(review, visible_to=by, today=today)
    return CameBack(returned) if is_of(returned, review.public_id, present) else CameBack()


def _whose(public_id: str, by: Member) -> Why:
    other = Review.objects.visible_to(by).filter(public_id=public_id).first()
    return Why(OF_ANOTHER.text, title=shown(other.title)) if other else OF_SOMEWHERE
