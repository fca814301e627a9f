"""What the findings of one cell suggest, drawn and in a sentence."""

from __future__ import annotations

from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.models import Cell, Finding
from system_review.reviews.rules.ratings import suggest
from system_review.ui.parts import Rating
from system_review.ui.words import say


def suggestion_for(cell: Cell, *, visible_to: Member) -> tuple[Rating | None, str]:
    """The suggested rating (None where people must decide) and why."""
    framework = content_of(cell.review.framework)
    colours = Finding.objects.visible_to(visible_to).filter(cell=cell, archived_at=None)
    found = suggest(colours.values_list("colour", flat=True), framework.scale)
    mark = wording.rating_mark(framework, found.rating, wording.language_tag()) if found.rating else None
    return mark, say(found.why)
