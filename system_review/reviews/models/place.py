"""The places of a review that is about several, as of two boroughs: what is said may be for one of them alone."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.partnerships.models import Member
from system_review.reviews.models import sight
from system_review.reviews.models.review import Cell, Review
from system_review.reviews.models.scope import DraftRow
from system_review.reviews.rules.review_places import LONGEST_FOLDED
from system_review.reviews.rules.words import Unrated


class ReviewPlace(DraftRow):
    """A place that a review is about. A thing that names none is for all of them.

    `folded` is the name as it is compared: two that differ only in case or spaces are one. A place that was removed
    keeps its row and its ratings, and comes back with them when one of its name is added again.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="for_places")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=LONGEST_FOLDED)
    position = models.PositiveIntegerField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "folded"], name="review_place_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(folded=""), name="review_place_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        """Which places a review is about is part of its frame."""
        return Q()


class PlaceRating(DraftRow):
    """The rating of a stage for one place, beside the one for all that stands in the cell itself.

    There is one of each cell and place from the moment the place is added, not rated at first.
    """

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="place_ratings")
    for_place = models.ForeignKey(ReviewPlace, models.PROTECT, related_name="ratings")
    rating = models.CharField(max_length=30, default=Unrated.NOT_RATED)
    reason = models.TextField(blank=True)
    rated_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    rated_by_name = models.CharField(max_length=200, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "for_place"], name="place_rated_once"),
            models.CheckConstraint(
                condition=Q(rated_by_name="", rated_at=None) | ~Q(rated_by_name="") & Q(rated_at__isnull=False),
                name="place_rated_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {self.for_place}"

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.ratings_seen(member, "cell__review")
