"""The words of this room's vocabulary in the reader's language, and dates written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState, Naming
from system_review.frameworks.snapshots import FrameworkSnapshot, Step
from system_review.reviews.rules.words import Priority, Status, Unit, Unrated
from system_review.ui.parts import Rating, rating_of


def language_tag() -> str:
    """The reader's language as a framework names it: `en-GB`."""
    language, _, region = (get_language() or "en-gb").partition("-")
    return f"{language}-{region.upper()}" if region else language


def day(on: date) -> str:
    """A date in full: 20 April 2027."""
    return _day(on, get_language() or "en-gb")


@lru_cache(maxsize=2048)
def _day(on: date, language: str) -> str:
    return dateformat.format(on, "j F Y")


def day_of(at: datetime) -> str:
    """The day of a moment, in the time of the partnership."""
    return day(timezone.localtime(at).date())


def month(on: date) -> str:
    """A month: April 2027."""
    return dateformat.format(on, "F Y")


def unrated(state: str) -> str:
    """What stands in place of a rating."""
    return {
        Unrated.NOT_RATED: gettext("Not rated"),
        Unrated.NOT_YET_KNOWN: gettext("Not yet known"),
        Unrated.NOT_APPLICABLE: gettext("Not applicable"),
        Unrated.NOT_REVIEWED: gettext("Not reviewed this time"),
    }[Unrated(state)]


def unrated_letters(state: str) -> str:
    """The letters of a light without a rating."""
    return {
        Unrated.NOT_RATED: gettext("·"),
        Unrated.NOT_YET_KNOWN: pgettext("letters of not yet known", "?"),
        Unrated.NOT_APPLICABLE: "–",
        Unrated.NOT_REVIEWED: "–",
    }[Unrated(state)]


def status(value: str) -> str:
    """How an action stands."""
    return {
        Status.NOT_STARTED: gettext("Not started"),
        Status.UNDER_WAY: gettext("Under way"),
        Status.DONE: gettext("Done"),
        Status.BLOCKED: gettext("Blocked"),
        Status.NOT_NEEDED: gettext("No longer needed"),
    }[Status(value)]


def priority(value: str) -> str:
    """How urgent an action is."""
    return {
        Priority.HIGH: gettext("High"),
        Priority.NORMAL: gettext("Normal"),
        Priority.LOW: gettext("Low"),
    }[Priority(value)]


def unit(value: str) -> str:
    """What a recurring action is counted in."""
    return {
        Unit.WEEK: gettext("week"),
        Unit.MONTH: gettext("month"),
        Unit.TERM: gettext("school term"),
        Unit.YEAR: gettext("year"),
    }[Unit(value)]


def every(number: int, value: str) -> str:
    """How often: "every 6 months", "each term"."""
    forms = {
        Unit.WEEK: ngettext("each week", "every %(n)d weeks", number),
        Unit.MONTH: ngettext("each month", "every %(n)d months", number),
        Unit.TERM: ngettext("each term", "every %(n)d terms", number),
        Unit.YEAR: ngettext("each year", "every %(n)d years", number),
    }
    return forms[Unit(value)] % {"n": number}


def evidence_kind(value: str) -> str:
    """What a piece of evidence is."""
    return {
        EvidenceKind.DOCUMENT: gettext("Document"),
        EvidenceKind.MEETING_OBSERVATION: gettext("Meeting observed"),
        EvidenceKind.PRACTICE_OBSERVATION: gettext("Practice observed"),
        EvidenceKind.DIP_SAMPLE: gettext("Dip-sample"),
        EvidenceKind.INTERVIEW: gettext("Interview"),
        EvidenceKind.FOCUS_GROUP: gettext("Focus group"),
        EvidenceKind.SURVEY: gettext("Survey"),
        EvidenceKind.DATA_EXTRACT: gettext("Data"),
        EvidenceKind.TRAINING_RECORD: gettext("Training record"),
        EvidenceKind.YOUNG_PEOPLE: gettext("Feedback from young people"),
        EvidenceKind.PARENTS: gettext("Feedback from parents and carers"),
        EvidenceKind.CASE_STUDY: gettext("Case study"),
        EvidenceKind.OTHER: gettext("Other"),
    }[EvidenceKind(value)]


def confidence(value: str) -> str:
    """How far evidence can be relied on."""
    return {
        Confidence.LOW: gettext("Low"),
        Confidence.MEDIUM: gettext("Medium"),
        Confidence.HIGH: gettext("High"),
    }[Confidence(value)]


def evidence_state(value: str) -> str:
    """Whether evidence is there."""
    return {
        EvidenceState.ASKED_FOR: gettext("Asked for"),
        EvidenceState.RECEIVED: gettext("Received"),
        EvidenceState.NOT_AVAILABLE: gettext("Not available"),
    }[EvidenceState(value)]


def naming(value: str) -> str:
    """How far evidence may be named."""
    return {
        Naming.NAMED: gettext("May be named"),
        Naming.KIND_ONLY: gettext("Only its kind may be told"),
        Naming.TEAM_ONLY: gettext("For the review team only"),
    }[Naming(value)]


def step_word(framework: FrameworkSnapshot, rating: str, language: str) -> str:
    """An overall rating in words, on the scale or in place of one."""
    step = step_of(framework, rating)
    return framework.said(step.word, language) if step else unrated(rating)


def step_of(framework: FrameworkSnapshot, rating: str) -> Step | None:
    """The step of the scale; None for what stands in place of one."""
    return next((step for step in framework.scale if step.key == rating), None)


def rating_mark(framework: FrameworkSnapshot, rating: str, language: str) -> Rating:
    """An overall rating as it is drawn."""
    return _rating_mark(framework.hash, rating, language, framework=_Held(framework))


class _Held:
    """Carries a framework past the cache, whose key is its hash."""

    def __init__(self, framework: FrameworkSnapshot) -> None:
        self.framework = framework

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@lru_cache(maxsize=512)
def _rating_mark(digest: str, rating: str, language: str, *, framework: _Held) -> Rating:
    snapshot = framework.framework
    step = step_of(snapshot, rating)
    if step is None:
        return Rating(((rating, unrated(rating)),))
    colours = [getattr(snapshot.colours, colour) for colour in step.colours]
    return rating_of(
        word=snapshot.said(step.word, language),
        shapes=tuple(step.colours),
        words=tuple(snapshot.said(colour.word, language) for colour in colours),
    )


def listed(parts: Sequence[str]) -> str:
    """Words with "and" before the last: "Jo, Sade and Tess"."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
