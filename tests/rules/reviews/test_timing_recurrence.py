"""How often: phrases that become a recurrence, and when a recurring action is next due."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.reviews.rules.timing import Repeats, next_due, understand
from system_review.reviews.rules.words import Unit

MONDAY = date(2026, 11, 23)
WEEK, MONTH, TERM, YEAR = Unit.WEEK, Unit.MONTH, Unit.TERM, Unit.YEAR

SURE = [
    ("weekly", 1, WEEK, date(2026, 11, 30)),
    ("fortnightly", 2, WEEK, date(2026, 12, 7)),
    ("every six weeks", 6, WEEK, date(2027, 1, 4)),
    ("every 28 days", 4, WEEK, date(2026, 12, 21)),
    ("every other Friday", 2, WEEK, date(2026, 11, 27)),
    ("Mondays", 1, WEEK, MONDAY),
    ("monthly", 1, MONTH, date(2026, 12, 23)),
    ("on a monthly basis", 1, MONTH, date(2026, 12, 23)),
    ("every other month", 2, MONTH, date(2027, 1, 23)),
    ("monthly on the first Monday", 1, MONTH, date(2026, 12, 7)),
    ("last Friday of each month", 1, MONTH, date(2026, 11, 27)),
    ("15th of each month", 1, MONTH, date(2026, 12, 15)),
    ("by the end of each quarter", 3, MONTH, date(2026, 12, 31)),
    ("quarterly", 3, MONTH, date(2027, 2, 23)),
    ("four times a year", 3, MONTH, date(2027, 2, 23)),
    ("3 monthly", 3, MONTH, date(2027, 2, 23)),
    ("every six months", 6, MONTH, date(2027, 5, 23)),
    ("six-monthly", 6, MONTH, date(2027, 5, 23)),
    ("half-yearly", 6, MONTH, date(2027, 5, 23)),
    ("twice a year", 6, MONTH, date(2027, 5, 23)),
    ("every April and October", 6, MONTH, date(2027, 4, 30)),
    ("every eighteen months", 18, MONTH, date(2028, 5, 23)),
    ("annually", 1, YEAR, date(2027, 11, 23)),
    ("yearly", 1, YEAR, date(2027, 11, 23)),
    ("every September", 1, YEAR, date(2027, 9, 30)),
    ("annually in September", 1, YEAR, date(2027, 9, 30)),
    ("each year by 31 March", 1, YEAR, date(2027, 3, 31)),
    ("every two years", 2, YEAR, date(2028, 11, 23)),
    ("by 31 March 2027 then quarterly", 3, MONTH, date(2027, 3, 31)),
    ("Dip-sample every quarter, first by 30 April 2027", 3, MONTH, date(2027, 4, 30)),
    ("Report quarterly to the board", 3, MONTH, date(2027, 2, 23)),
    ("Ongoing, reviewed quarterly", 3, MONTH, date(2027, 2, 23)),
]


@pytest.mark.parametrize(("words", "every", "unit", "on"), SURE, ids=[each[0] for each in SURE])
def test_a_rhythm_becomes_a_recurrence_and_its_first_day(words: str, every: int, unit: Unit, on: date) -> None:
    due = understand(words, base=MONDAY)

    assert (due.repeats, due.on, due.sure) == (Repeats(every, unit), on, True)


@pytest.mark.parametrize("words", ["termly", "each term", "once a term", "every term"])
def test_a_school_term_is_a_recurrence_whose_day_is_only_proposed(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.repeats, due.on, due.sure) == (Repeats(1, TERM), date(2027, 1, 6), False)
    assert "local authority" in str(due.reason)


ASKED = [
    ("bi-monthly", [(2, MONTH), (2, WEEK)]),
    ("biannually", [(6, MONTH), (2, YEAR)]),
    ("three times a year", [(4, MONTH), (1, TERM)]),
    ("half-termly", [(1, TERM), (2, MONTH)]),
    ("every 3-4 months", [(3, MONTH), (4, MONTH)]),
    ("every few weeks", [(3, WEEK)]),
    ("every 90 days", [(3, MONTH)]),
    ("daily", [(1, WEEK)]),
    ("twice weekly", [(1, WEEK)]),
    ("Introduce a monthly drop-in", [(1, MONTH)]),
    ("Add to the quarterly report", [(3, MONTH)]),
]


@pytest.mark.parametrize(("words", "offered"), ASKED, ids=[words for words, _ in ASKED])
def test_a_rhythm_that_can_mean_several_is_asked(words: str, offered: list[tuple[int, Unit]]) -> None:
    due = understand(words, base=MONDAY)

    assert (due.repeats, due.sure) == (None, False)
    assert [choice.repeats for choice in due.choices] == [Repeats(every, unit) for every, unit in offered]


def test_a_start_and_a_rhythm_ask_when_it_is_first_due() -> None:
    due = understand("from April, every six months", base=MONDAY)

    assert (due.repeats, due.on, due.sure) == (Repeats(6, MONTH), None, False)
    assert [choice.on for choice in due.choices] == [date(2027, 4, 1), date(2027, 10, 1)]


@pytest.mark.parametrize("words", ["monthly until March 2028", "weekly for six weeks"])
def test_the_end_of_a_rhythm_is_told_to_be_kept_in_words(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert due.repeats is not None
    assert not due.sure
    assert "the end is kept in words only" in str(due.reason)


def test_two_rhythms_are_asked() -> None:
    due = understand("monthly, then quarterly", base=MONDAY)

    assert (due.repeats, due.sure) == (None, False)
    assert [choice.repeats for choice in due.choices] == [Repeats(1, MONTH), Repeats(3, MONTH)]


def test_a_quarter_and_a_rhythm_ask_for_the_first_day() -> None:
    due = understand("by end of Q2, then annually", base=MONDAY)

    assert (due.on, due.repeats, due.sure) == (None, Repeats(1, YEAR), False)
    assert [choice.on for choice in due.choices] == [date(2027, 9, 30), date(2027, 6, 30)]


@pytest.mark.parametrize("words", ["every 61 weeks", "every 100 years"])
def test_a_rhythm_out_of_reach_is_told(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.repeats, due.sure) == (None, None, False)
    assert "1 to 60" in str(due.reason)


@pytest.mark.parametrize(
    ("last", "repeats", "then"),
    [
        (date(2027, 3, 29), Repeats(2, WEEK), date(2027, 4, 12)),
        (date(2027, 1, 31), Repeats(1, MONTH), date(2027, 2, 28)),
        (date(2028, 1, 31), Repeats(1, MONTH), date(2028, 2, 29)),
        (date(2026, 11, 30), Repeats(3, MONTH), date(2027, 2, 28)),
        (date(2026, 12, 15), Repeats(1, MONTH), date(2027, 1, 15)),
        (date(2028, 2, 29), Repeats(1, YEAR), date(2029, 2, 28)),
        (date(2027, 1, 6), Repeats(1, TERM), date(2027, 3, 30)),
        (date(2027, 1, 5), Repeats(1, TERM), date(2027, 1, 6)),
        (date(2027, 3, 30), Repeats(1, TERM), date(2027, 9, 1)),
        (date(2027, 9, 1), Repeats(3, TERM), date(2028, 9, 1)),
    ],
)
def test_a_recurring_action_is_due_one_round_later(last: date, repeats: Repeats, then: date) -> None:
    assert next_due(last, repeats) == then


def test_a_round_beyond_the_calendar_is_refused_by_python_and_not_invented() -> None:
    with pytest.raises((ValueError, OverflowError)):
        next_due(date(9999, 12, 1), Repeats(1, MONTH))
