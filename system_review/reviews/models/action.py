"""An action: one status however many findings it serves; its leads, notes, and what it waits for."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from system_review.evidence.models import choices
from system_review.partnerships.models import Agency, Lead, Member, leads_of_member
from system_review.partnerships.rules import Permission, allowed
from system_review.reviews.models import sight
from system_review.reviews.models.finding import Finding
from system_review.reviews.models.review import Cell, Review
from system_review.reviews.models.scope import DraftPart, DraftQuerySet, DraftRow, known
from system_review.reviews.rules.words import Colour, Priority, Status, Unit
from system_review.rows.models import Scoped, ScopedQuerySet


class LedQuerySet(ScopedQuerySet):
    """The actions that a member leads: theirs to see and to report on, whoever else sees the draft."""

    def visible_to(self, member: Any) -> Self:
        if not allowed(member.roles, Permission.ACTION_REPORT):
            return self.none()
        return super().visible_to(member).filter(sight.action_led(member), archived_at=None)


class Action(DraftRow):
    """Something to be done. `due_on` of a recurring action is when it is next due."""

    objects: ClassVar[Scoped] = Scoped.of(DraftQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()
    led: ClassVar[Scoped] = Scoped.of(LedQuerySet)

    review = models.ForeignKey(Review, models.PROTECT, related_name="actions")
    text = models.TextField()
    status = models.CharField(max_length=20, choices=choices(Status), default=Status.NOT_STARTED)
    priority = models.CharField(max_length=10, choices=choices(Priority), default=Priority.NORMAL)
    due_words = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    repeats_every = models.PositiveSmallIntegerField(null=True, blank=True)
    repeats_unit = models.CharField(max_length=10, blank=True, choices=choices(Unit))
    last_done_on = models.DateField(null=True, blank=True)
    difference = models.TextField(blank=True)
    for_place = models.ForeignKey("reviews.ReviewPlace", models.PROTECT, null=True, blank=True, related_name="+")
    is_check = models.BooleanField(default=False, db_default=False)  # asks whether its finding still has its colour
    on_behalf_of = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["review", "status", "due_on"], name="action_of_review")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=known(Status)), name="action_status_known"),
            models.CheckConstraint(condition=Q(priority__in=known(Priority)), name="action_priority_known"),
            models.CheckConstraint(condition=~Q(text=""), name="action_says_something"),
            models.CheckConstraint(
                condition=Q(repeats_every=None, repeats_unit="") | Q(repeats_every__gte=1) & ~Q(repeats_unit=""),
                name="action_repeats_every_unit_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.action_seen(member)


class ServedQuerySet(ScopedQuerySet):
    """What the actions that a member leads serve, as far as it is not held back: where they stand, and nothing else."""

    def visible_to(self, member: Any) -> Self:
        if not allowed(member.roles, Permission.ACTION_REPORT):
            return self.none()
        mine = ActionLead.unscoped.filter(lead__in=leads_of_member(member)).values(
            "action"
        )  # because it is about a scoped row
        return super().visible_to(member).filter(sight.served(member), action__in=mine)


class Serving(DraftPart):
    """An action serves a finding. `colour` is the finding's when the action was planned: the kind follows from it.

    When a finding moves on, what was done keeps the earlier colour and stays readable there.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="servings")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="servings")
    colour = models.CharField(max_length=20, choices=choices(Colour))
    position = models.PositiveIntegerField()

    objects: ClassVar[Scoped] = Scoped.of(DraftQuerySet)
    unscoped: ClassVar[models.Manager[Any]] = models.Manager[Any]()
    served: ClassVar[Scoped] = Scoped.of(ServedQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "finding"], name="serving_once"),
            models.CheckConstraint(condition=Q(colour__in=known(Colour)), name="serving_colour_known"),
        ]
        indexes = [models.Index(fields=["finding", "position"], name="serving_in_order")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.finding_seen(member, "finding")


class ActionLead(DraftPart):
    """Who leads; the first is accountable, the others are *with*."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="lead_links")
    lead = models.ForeignKey(Lead, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "lead"], name="action_lead_once")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.action_seen(member, "action")


class ProgressNote(DraftPart):
    """Progress in words, on a day."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    by_name = models.CharField(max_length=200, blank=True)

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.action_seen(member, "action")


class Waiting(DraftPart):
    """An action waits for another. Circles are refused by rule, under the review's lock."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="waits")
    waits_for = models.ForeignKey(Action, models.PROTECT, related_name="waited_for_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "waits_for"], name="waiting_once"),
            models.CheckConstraint(condition=~Q(action=F("waits_for")), name="waiting_for_another"),
        ]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.action_seen(member, "action") & sight.action_seen(member, "waits_for")


class SeeAlso(DraftPart):
    """A finding's plan points to the actions of another cell, or to one action."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="see_also")
    cell = models.ForeignKey(Cell, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cell=None, action__isnull=False) | Q(cell__isnull=False, action=None),
                name="see_also_cell_or_action",
            ),
            models.UniqueConstraint(fields=["finding", "cell"], name="see_also_cell_once"),
            models.UniqueConstraint(fields=["finding", "action"], name="see_also_action_once"),
        ]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        pointed = Q(action=None) | sight.action_seen(member, "action")
        return sight.finding_seen(member, "finding") & pointed


class CameFrom(DraftPart):
    """Where a finding or an action was brought in from. Plain columns, which survive the erasure of the file."""

    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="came_from")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="came_from")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=200)
    wording = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding=None, action__isnull=False) | Q(finding__isnull=False, action=None),
                name="came_from_finding_or_action",
            )
        ]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        of_finding = Q(finding__isnull=False) & sight.finding_seen(member, "finding")
        return of_finding | Q(action__isnull=False) & sight.action_seen(member, "action")
