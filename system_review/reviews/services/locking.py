"""One act after another where what hangs together in a review could be torn by two at the same moment."""

from __future__ import annotations

from system_review.reviews.models import Review


def lock_review(review_id: int) -> None:
    """Let nobody else change how the findings and actions of this review hang together until this transaction ends.

    It comes first: a parent before its children, the history's head last, so that two acts never wait for one another.
    Whoever calls it reads afterwards what it decides by. Rows that only point at the review are written beside it.
    """
    Review.unscoped.select_for_update(of=("self",), no_key=True).only("pk").get(pk=review_id)
