"""The calendar that partnerships in England and Wales work by: months, years, terms, holidays, working days. Pure.

Decided here: the financial year ends on 31 March; the academic year ends on 31 August. Term dates are each
local authority's own, so those given here are *proposals* that a person confirms:

- autumn term: 1 September to 20 December
- spring term: 6 January to the Thursday before Good Friday
- summer term: the Tuesday after Easter Monday to 22 July
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from system_review.errors import Why

SATURDAY, SUNDAY = 5, 6
_SUBSTITUTE = " (observed)"  # how the holidays package marks the day off in place of a holiday on a weekend
_KNOWN_HOLIDAYS = range(1990, 2201)  # years for which holidays are worked out; beyond, only weekends are known


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Term:
    """A school term as proposed: its season (autumn, spring, summer) and its days."""

    season: str
    days: Span


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier if negative), or that month's last day if it is shorter.

    Raises `ValueError` when the result is outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not 1 <= year <= 9999:
        raise ValueError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year (1583 to 4099, else `ValueError`)."""
    from dateutil.easter import easter

    return easter(year)


def financial_year(first_year: int) -> Span:
    """The financial year that begins on 1 April of a year."""
    return Span(date(first_year, 4, 1), date(first_year + 1, 3, 31))


def academic_year(first_year: int) -> Span:
    """The academic year that begins on 1 September of a year."""
    return Span(date(first_year, 9, 1), date(first_year + 1, 8, 31))


def terms_of(year: int) -> tuple[Term, Term, Term]:
    """The three terms that begin in a calendar year, in order, as proposed (see the module's first lines)."""
    easter = easter_sunday(year)
    return (
        Term("spring", Span(date(year, 1, 6), easter - timedelta(days=3))),
        Term("summer", Span(easter + timedelta(days=2), date(year, 7, 22))),
        Term("autumn", Span(date(year, 9, 1), date(year, 12, 20))),
    )


def next_term_start(after: date) -> date:
    """The first proposed start of a term that lies after a day."""
    starts = (term.days.first for year in (after.year, after.year + 1) for term in terms_of(year))
    return next(start for start in starts if start > after)


def half_terms_of(year: int) -> tuple[Term, Term, Term]:
    """The three half-term holidays of a calendar year as proposed, Monday to Friday, with the season of their term."""
    may_week = last_weekday(year, 5, 0)
    return (
        Term("spring", _working_week(_monday_on_or_after(date(year, 2, 12)))),
        Term("summer", _working_week(may_week)),
        Term("autumn", _working_week(_monday_on_or_after(date(year, 10, 24)))),
    )


def last_weekday(year: int, month: int, weekday: int) -> date:
    """The last Monday (0) to Sunday (6) of a month."""
    last = last_of_month(year, month)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday of England and Wales."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_later(day: date, count: int) -> date:
    """The day that is so many working days after a day (before it, if negative); the day itself does not count."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """The day itself if people work on it, else the next one on which they do."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _working_week(monday: date) -> Span:
    return Span(monday, monday + timedelta(days=4))


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> Mapping[date, str]:
    """Bank holidays of England and Wales in a year, with the name that the `holidays` package gives them.

    Imported here, since the package takes 0.2 s of a start. One-off holidays are known as far as the package
    knows them. Years outside 1990 to 2200 have none.
    """
    if year not in _KNOWN_HOLIDAYS:
        return {}
    from holidays.countries.united_kingdom import UnitedKingdom

    return dict(UnitedKingdom(subdiv="ENG", years=year))


def why_not_yet(on: date, *, today: date) -> Why | None:
    """Why something cannot have been done, or been so, since a day; None if the day has come."""
    return Why("That day has not come yet: enter today or an earlier day") if on > today else None


def past_remark(on: date, *, today: date) -> Why | None:
    """What to point out about a day by which something is to be done, if it is over; `on` as in `day_remark`."""
    return Why("{on} is past already", on=on) if on < today else None


_ON_THE_DAY = {
    "New Year's Day": Why("{on} is New Year’s Day, a bank holiday"),
    "Good Friday": Why("{on} is Good Friday, a bank holiday"),
    "Easter Monday": Why("{on} is Easter Monday, a bank holiday"),
    "May Day": Why("{on} is the early May bank holiday"),
    "Spring Bank Holiday": Why("{on} is the spring bank holiday"),
    "Late Summer Bank Holiday": Why("{on} is the summer bank holiday"),
    "Christmas Day": Why("{on} is Christmas Day, a bank holiday"),
    "Boxing Day": Why("{on} is Boxing Day, a bank holiday"),
}
_IN_PLACE = {
    "New Year's Day": Why("{on} is the bank holiday in place of New Year’s Day"),
    "Christmas Day": Why("{on} is the bank holiday in place of Christmas Day"),
    "Boxing Day": Why("{on} is the bank holiday in place of Boxing Day"),
}


def day_remark(on: date) -> Why | None:
    """What to point out about a due date: a bank holiday of England and Wales, or a weekend; None for a working day.

    The sentence's `on` is the date itself; whoever shows it writes it out.
    """
    if name := bank_holidays(on.year).get(on):
        return _holiday_remark(on, name.split("; ")[0])
    if on.weekday() == SATURDAY:
        return Why("{on} is a Saturday", on=on)
    if on.weekday() == SUNDAY:
        return Why("{on} is a Sunday", on=on)
    return None


def _holiday_remark(on: date, name: str) -> Why:
    plain = name.removesuffix(_SUBSTITUTE)
    sentence = (_ON_THE_DAY if plain == name else _IN_PLACE).get(plain)
    if sentence is None:
        return Why("{on} is a bank holiday: {holiday}", on=on, holiday=plain)
    return Why(sentence.text, on=on)
