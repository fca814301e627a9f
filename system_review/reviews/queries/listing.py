"""Lists of reviews: those that a member may see, and those whose id begins with a few letters."""

from __future__ import annotations

from system_review.partnerships.models import Member
from system_review.reviews.models import Review


def reviews_listed(*, visible_to: Member) -> list[Review]:
    """The member's reviews that are not archived, the newest date first, with framework and partnership."""
    return list(
        Review.objects.visible_to(visible_to)
        .filter(archived_at=None)
        .select_related("framework", "partnership")
        .order_by("-date", "-pk")
    )


def reviews_beginning(start: str, *, visible_to: Member) -> list[Review]:
    """The reviews, archived ones too, whose public id begins with `start` (at most the first twenty, by id)."""
    return list(
        Review.objects.visible_to(visible_to)
        .filter(public_id__startswith=start)
        .select_related("framework", "partnership")
        .order_by("public_id")[:20]
    )


def example_review(*, visible_to: Member) -> Review | None:
    """The example review of the member's partnership, archived or not; None if it was not put in."""
    found: Review | None = (
        Review.objects.visible_to(visible_to)
        .filter(is_example=True)
        .select_related("framework", "partnership")
        .order_by("pk")
        .first()
    )
    return found


def holds_only_the_example(*, visible_to: Member) -> bool:
    """Whether the partnership has the example review and no other: nobody's own work belongs there."""
    kinds = set(Review.objects.visible_to(visible_to).values_list("is_example", flat=True).distinct())
    return kinds == {True}
