"""The words of a document that are not in the review."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.wording import british_day, english, english_date, english_every, translated
from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState
from system_review.reviews.rules.words import Priority, Status, Unit, Unrated
from tests.documents.snapshots import AS_AT, small_grid


def test_a_date_is_written_in_full() -> None:
    assert english_date(date(2027, 4, 20)) == "20 April 2027"


@pytest.mark.parametrize(
    ("every", "unit", "said"),
    [(1, Unit.TERM, "every term"), (3, Unit.MONTH, "every 3 months"), (2, Unit.WEEK, "every 2 weeks")],
)
def test_a_recurrence_is_told_in_words(every: int, unit: Unit, said: str) -> None:
    assert english_every(every, unit) == said


def test_a_moment_falls_on_the_day_that_it_was_here() -> None:
    assert british_day(datetime(2027, 4, 14, 23, 30, tzinfo=UTC)) == date(2027, 4, 15)
    assert british_day(datetime(2027, 1, 14, 23, 30, tzinfo=UTC)) == date(2027, 1, 14)


def test_everything_that_is_stored_has_a_word() -> None:
    words = english(AS_AT)

    assert set(words.unrated) == set(Unrated)
    assert set(words.statuses) == set(Status)
    assert set(words.priorities) == set(Priority)
    assert set(words.evidence_kinds) == set(EvidenceKind)
    assert set(words.confidences) == set(Confidence)
    assert set(words.evidence_states) == set(EvidenceState)


def test_every_text_is_translated_and_marking_language_and_functions_stay() -> None:
    seen: list[str] = []

    def upper(text: str) -> str:
        seen.append(text)
        return text.upper()

    made = translated(english(AS_AT), upper)

    assert made.headings.evidence == "EVIDENCE"
    assert made.phrases.no_lead_yet == "NO LEAD YET"
    assert made.columns.guard_note.startswith("NOTE: AN APOSTROPHE")
    assert made.statuses[Status.DONE] == "DONE"
    assert made.state == "DRAFT"
    assert (made.language, made.marking, made.date_words) == ("en-GB", "OFFICIAL-SENSITIVE", english_date)
    assert "" not in seen


def test_an_empty_text_is_not_translated() -> None:
    assert translated(english(AS_AT, state=""), lambda text: f"[{text}]").state == ""


def test_a_framework_speaks_the_readers_language_where_it_can() -> None:
    welsh = small_grid()
    framework = welsh.framework.model_copy(update={"title": {"en": "A grid", "cy": "Grid"}})

    assert "Grid, version" in lay_out(small_grid(framework=framework), english(AS_AT, language="cy")).subtitle
    assert "A grid, version" in lay_out(small_grid(framework=framework), english(AS_AT, language="en-GB")).subtitle


def test_a_review_without_a_marking_of_its_own_carries_the_usual_one() -> None:
    bare = small_grid().review.model_copy(update={"marking": ""})
    other = small_grid().review.model_copy(update={"marking": "OFFICIAL"})

    assert lay_out(small_grid(review=bare), english(AS_AT)).marking == "OFFICIAL-SENSITIVE"
    assert lay_out(small_grid(review=other), english(AS_AT)).marking == "OFFICIAL"
