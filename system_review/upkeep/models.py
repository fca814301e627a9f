"""What a partnership says of itself about privacy and accessibility, and how long it keeps things."""

from __future__ import annotations

from django.db import models

from system_review.rows.models import Row


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
