"""A version of a review that was agreed: the whole of it as plain data, with who, when and its hash. Never changed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission, allowed
from system_review.reviews.models.review import Review
from system_review.rows.models import Row, Scoped, ScopedQuerySet


class AgreedQuerySet(ScopedQuerySet):
    """Versions that were agreed: for everybody who reads agreed results."""

    def visible_to(self, member: Any) -> Self:
        if not allowed(member.roles, Permission.REVIEW_SEE_AGREED):
            return self.none()
        return super().visible_to(member)


class AgreedVersion(Row):
    """The review as it was agreed. `content` is its interchange file, character by character; `sha256` is of its bytes.

    The database refuses every change of a row but one: where words were taken out, `blotted_at` and `blotted_by`, the
    number of the event, say so; then `sha256` is of what stands there now, `agreed_sha256` of what was agreed. The
    title, the day and the agreeing member's name stand beside the content as they were, for lists. `keys` (JSON) tells
    which finding, action and lead each name in the file is, by public id, for comparing: the file itself holds none.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="agreed_versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    agreed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    agreed_by_name = models.CharField(max_length=200)
    agreed_at = models.DateTimeField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    keys = models.TextField(blank=True, default="{}", db_default="{}")
    agreed_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    blotted_at = models.DateTimeField(null=True, blank=True)
    blotted_by = models.PositiveBigIntegerField(null=True, blank=True)

    objects: ClassVar[Scoped] = Scoped.of(AgreedQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="agreed_number_once")]
        indexes = [models.Index(fields=["partnership", "-agreed_at"], name="agreed_of_partnership")]

    def __str__(self) -> str:
        return self.name
