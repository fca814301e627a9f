"""The words of a document that are not in the review: handed to the writers in the reader's language. Pure.

English is the default of every field, so that a translator sees the sentence where it is used. `translated` puts
every text through one function (gettext, say). Texts with `{places}` are filled by `str.format`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from system_review.documents.writers.labels import Columns, Facts, Headings, Phrases
from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState
from system_review.reviews.rules.words import Priority, Status, Unit, Unrated

Words = TypeVar("Words")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def english_date(day: date) -> str:
    """A date as it is written here: 20 April 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def british_day(moment: datetime) -> date:
    """The day on which a moment fell in the United Kingdom."""
    return moment.astimezone(ZoneInfo("Europe/London")).date()


def english_every(every: int, unit: Unit) -> str:
    """How often, in words: every term, every 3 months."""
    return f"every {unit.value}" if every == 1 else f"every {every} {unit.value}s"


def _unrated() -> Mapping[Unrated, str]:
    return {
        Unrated.NOT_RATED: "Not rated",
        Unrated.NOT_YET_KNOWN: "Not yet known",
        Unrated.NOT_APPLICABLE: "Not applicable",
        Unrated.NOT_REVIEWED: "Not reviewed this time",
    }


def _statuses() -> Mapping[Status, str]:
    return {
        Status.NOT_STARTED: "Not started",
        Status.UNDER_WAY: "Under way",
        Status.DONE: "Done",
        Status.BLOCKED: "Blocked",
        Status.NOT_NEEDED: "No longer needed",
    }


def _priorities() -> Mapping[Priority, str]:
    return {Priority.HIGH: "High", Priority.NORMAL: "Normal", Priority.LOW: "Low"}


def _evidence_kinds() -> Mapping[EvidenceKind, str]:
    return {
        EvidenceKind.DOCUMENT: "Document",
        EvidenceKind.MEETING_OBSERVATION: "Meeting observed",
        EvidenceKind.PRACTICE_OBSERVATION: "Practice observed",
        EvidenceKind.DIP_SAMPLE: "Dip-sample",
        EvidenceKind.INTERVIEW: "Interview",
        EvidenceKind.FOCUS_GROUP: "Focus group",
        EvidenceKind.SURVEY: "Survey",
        EvidenceKind.DATA_EXTRACT: "Data",
        EvidenceKind.TRAINING_RECORD: "Training record",
        EvidenceKind.YOUNG_PEOPLE: "Feedback from young people",
        EvidenceKind.PARENTS: "Feedback from parents and carers",
        EvidenceKind.CASE_STUDY: "Case study",
        EvidenceKind.OTHER: "Other",
    }


def _confidences() -> Mapping[Confidence, str]:
    return {Confidence.LOW: "Low", Confidence.MEDIUM: "Medium", Confidence.HIGH: "High"}


def _evidence_states() -> Mapping[EvidenceState, str]:
    return {
        EvidenceState.ASKED_FOR: "Asked for",
        EvidenceState.PLANNED: "Planned",
        EvidenceState.UNDER_WAY: "Under way",
        EvidenceState.RECEIVED: "Received",
        EvidenceState.NOT_AVAILABLE: "Not available",
    }


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Everything a writer prints that is not in the snapshot.

    `as_at` is the day that the document speaks of: an open action due before it is overdue. `marking` stands where the
    review has none of its own.
    """

    as_at: date
    language: str = "en-GB"
    marking: str = "OFFICIAL-SENSITIVE"
    state: str = "DRAFT"
    version: str = ""  # how a version is called that was agreed, and by whom when
    author: str = "System Review"
    date_words: Callable[[date], str] = english_date
    day_of: Callable[[datetime], date] = british_day
    every: Callable[[int, Unit], str] = english_every
    unrated: Mapping[Unrated, str] = field(default_factory=_unrated)
    statuses: Mapping[Status, str] = field(default_factory=_statuses)
    priorities: Mapping[Priority, str] = field(default_factory=_priorities)
    evidence_kinds: Mapping[EvidenceKind, str] = field(default_factory=_evidence_kinds)
    confidences: Mapping[Confidence, str] = field(default_factory=_confidences)
    evidence_states: Mapping[EvidenceState, str] = field(default_factory=_evidence_states)
    headings: Headings = field(default_factory=Headings)
    facts: Facts = field(default_factory=Facts)
    columns: Columns = field(default_factory=Columns)
    phrases: Phrases = field(default_factory=Phrases)

    def as_at_line(self) -> str:
        """As at 20 April 2027."""
        return self.phrases.as_at.format(date=self.date_words(self.as_at))


def english(as_at: date, **changed: Any) -> Wording:
    """The English wording of a document that speaks of `as_at`; `changed` replaces single fields."""
    return Wording(as_at=as_at, **changed)


def translated(words: Words, translate: Callable[[str], str]) -> Words:
    """The same wording with every text put through `translate`.

    The language tag, the marking, dates and functions stay as they are: replace those beside it.
    """
    kept = {"language", "marking", "author", "version"}
    changed: dict[str, Any] = {}
    for part in dataclasses.fields(words):  # type: ignore[arg-type]
        now = getattr(words, part.name)
        if part.name in kept or callable(now):
            continue
        if isinstance(now, str):
            changed[part.name] = translate(now) if now else ""  # gettext answers "" with its own head
        elif isinstance(now, Mapping):
            changed[part.name] = {key: translate(text) for key, text in now.items()}
        elif dataclasses.is_dataclass(now):
            changed[part.name] = translated(now, translate)
    return dataclasses.replace(words, **changed)  # type: ignore[type-var]
