"""The evidence register: what there is, where it came from, whether it may be named. No personal data."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState, Naming, in_team
from system_review.partnerships.models import Agency, Member
from system_review.rows.models import Row, Scoped, ScopedQuerySet


def choices(values: Any) -> list[tuple[str, str]]:
    """An enumeration as Django's choices; labels are made where they are shown."""
    return [(value.value, value.value) for value in values]


class EvidenceQuerySet(ScopedQuerySet):
    """Evidence of a partnership: all of it for who is of every review's team, else what one wrote oneself.

    What else somebody may see of it follows from the reviews that list it: `reviews` asks its links.
    """

    def visible_to(self, member: Any) -> Self:
        rows = super().visible_to(member)
        return rows if in_team(member.roles) else rows.filter(written_by=member.pk)


class Evidence(Row):
    """One piece of evidence. Its links to findings stand in `reviews`.

    `asked_on` is the day since when it is asked for. `looked_at_by` is who of the review team sees to it, `how_many`
    how many there are to be (or were), `so_far` how many of them are done while it goes on.
    """

    kind = models.CharField(max_length=30, choices=choices(EvidenceKind))
    sentence = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    how_many = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.CharField(max_length=10, blank=True, choices=choices(Confidence))
    state = models.CharField(max_length=20, choices=choices(EvidenceState))
    asked_of = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    looked_at_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    so_far = models.PositiveIntegerField(null=True, blank=True)
    naming = models.CharField(max_length=20, choices=choices(Naming), default=Naming.NAMED)
    on_behalf_of = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Scoped] = Scoped.of(EvidenceQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in EvidenceKind]), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in EvidenceState]), name="evidence_state_known"
            ),
            models.CheckConstraint(condition=Q(naming__in=[n.value for n in Naming]), name="evidence_naming_known"),
        ]

    def __str__(self) -> str:
        return self.sentence[:60] or self.kind
