"""An agency was sent, by mail, the list of what it is asked for."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from system_review.partnerships.models import Agency, Member
from system_review.reviews.models import sight
from system_review.reviews.models.review import Review
from system_review.reviews.models.scope import DraftPart


class AskedByMail(DraftPart):
    """Who had the list sent, and when. What it says is written when it is sent; its address is the agency's."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member)
