"""The trail's tables. Append-only: triggers refuse a change of an event; the chain shows one made without them."""

from __future__ import annotations

from django.db import models


class Head(models.Model):
    """The end of one chain. Locked while an event is added, as the last lock of a service."""

    chain = models.CharField(max_length=40, unique=True)  # a partnership's key, or "installation"
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_head"

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class Event(models.Model):
    """One change. `body` is the exact text that was hashed; the columns beside it are for finding events."""

    chain = models.CharField(max_length=40)
    seq = models.PositiveBigIntegerField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)  # "finding:" and its public id
    review = models.CharField(max_length=22, blank=True)  # the review's public id, to list its history
    at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        db_table = "audit_event"
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="event_number_once"),
            models.UniqueConstraint(fields=["chain", "prev"], name="event_follows_one"),
        ]
        indexes = [
            models.Index(fields=["chain", "subject"], name="event_of_subject"),
            models.Index(fields=["chain", "review", "-seq"], name="event_of_review"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Particular(models.Model):
    """What was written, beside the chain: erasing text and salt leaves the chain whole."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="particulars")
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        db_table = "audit_particular"
        constraints = [models.UniqueConstraint(fields=["event", "field"], name="particular_once")]

    def __str__(self) -> str:
        return self.field
