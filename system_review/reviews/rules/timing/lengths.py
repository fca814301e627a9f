"""So many of a unit of time ("three months", "10 working days", "a year and a half"), and counting it from a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from math import ceil

from system_review.reviews.rules.calendar_days import months_later, next_term_start, working_days_later
from system_review.reviews.rules.timing.numbers import Amount, amount
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip

MOST = 600  # of any unit; more is not a length that people plan by


class Measure(Enum):
    """What a length is counted in."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"


def _units(measure: Measure, times: int, *names: str) -> dict[str, tuple[Measure, int]]:
    return dict.fromkeys(names, (measure, times))


UNITS = Phrases(
    _units(Measure.HOUR, 1, "hour", "hours", "hr", "hrs")
    | _units(Measure.DAY, 1, "day", "days", "calendar day", "calendar days", "clear days")
    | _units(Measure.WORKING_DAY, 1, "working day", "working days", "business day", "business days", "work days")
    | _units(Measure.WORKING_DAY, 1, "school day", "school days", "week days", "weekdays")
    | _units(Measure.WEEK, 1, "week", "weeks", "wk", "wks", "calendar weeks", "working weeks", "school weeks")
    | _units(Measure.WEEK, 2, "fortnight", "fortnights")
    | _units(Measure.MONTH, 1, "month", "months", "mth", "mths", "mnth", "mnths", "mo", "mos", "calendar months")
    | _units(Measure.MONTH, 1, "calendar month")
    | _units(Measure.MONTH, 3, "quarter", "quarters")
    | _units(Measure.TERM, 1, "term", "terms", "school term", "school terms", "academic term", "academic terms")
    | _units(Measure.YEAR, 1, "year", "years", "yr", "yrs", "calendar year", "calendar years", "academic years")
)


MORE_OR_LESS = Phrases(dict.fromkeys(("or so", "or two", "or three", "or more", "or thereabouts", "ish")))


@dataclass(frozen=True)
class Length:
    """So many of a unit; `upper` is the other end of a range. `adjective`: written as in "a six-week course"."""

    amount: Amount
    measure: Measure
    times: int
    after: int
    adjective: bool = False

    def from_day(self, day: date, count: float, direction: int = 1) -> date:
        """The day that lies so many of the unit after (-1: before) a day."""
        return counted(day, count * self.times, self.measure, direction)


def counted(day: date, count: float, measure: Measure, direction: int = 1) -> date:
    """The day that lies so many of a measure after (-1: before) a day; parts are rounded up."""
    whole, part = int(count), count % 1
    if measure is Measure.HOUR:
        return day + timedelta(days=direction * ceil(count / 24))
    if measure is Measure.DAY:
        return day + timedelta(days=direction * ceil(count))
    if measure is Measure.WORKING_DAY:
        return working_days_later(day, direction * ceil(count))
    if measure is Measure.WEEK:
        return day + timedelta(days=direction * ceil(7 * count))
    if measure is Measure.YEAR:
        return months_later(day, direction * round(12 * count))
    if measure is Measure.TERM:
        for _ in range(ceil(count)):
            day = next_term_start(day)
        return day
    return months_later(day, direction * whole) + timedelta(days=direction * ceil(30 * part))


def length(tokens: Tokens, start: int) -> Length | None:
    """An amount with its unit: "three months", "6-8 weeks", "a fortnight", "a year and a half"."""
    many = amount(tokens, start)
    if many is None and tokens[start].text == "fortnight":
        many = Amount(1.0, start)
    if many is None or not 0 < (many.upper or many.value) <= MOST:
        return None
    at = skip(tokens, skip(tokens, many.after, "-"), "of", "the") if many.vague else skip(tokens, many.after, "-")
    unit = UNITS.at(tokens, at)
    if unit is None:
        return None
    (measure, times), after = unit
    if tokens[at].text == "school":  # nobody here knows which days schools are open
        many = replace(many, vague=True)
    elif many.vague is False and tokens[after].text == "and" and tokens[after + 1].text in {"a", "½"}:
        half = after + (2 if tokens[after + 1].text == "½" else 3)
        if tokens[half - 1].text in {"½", "half"}:
            many, after = replace(many, value=many.value + 0.5), half
    word = tokens[after - 1]
    if more_or_less := MORE_OR_LESS.at(tokens, after):
        many, after = replace(many, vague=True), more_or_less[1]
    several = (many.upper or many.value) > 1
    possessive = word.end - word.start > len(word.text)
    singular = several and not word.text.endswith("s") and word.text in {"hour", "day", "week", "month", "term", "year"}
    return Length(many, measure, times, after, adjective=singular and not possessive)
