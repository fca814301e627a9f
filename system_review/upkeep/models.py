"""What a partnership says of itself, how long it keeps things, and which files words are looked for in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from system_review.files.models import Attachment
from system_review.partnerships.models import Member
from system_review.rows.models import Part, Row


class Statement(Row):
    """Who answers for what is held here, and how accessible it is here. An empty field is told as not filled in yet."""

    controller = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    ground = models.TextField(blank=True)
    barriers = models.TextField(blank=True)
    barriers_contact = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="statement_once_a_partnership")]

    def __str__(self) -> str:
        return self.controller[:60]


class Keeping(Row):
    """How long a partnership keeps what it may choose: counts by the key of their line in `rules.keeping`."""

    chosen = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="keeping_once_a_partnership")]

    def __str__(self) -> str:
        return str(self.chosen)


class FileSearch(Row):
    """Words that somebody looks for inside attachments. They are forgotten once every file was looked into.

    `last` is the number of the last file that was looked into, `looked` how many were.
    """

    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    words = models.TextField(blank=True)
    is_whole = models.BooleanField()
    last = models.BigIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done_at=None) | Q(words=""), name="file_search_forgets_when_done")
        ]

    def __str__(self) -> str:
        return self.public_id


class FileFound(Part):
    """A file in which the words stand, or (`was_read` is false) one that could not be read."""

    search = models.ForeignKey(FileSearch, models.CASCADE, related_name="found")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="+")
    was_read = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "attachment"], name="file_found_once_a_search")]

    def __str__(self) -> str:
        return str(self.attachment)
