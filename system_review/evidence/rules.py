"""The vocabulary of evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from system_review.errors import Why
from system_review.partnerships.rules import Permission, allowed


class EvidenceKind(StrEnum):
    """What a piece of evidence is (the field's own list of methods)."""

    DOCUMENT = "document"
    MEETING_OBSERVATION = "meeting_observation"
    PRACTICE_OBSERVATION = "practice_observation"
    DIP_SAMPLE = "dip_sample"
    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    SURVEY = "survey"
    DATA_EXTRACT = "data_extract"
    TRAINING_RECORD = "training_record"
    YOUNG_PEOPLE = "young_people"
    PARENTS = "parents"
    CASE_STUDY = "case_study"
    OTHER = "other"


def why_no_kind(kind: str) -> Why | None:
    """Why this is no kind of evidence; None if it is one."""
    return None if kind in set(EvidenceKind) else Why("Select what kind of evidence it is")


class Confidence(StrEnum):
    """How far the evidence can be relied on, in the review team's view."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class EvidenceState(StrEnum):
    """Whether it is there. What the review team looks at itself is planned, then under way, until it is there."""

    ASKED_FOR = "asked_for"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    RECEIVED = "received"
    NOT_AVAILABLE = "not_available"


class Naming(StrEnum):
    """How far it may be named outside the review team."""

    NAMED = "named"
    KIND_ONLY = "kind_only"
    TEAM_ONLY = "team_only"


def in_team(roles: Iterable[str]) -> bool:
    """Whether these roles are of the team of every review. Whom a lead puts on one review's team, `reviews` knows."""
    return allowed(roles, Permission.REVIEW_IN_TEAM)


def may_see(naming: str, *, in_team: bool) -> bool:
    """Whether somebody may know that this piece of evidence is there at all: in lists, counts, search and links."""
    return in_team or naming != Naming.TEAM_ONLY


def may_describe(naming: str, *, in_team: bool) -> bool:
    """Whether somebody may read what it is, or only its kind and whether it is there."""
    return in_team or naming == Naming.NAMED


TO_COME = frozenset({EvidenceState.ASKED_FOR, EvidenceState.PLANNED, EvidenceState.UNDER_WAY})


def is_to_come(state: str) -> bool:
    """Whether it is still to be got or to be looked at."""
    return state in TO_COME


def remarks_on(
    *, asked_on: date | None, due_on: date | None, how_many: int | None, so_far: int | None
) -> tuple[Why, ...]:
    """What is odd about a piece and may be a slip: it is kept as it was said, and pointed out."""
    found = []
    if asked_on and due_on and due_on < asked_on:
        found.append(Why("It is wanted by a day before it was asked for"))
    if how_many and so_far and so_far > how_many:
        found.append(Why("More came so far than were wanted: {so_far} of {how_many}", so_far=so_far, how_many=how_many))
    return tuple(found)


def is_late(*, state: str, due_on: date | None, today: date) -> bool:
    """What is still to come is late from the day after it was wanted."""
    return is_to_come(state) and due_on is not None and due_on < today
