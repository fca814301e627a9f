"""What a file is attached to: a finding, an action, or a piece of evidence."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.evidence.models import Evidence
from system_review.files.models import Attachment
from system_review.reviews.models import sight
from system_review.reviews.models.action import Action
from system_review.reviews.models.finding import Finding
from system_review.reviews.models.scope import DraftPart


class Attached(DraftPart):
    """An attachment hangs on exactly one thing. Whoever may not see that thing does not see the attachment."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="attached")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="attached")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="attached")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="attached")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, action=None, evidence=None)
                | Q(finding=None, action__isnull=False, evidence=None)
                | Q(finding=None, action=None, evidence__isnull=False),
                name="attached_to_one_thing",
            ),
        ]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        of_finding = Q(finding__isnull=False) & sight.finding_seen(member, "finding")
        of_action = Q(action__isnull=False) & sight.action_seen(member, "action")
        return of_finding | of_action | Q(evidence__isnull=False) & sight.evidence_read(member, "evidence")
