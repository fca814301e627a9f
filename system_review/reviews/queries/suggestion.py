"""What the findings of one cell suggest, drawn and in a sentence."""

from __future__ import annotations

from django.db.models import Q

from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.models import Cell, Finding, ReviewPlace
from system_review.reviews.rules.ratings import suggest
from system_review.ui.parts import Rating
from system_review.ui.words import say


def suggestion_for(
    cell: Cell, *, for_place: ReviewPlace | None = None, visible_to: Member
) -> tuple[Rating | None, str]:
    """The suggested rating (None where people must decide) and why. For a place: of what is for it or for all."""
    framework = content_of(cell.review.framework)
    colours = Finding.objects.visible_to(visible_to).filter(cell=cell, archived_at=None)
    if for_place is not None:
        colours = colours.filter(Q(for_place=for_place) | Q(for_place=None))
    found = suggest(colours.values_list("colour", flat=True), framework.scale)
    mark = wording.rating_mark(framework, found.rating, wording.language_tag()) if found.rating else None
    return mark, say(found.why)
