"""The calendar of England and Wales: what is pointed out about a day, working days, proposed terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.reviews.rules.calendar_days import (
    bank_holidays,
    day_remark,
    easter_sunday,
    half_terms_of,
    is_working_day,
    months_later,
    next_working_day,
    terms_of,
    working_days_later,
)


@pytest.mark.parametrize(
    ("on", "remark"),
    [
        (date(2027, 4, 20), None),
        (date(2027, 4, 24), "2027-04-24 is a Saturday"),
        (date(2027, 4, 25), "2027-04-25 is a Sunday"),
        (date(2027, 1, 1), "2027-01-01 is New Year’s Day, a bank holiday"),
        (date(2027, 3, 26), "2027-03-26 is Good Friday, a bank holiday"),
        (date(2027, 3, 29), "2027-03-29 is Easter Monday, a bank holiday"),
        (date(2027, 5, 3), "2027-05-03 is the early May bank holiday"),
        (date(2027, 5, 31), "2027-05-31 is the spring bank holiday"),
        (date(2027, 8, 30), "2027-08-30 is the summer bank holiday"),
        (date(2026, 12, 25), "2026-12-25 is Christmas Day, a bank holiday"),
        (date(2027, 12, 27), "2027-12-27 is the bank holiday in place of Christmas Day"),
        (date(2027, 12, 28), "2027-12-28 is the bank holiday in place of Boxing Day"),
        (date(2028, 1, 3), "2028-01-03 is the bank holiday in place of New Year’s Day"),
        (date(2023, 5, 8), "2023-05-08 is a bank holiday: Coronation of Charles III"),
    ],
)
def test_weekends_and_bank_holidays_are_pointed_out(on: date, remark: str | None) -> None:
    said = day_remark(on)

    assert (str(said) if said else None) == remark


def test_a_remark_carries_the_date_itself_for_whoever_writes_it_out() -> None:
    remark = day_remark(date(2027, 4, 24))

    assert remark is not None
    assert remark.values == {"on": date(2027, 4, 24)}


def test_scotlands_own_holidays_are_working_days_here() -> None:
    assert day_remark(date(2026, 11, 30)) is None
    assert day_remark(date(2025, 1, 2)) is None


@pytest.mark.parametrize("year", range(2000, 2101))
def test_every_year_from_2000_to_2100_has_its_eight_holidays(year: int) -> None:
    on_working_days = [day for day in bank_holidays(year) if day.weekday() < 5]

    assert len(on_working_days) >= 8  # more in years of jubilees and the like
    assert easter_sunday(year) + timedelta(days=1) in on_working_days


@given(st.dates())
def test_any_day_of_any_year_gets_an_answer(on: date) -> None:
    assert (day_remark(on) is None) is is_working_day(on)


def test_the_next_working_day_passes_over_a_long_weekend() -> None:
    assert next_working_day(date(2027, 3, 26)) == date(2027, 3, 30)
    assert next_working_day(date(2027, 3, 30)) == date(2027, 3, 30)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    later = working_days_later(day, count)

    passed = [day + timedelta(days=ahead) for ahead in range(1, (later - day).days + 1)]
    assert sum(is_working_day(each) for each in passed) == count
    assert is_working_day(later)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-200, 200))
def test_months_keep_the_day_or_take_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("months", [12 * 9999, -12 * 9999])
def test_months_beyond_the_calendar_are_refused(months: int) -> None:
    with pytest.raises(ValueError):
        months_later(date(2027, 1, 1), months)


@pytest.mark.parametrize("year", range(2000, 2101))
def test_proposed_terms_and_half_terms_follow_each_other(year: int) -> None:
    spring, summer, autumn = (term.days for term in terms_of(year))
    breaks = [term.days for term in half_terms_of(year)]

    for term, half_term in zip((spring, summer, autumn), breaks, strict=True):
        assert term.first < half_term.first < half_term.last < term.last
        assert (half_term.first.weekday(), half_term.last.weekday()) == (0, 4)
    assert spring.last < summer.first
    assert summer.last < autumn.first
