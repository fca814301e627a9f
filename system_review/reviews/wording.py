"""The words of this room's vocabulary in the reader's language, and dates written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext, gettext_noop, ngettext, pgettext_lazy

from system_review.errors import Why
from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState, Naming
from system_review.frameworks.snapshots import FrameworkSnapshot, Step
from system_review.reviews.rules.audience import Audience
from system_review.reviews.rules.states import ARCHIVED, State
from system_review.reviews.rules.words import NOT_SHOWN, Priority, Status, Unit, Unrated
from system_review.ui.parts import Rating, rating_of
from system_review.ui.words import say


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


UNRATED = {
    Unrated.NOT_RATED: gettext_noop("Not rated"),
    Unrated.NOT_YET_KNOWN: gettext_noop("Not yet known"),
    Unrated.NOT_APPLICABLE: gettext_noop("Not applicable"),
    Unrated.NOT_REVIEWED: gettext_noop("Not reviewed this time"),
}
LETTERS = {
    Unrated.NOT_RATED: "·",
    Unrated.NOT_YET_KNOWN: pgettext_lazy("letters of not yet known", "?"),
    Unrated.NOT_APPLICABLE: "–",
    Unrated.NOT_REVIEWED: "–",
}
AUDIENCE = {
    Audience.TEAM: gettext_noop("The review team only"),
    Audience.OWN: gettext_noop("The review team, and each agency’s representatives what concerns their own agency"),
    Audience.ALL: gettext_noop("The review team and all agency representatives"),
}
STATUS = {
    Status.NOT_STARTED: gettext_noop("Not started"),
    Status.UNDER_WAY: gettext_noop("Under way"),
    Status.DONE: gettext_noop("Done"),
    Status.BLOCKED: gettext_noop("Blocked"),
    Status.NOT_NEEDED: gettext_noop("No longer needed"),
}
PRIORITY = {
    Priority.HIGH: gettext_noop("High"),
    Priority.NORMAL: gettext_noop("Normal"),
    Priority.LOW: gettext_noop("Low"),
}
UNIT = {
    Unit.WEEK: gettext_noop("week"),
    Unit.MONTH: gettext_noop("month"),
    Unit.TERM: gettext_noop("school term"),
    Unit.YEAR: gettext_noop("year"),
}
KIND = {
    EvidenceKind.DOCUMENT: gettext_noop("Document"),
    EvidenceKind.MEETING_OBSERVATION: gettext_noop("Meeting observed"),
    EvidenceKind.PRACTICE_OBSERVATION: gettext_noop("Practice observed"),
    EvidenceKind.DIP_SAMPLE: gettext_noop("Dip-sample"),
    EvidenceKind.INTERVIEW: gettext_noop("Interview"),
    EvidenceKind.FOCUS_GROUP: gettext_noop("Focus group"),
    EvidenceKind.SURVEY: gettext_noop("Survey"),
    EvidenceKind.DATA_EXTRACT: gettext_noop("Data"),
    EvidenceKind.TRAINING_RECORD: gettext_noop("Training record"),
    EvidenceKind.YOUNG_PEOPLE: gettext_noop("Feedback from young people"),
    EvidenceKind.PARENTS: gettext_noop("Feedback from parents and carers"),
    EvidenceKind.CASE_STUDY: gettext_noop("Case study"),
    EvidenceKind.OTHER: gettext_noop("Other"),
}
CONFIDENCE = {
    Confidence.LOW: gettext_noop("Low"),
    Confidence.MEDIUM: gettext_noop("Medium"),
    Confidence.HIGH: gettext_noop("High"),
}
STATE = {
    EvidenceState.ASKED_FOR: gettext_noop("Asked for"),
    EvidenceState.PLANNED: gettext_noop("Planned: we look ourselves"),
    EvidenceState.UNDER_WAY: gettext_noop("Under way"),
    EvidenceState.RECEIVED: gettext_noop("Received"),
    EvidenceState.NOT_AVAILABLE: gettext_noop("Not available"),
}
NAMING = {
    Naming.NAMED: gettext_noop("May be named"),
    Naming.KIND_ONLY: gettext_noop("Only its kind may be told"),
    Naming.TEAM_ONLY: gettext_noop("For the review team only"),
}


def unrated(state: str) -> str:
    """What stands in place of a rating."""
    return gettext("Not shown to you") if state == NOT_SHOWN else gettext(UNRATED[Unrated(state)])


def unrated_letters(state: str) -> str:
    """The letters of a light without a rating."""
    return str(LETTERS[Unrated.NOT_RATED if state == NOT_SHOWN else Unrated(state)])


def unrated_shape(state: str) -> str:
    """The mark of what stands in place of a rating."""
    return Unrated.NOT_RATED.value if state == NOT_SHOWN else state


def about_labels() -> dict[str, str]:
    """What is told about a review, by the name of its column."""
    return {
        "purpose": gettext("Purpose"),
        "period": gettext("Period looked at"),
        "harms": gettext("Forms of harm"),
        "ages": gettext("Ages"),
        "places": gettext("Places"),
        "team": gettext("Team"),
        "method": gettext("Method"),
        "limits": gettext("Limits"),
    }


STATE_OF_REVIEW = {
    State.SETTING_UP: gettext_noop("Being set up"),
    State.GATHERING: gettext_noop("Gathering"),
    State.RATING: gettext_noop("Rating"),
    State.AGREED: gettext_noop("Agreed"),
    ARCHIVED: gettext_noop("Archived"),
}


def state(value: str) -> str:
    """How far a review is."""
    return gettext(STATE_OF_REVIEW.get(value, value))


def audience(value: str) -> str:
    """Who sees a draft."""
    return gettext(AUDIENCE[Audience(value)])


def seen(value: str) -> str:
    """Who sees this draft, as its pages say."""
    words = {
        Audience.TEAM: gettext("Draft: seen by the review team"),
        Audience.OWN: gettext("Draft: seen by the review team; each agency’s representatives see what concerns them"),
        Audience.ALL: gettext("Draft: seen by the review team and all agency representatives"),
    }
    return words[Audience(value)]


def status(value: str) -> str:
    """How an action stands."""
    return gettext(STATUS[Status(value)])


def priority(value: str) -> str:
    """How urgent an action is."""
    return gettext(PRIORITY[Priority(value)])


def unit(value: str) -> str:
    """What a recurring action is counted in."""
    return gettext(UNIT[Unit(value)])


def evidence_kind(value: str) -> str:
    """What a piece of evidence is."""
    return gettext(KIND[EvidenceKind(value)])


def confidence(value: str) -> str:
    """How far evidence can be relied on."""
    return gettext(CONFIDENCE[Confidence(value)])


def evidence_state(value: str) -> str:
    """Whether evidence is there."""
    return gettext(STATE[EvidenceState(value)])


def naming(value: str) -> str:
    """How far evidence may be named."""
    return gettext(NAMING[Naming(value)])


def every(number: int, value: str) -> str:
    """How often: "every 6 months", "each term"."""
    forms = {
        Unit.WEEK: ngettext("each week", "every %(n)d weeks", number),
        Unit.MONTH: ngettext("each month", "every %(n)d months", number),
        Unit.TERM: ngettext("each term", "every %(n)d terms", number),
        Unit.YEAR: ngettext("each year", "every %(n)d years", number),
    }
    return forms[Unit(value)] % {"n": number}


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
        return Rating(((unrated_shape(rating), unrated(rating)),))
    colours = [getattr(snapshot.colours, colour) for colour in step.colours]
    return rating_of(
        word=snapshot.said(step.word, language),
        shapes=tuple(step.colours),
        words=tuple(snapshot.said(colour.word, language) for colour in colours),
    )


def said(why: Why) -> str:
    """A rule's sentence in the reader's language, with its dates written out."""
    dated = {name: day(value) if isinstance(value, date) else value for name, value in why.values.items()}
    return say(Why(why.text, **dated))


def listed(parts: Sequence[str]) -> str:
    """Words with "and" before the last: "Jo, Sade and Tess"."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
