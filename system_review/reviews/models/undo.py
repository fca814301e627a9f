"""What one step changed, so that it can be taken back until something of it is edited again."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.partnerships.models import Member
from system_review.reviews.models.review import Review
from system_review.reviews.models.scope import DraftRow


class UndoStep(DraftRow):
    """One step that can be undone. `before` holds columns and links, never texts; `versions` what they had after it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    before = models.JSONField()
    versions = models.JSONField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return Q(member=member.pk)
