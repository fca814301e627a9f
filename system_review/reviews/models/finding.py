"""A finding, its earlier colours, and what it is linked to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.evidence.models import Evidence, choices
from system_review.partnerships.models import Agency, Member
from system_review.reviews.models import sight
from system_review.reviews.models.review import Cell, Review
from system_review.reviews.models.scope import DraftPart, DraftRow, known
from system_review.reviews.rules.words import Colour


class Finding(DraftRow):
    """Something learnt about a stage, with one colour. Findings of a colour stand in the order of `position`."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="findings")
    text = models.TextField()
    colour = models.CharField(max_length=20, choices=choices(Colour))
    position = models.PositiveIntegerField()
    is_priority = models.BooleanField(default=False, db_default=False)  # for the board
    for_place = models.ForeignKey("reviews.ReviewPlace", models.PROTECT, null=True, blank=True, related_name="+")
    on_behalf_of = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ManyToManyField(Agency, related_name="findings_about")
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["cell", "colour", "position"], name="finding_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(colour__in=known(Colour)), name="finding_colour_known"),
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.finding_seen(member)


class ColourChange(DraftPart):
    """A finding moved from one colour to another, on a day, for a reason."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="colour_changes")
    before = models.CharField(max_length=20, choices=choices(Colour))
    after = models.CharField(max_length=20, choices=choices(Colour))
    on = models.DateField()
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(before=models.F("after")), name="colour_change_changes")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.finding_seen(member, "finding")


class AlsoRelevant(DraftPart):
    """A finding is shown as a quiet reference in another cell, and counted in its own alone."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="also_relevant")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="referred_to")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "cell"], name="also_relevant_once")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.finding_seen(member, "finding")


class FindingEvidence(DraftPart):
    """A finding rests on a piece of evidence."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="finding_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "evidence"], name="finding_evidence_once")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.evidence_link_seen(member)
