"""Asking, in the transaction of erasing something, whether a legal hold keeps it."""

from __future__ import annotations

from collections.abc import Iterable

from system_review.errors import Refused
from system_review.partnerships.models import Partnership
from system_review.partnerships.rules import HELD
from system_review.reviews.models import Attached, Review, ReviewEvidence


def held_now(partnership: int, reviews: Iterable[int] = ()) -> bool:
    """Whether the partnership or one of the reviews with these numbers is under a legal hold.

    Their rows are locked, the parent first, so that no hold begins until this transaction ends.
    """
    if Partnership.objects.select_for_update(no_key=True).get(pk=partnership).hold:
        return True
    # because whoever erases has found the reviews' things in the partnership
    found = Review.unscoped.filter(pk__in=set(reviews)).select_for_update(no_key=True).order_by("pk")
    return any(review.hold for review in found)


def refuse_if_held(partnership: int, reviews: Iterable[int] = (), *, evidence: Iterable[int] = ()) -> None:
    """Raise `Refused` where a legal hold keeps one of these reviews, or one that lists such evidence."""
    # because whoever erases has found the things in the partnership
    listed = ReviewEvidence.unscoped.filter(evidence__in=set(evidence)).values_list("review", flat=True)
    if held_now(partnership, [*reviews, *listed]):
        raise Refused(HELD)


def attachment_is_held(number: int) -> bool:
    """Whether a legal hold keeps the attachment with this number."""
    # because the house's own work begins with the number; the attachment's own partnership is asked
    link = Attached.unscoped.select_related("finding", "action").get(attachment=number)
    return held_now(link.partnership_id, reviews_of(link))


def reviews_of(link: Attached) -> list[int]:
    """The numbers of the reviews to which an attachment belongs; evidence can be listed in several."""
    thing = link.finding or link.action
    if thing is not None:
        return [thing.review_id]
    # because the link was found in its partnership
    return list(ReviewEvidence.unscoped.filter(evidence=link.evidence_id).values_list("review", flat=True))
