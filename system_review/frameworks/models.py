"""Frameworks as they are kept: the content of a file, once it is used or added. Never changed afterwards."""

from __future__ import annotations

from typing import Any

from django.db import models

from system_review.rows.models import new_public_id


class Framework(models.Model):
    """One version of a framework. Shipped ones belong to no partnership; `content` is its canonical JSON.

    A review points here, and so stays on the version it began with.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, null=True, blank=True, related_name="+")
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=60)
    edition = models.CharField(max_length=30)  # the file's `version`
    title = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    content = models.TextField()

    unscoped: models.Manager[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "hash"], name="framework_once_a_partnership"),
            models.UniqueConstraint(
                fields=["hash"], condition=models.Q(partnership__isnull=True), name="framework_once_shipped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.edition}"
