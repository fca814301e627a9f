"""A meeting of a review: while it is open, what the review team changes is what was decided there."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.evidence.models import choices
from system_review.partnerships.models import Member
from system_review.reviews.models import sight
from system_review.reviews.models.review import Review
from system_review.reviews.models.scope import DraftRow, known
from system_review.reviews.rules.words import MeetingKind


class Meeting(DraftRow):
    """What was decided is read from the history between the two moments; nothing of it is kept here.

    A meeting that nobody closes is over at the end of its day, whatever `closed_at` says.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=choices(MeetingKind))
    present = models.TextField(blank=True)
    apologies = models.TextField(blank=True)
    opened_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    opened_by_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["review", "-opened_at"], name="meeting_of_review")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=known(MeetingKind)), name="meeting_kind_known"),
            models.UniqueConstraint(fields=["review"], condition=Q(closed_at=None), name="meeting_open_once"),
        ]

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        """Who was there and what was decided is the review team's."""
        return sight.in_team(member)
