"""The summary for the board: a text a part, with the findings and actions that it speaks of."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.evidence.models import choices
from system_review.reviews.models import sight
from system_review.reviews.models.action import Action
from system_review.reviews.models.finding import Finding
from system_review.reviews.models.review import Review
from system_review.reviews.models.scope import DraftPart, DraftRow, known
from system_review.reviews.rules.words import SummaryPart


class SummaryText(DraftRow):
    """One part of a review's summary. It is there once somebody wrote it, and speaks of all findings."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="summary")
    part = models.CharField(max_length=20, choices=choices(SummaryPart))
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "part"], name="summary_part_once"),
            models.CheckConstraint(condition=Q(part__in=known(SummaryPart)), name="summary_part_known"),
        ]

    def __str__(self) -> str:
        return self.part

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.ratings_seen(member)


class SummaryLink(DraftPart):
    """A part of the summary speaks of a finding or an action."""

    summary = models.ForeignKey(SummaryText, models.PROTECT, related_name="links")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding=None, action__isnull=False) | Q(finding__isnull=False, action=None),
                name="summary_link_finding_or_action",
            ),
            models.UniqueConstraint(fields=["summary", "finding"], name="summary_finding_once"),
            models.UniqueConstraint(fields=["summary", "action"], name="summary_action_once"),
        ]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        of_finding = Q(finding__isnull=False) & sight.finding_seen(member, "finding")
        of_action = Q(action__isnull=False) & sight.action_seen(member, "action")
        return sight.ratings_seen(member, "summary__review") & (of_finding | of_action)
