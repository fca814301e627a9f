"""A review, its cells (a stage of a domain and level), and its judgements on values."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from system_review.evidence.models import Evidence, choices
from system_review.frameworks.models import Framework
from system_review.partnerships.models import Agency, Member
from system_review.reviews.models import sight
from system_review.reviews.models.scope import DraftPart, DraftRow, JudgedRow, known
from system_review.reviews.rules.audience import Audience
from system_review.reviews.rules.states import ARCHIVED, State
from system_review.reviews.rules.words import NOT_SHOWN, Unrated

MARKING = "OFFICIAL-SENSITIVE"


class Review(DraftRow):
    """One System Review. The texts about it are free and none is required."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    date = models.DateField()
    marking = models.CharField(max_length=200, default=MARKING, blank=True)
    purpose = models.TextField(blank=True)
    period = models.TextField(blank=True)
    harms = models.TextField(blank=True)
    ages = models.TextField(blank=True)
    places = models.TextField(blank=True)
    team = models.TextField(blank=True)
    method = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)
    has_places = models.BooleanField(default=False, db_default=False)  # `ReviewPlace`s: else nobody asks for them
    audience = models.CharField(
        max_length=10, choices=choices(Audience), default=Audience.TEAM, db_default=Audience.TEAM.value
    )
    state = models.CharField(
        max_length=20, choices=choices(State), default=State.SETTING_UP, db_default=State.SETTING_UP.value
    )
    begun_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    hold = models.TextField(blank=True, default="", db_default="")  # why nothing of it is erased; "" for no hold
    held_at = models.DateTimeField(null=True, blank=True)

    ABOUT = ("purpose", "period", "harms", "ages", "places", "team", "method", "limits")

    class Meta:
        indexes = [models.Index(fields=["partnership", "-date"], name="review_of_partnership")]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=known(Audience)), name="review_audience_known"),
            models.CheckConstraint(condition=Q(state__in=known(State)), name="review_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> str:
        """How far it is, as its pages say: archived, else its state."""
        return ARCHIVED if self.archived_at else str(self.state)

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        """The frame of every review, so that an agency can bring what it has before it sees anything else."""
        return Q()


class TeamMember(DraftPart):
    """A member whom the lead puts on the review's team. Who is of every review's team needs no such row."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="team_members")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "member"], name="in_team_once")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member)


class ShownFrom(DraftPart):
    """From this day on, findings about the agency are shown beyond the review team; until then to nobody else."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="shown_from")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="shown_from")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "agency"], name="shown_from_once")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.in_team(member)


class Cell(JudgedRow):
    """A stage of a domain (and level) of the review, with its overall rating.

    `domain`, `level` and `stage` are keys of the review's framework; `level` is "" where it has none. `rating` is a
    step of its scale or one of `Unrated`. Who rated is kept twice: the member, and the name as it was then.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="cells")
    domain = models.CharField(max_length=60)
    level = models.CharField(max_length=60, blank=True)
    stage = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    rating = models.CharField(max_length=30, default=Unrated.NOT_RATED)
    reason = models.TextField(blank=True)
    rated_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    rated_by_name = models.CharField(max_length=200, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.TextField(blank=True)

    JUDGEMENT: ClassVar[dict[str, Any]] = {
        "rating": NOT_SHOWN,
        "reason": "",
        "rated_by": None,
        "rated_by_name": "",
        "rated_at": None,
        "agreed_at": "",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "domain", "level", "stage"], name="cell_once"),
            models.CheckConstraint(
                condition=Q(rated_by_name="", rated_at=None) | ~Q(rated_by_name="") & Q(rated_at__isnull=False),
                name="cell_rated_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return "/".join(part for part in (self.domain, self.level, self.stage) if part)

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return Q()


class ValueJudgement(JudgedRow):
    """How far a value shows: one of the framework's (by key), or a further one (by name)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="values_judged")
    key = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()
    extent = models.CharField(max_length=40, blank=True)
    narrative = models.TextField(blank=True)
    examples_for = models.TextField(blank=True)
    examples_against = models.TextField(blank=True)

    JUDGEMENT: ClassVar[dict[str, Any]] = dict.fromkeys(("extent", "narrative", "examples_for", "examples_against"), "")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "key", "name"], name="value_judged_once"),
            models.CheckConstraint(condition=Q(key="") ^ Q(name=""), name="value_by_key_or_by_name"),
        ]

    def __str__(self) -> str:
        return self.name or self.key

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        """The framework's values are part of the frame; a further one is the review team's own."""
        return Q(name="") | sight.ratings_seen(member)


class ReviewEvidence(DraftPart):
    """A piece of evidence in the list of a review, there for one of its places or for all."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence_listed")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    for_place = models.ForeignKey("reviews.ReviewPlace", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "evidence"], name="evidence_listed_once")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.listing_seen(member)


class EvidenceStage(DraftPart):
    """A piece of evidence speaks to a stage, whether or not a finding of it rests on the piece yet."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="stage_links")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="evidence_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "cell"], name="evidence_stage_once")]

    @classmethod
    def seen_by(cls, member: Any) -> Q:
        return sight.stage_link_seen(member)
