"""A file that somebody attached: what it is called and what it is. What it is attached to stands in the room above."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from system_review.files.rules.kinds import FileKind
from system_review.partnerships.models import Member
from system_review.rows.models import Row, new_public_id


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in FileKind]


class Attachment(Row):
    """A file as it came in. Its bytes lie in the storage under `stored`, a random name that no address shows.

    `hash` is of the bytes. Removed, it can be brought back until `erased_at`, when the bytes went.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=_kinds())
    size = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    stored = models.CharField(max_length=30, unique=True, default=new_public_id, editable=False)
    scanned_at = models.DateTimeField(null=True, blank=True)  # None where no scanner was configured
    added_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["removed_at"], condition=Q(erased_at=None), name="attachment_to_erase")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FileKind]), name="attachment_kind_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="attachment_has_name"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(removed_at__isnull=False), name="attachment_erased_when_removed"
            ),
        ]

    def __str__(self) -> str:
        return self.name
