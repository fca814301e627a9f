"""The vocabulary of evidence. Pure."""

from __future__ import annotations

from enum import StrEnum


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


class Confidence(StrEnum):
    """How far the evidence can be relied on, in the review team's view."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class EvidenceState(StrEnum):
    """Whether it is there."""

    ASKED_FOR = "asked_for"
    RECEIVED = "received"
    NOT_AVAILABLE = "not_available"


class Naming(StrEnum):
    """How far it may be named outside the review team."""

    NAMED = "named"
    KIND_ONLY = "kind_only"
    TEAM_ONLY = "team_only"
