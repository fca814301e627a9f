"""The vocabulary of a review: every enumeration that is stored. Values never change; labels are elsewhere."""

from __future__ import annotations

from enum import StrEnum


class Colour(StrEnum):
    """The colour of one finding, or that it is not yet known."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_YET_KNOWN = "not_yet_known"


class Unrated(StrEnum):
    """What a stage's overall rating can be instead of a step of the framework's scale."""

    NOT_RATED = "not_rated"
    NOT_YET_KNOWN = "not_yet_known"
    NOT_APPLICABLE = "not_applicable"
    NOT_REVIEWED = "not_reviewed"


NOT_SHOWN = "not_shown"  # what stands for a rating that this reader may not see; never stored


class Status(StrEnum):
    """How an action stands."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    BLOCKED = "blocked"
    NOT_NEEDED = "not_needed"


CLOSED = frozenset({Status.DONE, Status.NOT_NEEDED})


class Checked(StrEnum):
    """What a check of a green finding found."""

    STILL = "still"
    NO_LONGER = "no_longer"


class Priority(StrEnum):
    """How urgent an action is."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Unit(StrEnum):
    """What a recurring action is counted in; a term is a school term."""

    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"


class SummaryPart(StrEnum):
    """The parts of the summary for the board, in their order."""

    STRENGTHS = "strengths"
    THEMES = "themes"
    PRIORITIES = "priorities"
    DECISIONS = "decisions"


class MeetingKind(StrEnum):
    """What a meeting of a review is for."""

    STEERING = "steering"
    MODERATION = "moderation"
    CHALLENGE = "challenge"
    BOARD = "board"
    FEEDBACK = "feedback"
    OTHER = "other"
