"""A challenge: what a scrutineer asks about a review and wants answered."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.partnerships.models import Member
from system_review.reviews.models import sight
from system_review.reviews.models.finding import Finding
from system_review.reviews.models.review import Cell, Review
from system_review.reviews.models.scope import DraftRow


class Challenge(DraftRow):
    """About a finding, about a stage, or, with neither, about the whole review. Open until it is answered in words."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="challenges")
    cell = models.ForeignKey(Cell, models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    # None where the challenge came in with a file
    recorded_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="challenge_says_something"),
            models.CheckConstraint(condition=Q(cell=None) | Q(finding=None), name="challenge_about_one_thing"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="challenge_answer_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        """What is asked tells of the draft: the review team sees it."""
        return sight.in_team(member)
