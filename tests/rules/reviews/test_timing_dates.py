"""Words about time that name one date: what practitioners in England and Wales write, and the day that it is."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.reviews.rules.timing import understand

MONDAY = date(2026, 11, 23)

SURE = [
    # a week of which the Monday is written out in full is over on its Friday
    ("w/c 6 September 2027", date(2027, 9, 10)),
    ("week commencing Monday 6 September 2027", date(2027, 9, 10)),
    ("wk beg 6/9/27", date(2027, 9, 10)),
    ("week ending 10 September 2027", date(2027, 9, 10)),
    # days that are written out
    ("31/03/2027", date(2027, 3, 31)),
    ("31.3.27", date(2027, 3, 31)),
    ("31-03-2027", date(2027, 3, 31)),
    ("2027-03-31", date(2027, 3, 31)),
    ("03/04/2027", date(2027, 4, 3)),
    ("2/3/27", date(2027, 3, 2)),
    ("on or before 31/3/27", date(2027, 3, 31)),
    ("by 30 June 2027", date(2027, 6, 30)),
    ("31st of March, 2027", date(2027, 3, 31)),
    ("5-Mar-27", date(2027, 3, 5)),
    ("Fri 5th Mar '27", date(2027, 3, 5)),
    ("by Friday 5 March", date(2027, 3, 5)),
    ("31 March", date(2027, 3, 31)),
    ("23 November", MONDAY),
    ("22 November", date(2027, 11, 22)),
    ("March 5th 2027", date(2027, 3, 5)),
    ("the first of May", date(2027, 5, 1)),
    ("twenty-first of June 2027", date(2027, 6, 21)),
    ("by the 15th", date(2026, 12, 15)),
    ("by the 5th of next month", date(2026, 12, 5)),
    ("by 5pm on Friday 5 March", date(2027, 3, 5)),
    ("no later than 31 March 2027", date(2027, 3, 31)),
    ("29 February 2028", date(2028, 2, 29)),
    ("Apr 1 2027", date(2027, 4, 1)),
    ("01/04/2027–30/06/2027", date(2027, 6, 30)),
    ("1.4.27-31.3.28", date(2028, 3, 31)),
    # months, quarters and years
    ("by May", date(2027, 5, 31)),
    ("May", date(2027, 5, 31)),
    ("March 2027", date(2027, 3, 31)),
    ("03/2027", date(2027, 3, 31)),
    ("April '27", date(2027, 4, 30)),
    ("by end of March", date(2027, 3, 31)),
    ("end-March", date(2027, 3, 31)),
    ("end of February 2028", date(2028, 2, 29)),
    ("mid-June", date(2027, 6, 15)),
    ("beginning of April", date(2027, 4, 1)),
    ("before May", date(2027, 4, 30)),
    ("until March 2027", date(2027, 3, 31)),
    ("Jan - Mar 2027", date(2027, 3, 31)),
    ("between March and June 2027", date(2027, 6, 30)),
    ("from 1 March to 31 March 2027", date(2027, 3, 31)),
    ("1-5 March", date(2027, 3, 5)),
    ("end of next month", date(2026, 12, 31)),
    ("by month end", date(2026, 11, 30)),
    ("Q2 2027/28", date(2027, 9, 30)),
    ("end of Q2 of the financial year", date(2027, 9, 30)),
    ("end of the quarter", date(2026, 12, 31)),
    ("next quarter", date(2027, 3, 31)),
    ("end of the financial year", date(2027, 3, 31)),
    ("financial year 2027/28", date(2028, 3, 31)),
    ("next financial year", date(2028, 3, 31)),
    ("end of the calendar year", date(2026, 12, 31)),
    ("by the end of 2027", date(2027, 12, 31)),
    ("by end of '26", date(2026, 12, 31)),
    ("the year 2027", date(2027, 12, 31)),
    ("second half of 2027", date(2027, 12, 31)),
    # days that are known by name
    ("by Easter", date(2027, 3, 28)),
    ("before Easter", date(2027, 3, 25)),
    ("Good Friday 2028", date(2028, 4, 14)),
    ("Christmas", date(2026, 12, 25)),
    ("before Christmas", date(2026, 12, 24)),
    ("by Friday", date(2026, 11, 27)),
    ("end of the week", date(2026, 11, 27)),
    ("last Friday of March", date(2027, 3, 26)),
    ("first Monday in May 2027", date(2027, 5, 3)),
    ("last working day of May", date(2027, 5, 28)),
    # lengths of time
    ("in three months' time", date(2027, 2, 23)),
    ("in three months’ time", date(2027, 2, 23)),
    ("in three months time", date(2027, 2, 23)),
    ("within three (3) months", date(2027, 2, 23)),
    ("within six weeks", date(2027, 1, 4)),
    ("3 mths", date(2027, 2, 23)),
    ("6wks", date(2027, 1, 4)),
    ("a fortnight", date(2026, 12, 7)),
    ("in a fortnight's time", date(2026, 12, 7)),
    ("in two years", date(2028, 11, 23)),
    ("2½ years", date(2029, 5, 23)),
    ("a year and a half", date(2028, 5, 23)),
    ("half a year", date(2027, 5, 23)),
    ("in sixty days", date(2027, 1, 22)),
    ("in twenty-one days", date(2026, 12, 14)),
    ("in the next six months", date(2027, 5, 23)),
    ("over the coming year", date(2027, 11, 23)),
    ("in the next month", date(2026, 12, 23)),
    ("within 10 working days", date(2026, 12, 7)),
    ("within 48 hours", date(2026, 11, 25)),
    ("within six weeks of the review", date(2027, 1, 4)),
    ("6 months after 1 April 2027", date(2027, 10, 1)),
    ("one week before 31 March 2027", date(2027, 3, 24)),
    ("0-3 months", date(2027, 2, 23)),
]


@pytest.mark.parametrize(("words", "on"), SURE, ids=[words for words, _ in SURE])
def test_a_phrase_with_one_meaning_is_that_day(words: str, on: date) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.repeats, due.sure, due.choices) == (on, None, True, ())


INSIDE = [
    ("Repeat the dip-sample in three months' time", date(2027, 2, 23), "in three months' time"),
    ("Review in three months’ time with chairs – Sam to lead.", date(2027, 2, 23), "in three months’ time"),
    ("24/7 cover by March", date(2027, 3, 31), "by March"),
    ("1/3 of staff to be trained by Easter", date(2027, 3, 28), "by Easter"),
    ("Young people aged 11 to 17 review the form by March", date(2027, 3, 31), "by March"),
    ("Look back over the last 12 months, review in 3 months", date(2027, 2, 23), "in 3 months"),
    ("Of the 24 cases sampled in March 2026, 6 may need a second look by May", date(2027, 5, 31), "by May"),
    ("Terms of reference by 1 May", date(2027, 5, 1), "by 1 May"),
    ("asap but no later than 31 March", date(2027, 3, 31), "no later than 31 March"),
    ("ongoing, review March 2027", date(2027, 3, 31), "March 2027"),
    ("Q2 (by 30 September 2027)", date(2027, 9, 30), "by 30 September 2027"),
    ("Present the quarterly report by May", date(2027, 5, 31), "by May"),
    ("Extended from 31/01/2027 to 31/03/2027", date(2027, 3, 31), "from 31/01/2027 to 31/03/2027"),
]


@pytest.mark.parametrize(("words", "on", "found"), INSIDE, ids=[words for words, _, _ in INSIDE])
def test_the_time_is_found_inside_the_sentence_of_an_action(words: str, on: date, found: str) -> None:
    due = understand(words, base=MONDAY)

    assert (due.on, due.sure, due.found) == (on, True, found)


@pytest.mark.parametrize("mark", "'’‘ʼ＇`´′")
def test_any_apostrophe_will_do(mark: str) -> None:
    due = understand(f"in three months{mark} time", base=MONDAY)

    assert due.on == date(2027, 2, 23)


@pytest.mark.parametrize(
    ("number", "weeks"),
    [
        ("one", 1),
        ("twelve", 12),
        ("twenty", 20),
        ("thirty-one", 31),
        ("forty five", 45),
        ("fifty-nine", 59),
        ("sixty", 60),
    ],
)
def test_numbers_are_read_in_words(number: str, weeks: int) -> None:
    assert understand(f"in {number} weeks", base=MONDAY).on == understand(f"in {weeks} weeks", base=MONDAY).on


def test_a_month_that_runs_is_not_over() -> None:
    assert understand("by May", base=date(2027, 5, 15)).on == date(2027, 5, 31)


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert understand("mid-June", base=date(2027, 6, 16)).on == date(2028, 6, 15)


def test_months_are_counted_to_the_last_day_of_a_shorter_month() -> None:
    assert understand("in three months", base=date(2026, 11, 30)).on == date(2027, 2, 28)


def test_working_days_pass_over_bank_holidays() -> None:
    assert understand("within 5 working days", base=date(2026, 12, 23)).on == date(2027, 1, 4)


def test_a_date_with_the_day_first_is_told_so() -> None:
    assert str(understand("03/04/2027", base=MONDAY).reason) == "Read with the day first, then the month"


def test_what_is_counted_names_the_day_from_which() -> None:
    reason = understand("within six weeks", base=MONDAY).reason

    assert reason.values == {"base": MONDAY}
