"""Words about time that a person must settle, and words that name no date: never a date shown as if it were sure."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.reviews.rules.timing import understand

MONDAY = date(2026, 11, 23)

CHOSEN = [  # what is likeliest if anything is, and what is offered, in order
    ("by end of Q2 2027", None, [date(2027, 9, 30), date(2027, 6, 30)]),
    ("Q2", None, [date(2027, 9, 30), date(2027, 6, 30)]),
    ("during Q4", None, [date(2027, 3, 31), date(2026, 12, 31)]),
    ("Q4 2027", None, [date(2028, 3, 31), date(2027, 3, 31), date(2027, 12, 31)]),
    ("the third quarter of 2027", None, [date(2027, 12, 31), date(2027, 9, 30)]),
    ("H1 2027", None, [date(2027, 9, 30), date(2027, 6, 30)]),
    ("end of the year", None, [date(2026, 12, 31), date(2027, 3, 31), date(2027, 8, 31)]),
    ("by year end", None, [date(2027, 3, 31), date(2026, 12, 31)]),
    ("2026/27", None, [date(2027, 3, 31), date(2027, 8, 31)]),
    ("FY27", None, [date(2027, 3, 31), date(2028, 3, 31)]),
    ("by 2028", None, [date(2028, 12, 31), date(2027, 12, 31)]),
    ("by the end of the academic year", date(2027, 8, 31), [date(2027, 8, 31)]),
    ("autumn term 2027", date(2027, 12, 20), [date(2027, 12, 20)]),
    ("next summer term", date(2027, 7, 22), [date(2027, 7, 22)]),
    ("start of the autumn term", date(2027, 9, 1), [date(2027, 9, 1)]),
    ("end of term", date(2026, 12, 20), [date(2026, 12, 20)]),
    ("by half term", None, [date(2027, 2, 12), date(2027, 2, 19)]),
    ("before the summer holidays", date(2027, 7, 22), [date(2027, 7, 22)]),
    ("by the summer", date(2027, 8, 31), [date(2027, 8, 31)]),
    ("w/c 5 April", date(2027, 4, 9), [date(2027, 4, 9), date(2027, 4, 5)]),
    ("week com 5 April", date(2027, 4, 9), [date(2027, 4, 9), date(2027, 4, 5)]),
    ("w/c 7 September 2027", date(2027, 9, 10), [date(2027, 9, 10), date(2027, 9, 7)]),  # a Tuesday
    ("next Friday", None, [date(2026, 11, 27), date(2026, 12, 4)]),
    ("Friday next", None, [date(2026, 11, 27), date(2026, 12, 4)]),
    ("New Year 2027", None, [date(2026, 12, 31), date(2027, 1, 31)]),
    ("before schools return in September", date(2027, 9, 30), [date(2027, 9, 30)]),
    ("in six months or so", date(2027, 5, 23), [date(2027, 5, 23)]),
    ("tomorrow", date(2026, 11, 24), [date(2026, 11, 24)]),
    ("March 27", None, [date(2027, 3, 31), date(2027, 3, 27)]),
    ("March/April 2027", date(2027, 4, 30), [date(2027, 3, 31), date(2027, 4, 30)]),
    ("by 1 May or 1 June", date(2027, 6, 1), [date(2027, 5, 1), date(2027, 6, 1)]),
    ("12/13/2027", None, [date(2027, 12, 13)]),
    ("3/12", None, [date(2026, 12, 3), date(2027, 2, 23)]),
    ("6/52", date(2027, 1, 4), [date(2027, 1, 4)]),
    ("29 February", None, [date(2027, 2, 28), date(2028, 2, 29)]),
    ("Tuesday 5 March 2027", date(2027, 3, 5), [date(2027, 3, 5)]),
    ("early March", date(2027, 3, 11), [date(2027, 3, 11)]),
    ("around April", date(2027, 4, 30), [date(2027, 4, 30)]),
    ("a few weeks", date(2026, 12, 14), [date(2026, 12, 14)]),
    ("a couple of months", date(2027, 1, 23), [date(2027, 1, 23)]),
    ("6-8 weeks", date(2027, 1, 18), [date(2027, 1, 18), date(2027, 1, 4)]),
    ("31 March (TBC)", date(2027, 3, 31), [date(2027, 3, 31)]),
    ("31 December 2050", date(2050, 12, 31), [date(2050, 12, 31)]),
    ("Draft by March, final by June", None, [date(2027, 3, 31), date(2027, 6, 30)]),
    ("Check progress in one month and again in six months", None, [date(2026, 12, 23), date(2027, 5, 23)]),
    ("Agree the form (May) and pilot it by July", date(2027, 7, 31), [date(2027, 7, 31), date(2027, 5, 31)]),
    ("before next board in March", date(2027, 3, 31), [date(2027, 3, 31)]),
    # lengths that may not be a due date at all
    ("within six weeks of referral", None, [date(2027, 1, 4)]),
    ("three months after launch", None, [date(2027, 2, 23)]),
    ("for three months", None, [date(2027, 2, 23)]),
    ("Run a six-week programme", None, [date(2027, 1, 4)]),
    ("Train all staff (April)", None, [date(2027, 4, 30)]),
]


@pytest.mark.parametrize(("words", "on", "offered"), CHOSEN, ids=[words for words, _, _ in CHOSEN])
def test_a_phrase_with_several_meanings_is_asked(words: str, on: date | None, offered: list[date]) -> None:
    due = understand(words, base=MONDAY)

    assert (due.sure, due.on, [choice.on for choice in due.choices]) == (False, on, offered)
    assert all(str(choice.why) for choice in due.choices)


def test_a_bare_quarter_offers_the_financial_year_first() -> None:
    first, second = understand("by end of Q1", base=MONDAY).choices

    assert (first.on, str(first.why)) == (
        date(2027, 6, 30),
        "Quarter 1 of the financial year, which begins in April",
    )
    assert (second.on, str(second.why)) == (
        date(2027, 3, 31),
        "Quarter 1 of the calendar year, which begins in January",
    )


@pytest.mark.parametrize("quarter", ["Q1", "Q2", "Q3", "Q4"])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_bare_quarter_is_asked_on_every_day_of_the_year(quarter: str, month: int) -> None:
    due = understand(quarter, base=date(2027, month, 28))

    assert not due.sure
    assert due.on is None
    assert len(due.choices) == 2


NO_DATE = [
    ("ongoing", "These words say that it goes on, and name no date"),
    ("On-going", "These words say that it goes on, and name no date"),
    ("ASAP", "These words say that it is urgent, and name no date"),
    ("a.s.a.p.", "These words say that it is urgent, and name no date"),
    ("as soon as possible", "These words say that it is urgent, and name no date"),
    ("immediately", "These words say that it is urgent, and name no date"),
    ("TBC", "The words say that this is still to be confirmed"),
    ("as required", "These words say that it is done when needed, and name no date"),
    ("n/a", "These words say that the date is still open"),
    ("Short term", "These words name no date"),
]


@pytest.mark.parametrize(("words", "reason"), NO_DATE)
def test_words_without_a_date_are_told_as_such(words: str, reason: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.repeats, due.sure, str(due.reason)) == (None, None, True, reason)
    assert due.found


def test_immediately_offers_the_day_from_which_time_is_counted() -> None:
    assert [choice.on for choice in understand("immediately", base=MONDAY).choices] == [MONDAY]


@pytest.mark.parametrize(
    "words",
    [
        "by the next board meeting",
        "at each intake",
        "within two committee cycles",
        "before the inspection",
        "once funding is agreed",
        "Next LSCP board",
    ],
)
def test_an_occasion_is_told_to_have_no_date(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.sure) == (None, False)
    assert "an occasion without a date" in str(due.reason)


@pytest.mark.parametrize(
    "words",
    [
        "from April",
        "starting in May",
        "since 1 March 2027",
        "after Easter",
        "May 2027 onwards",
        "with effect from 1 May",
    ],
)
def test_a_start_is_not_a_due_date(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.sure, due.choices) == (None, False, ())
    assert str(due.reason) == "The words say when it begins, not when it is due"


@pytest.mark.parametrize(
    "words", ["31 February", "29 Feb 2027", "31/4/2027", "by 32 March", "00/00/00", "31st June 2027"]
)
def test_a_day_that_does_not_exist_is_told(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.sure, due.choices) == (None, False, ())
    assert str(due.reason) == "There is no such day in the calendar"


def test_a_whole_date_in_the_past_stands_and_is_told() -> None:
    due = understand("31 March 2020", base=MONDAY)

    assert (due.on, due.sure) == (date(2020, 3, 31), False)
    assert str(due.reason) == "2020-03-31 is before 2026-11-23, from which time is counted here"


@pytest.mark.parametrize(
    "words", ["March 2020", "by end of Q1 2020", "Easter 2021", "FY 2019/20", "completed March 2026"]
)
def test_a_time_in_the_past_without_a_day_gives_no_date(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.sure) == (None, False)
    assert "is before" in str(due.reason)


@pytest.mark.parametrize(
    "words",
    [
        "April to lead",
        "this may be hard for 16 year olds",
        "6 may need support",
        "March to the town hall",
        "Section 4.2.27",
        "24/7",
        "terms of reference",
        "Write to the 31 schools",
        "Share learning from the last two rapid reviews",
        "-",
        "Q5",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(words: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.repeats, due.choices, due.sure, due.found) == (None, None, (), False, "")


def test_no_words_are_told_apart_from_words_without_a_time() -> None:
    assert str(understand(" \n", base=MONDAY).reason) == "No words yet"
    assert str(understand("Write to schools", base=MONDAY).reason) == "No time was found in these words"
