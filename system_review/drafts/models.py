"""What somebody has begun to write in a form and not saved yet."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from system_review.partnerships.models import Member
from system_review.rows.models import Row, Scoped, ScopedQuerySet


class DraftQuerySet(ScopedQuerySet):
    """One's own drafts: nobody sees another's."""

    def visible_to(self, member: Any) -> Self:
        return super().visible_to(member).filter(member_id=member.pk)


class Draft(Row):
    """The fields of one form as they stand in one window. `place` is the form's address, `token` the window's own.

    `words` is what was typed, as JSON of lists by field. `since_at` is when this spell of writing began: it begins anew
    after a pause. An ended draft has no words; it is kept for a while so that a late post of its window is known.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    place = models.CharField(max_length=300)
    token = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    since_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Scoped] = Scoped.of(DraftQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "place", "token"], name="draft_once_a_window"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(words=""), name="draft_ended_has_no_words"),
        ]
        indexes = [models.Index(fields=["partnership", "place"], condition=Q(ended_at=None), name="draft_at_place")]

    def __str__(self) -> str:
        return f"draft of {self.begun_at:%Y-%m-%d %H:%M}"
