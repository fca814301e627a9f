"""Dates of the example, counted from the day it is put in. Pure.

The example's files write a date as a number of days from that day, or as one of the words below; their
texts name days and months by places such as `{month:-60}`. Nobody puts a weekend or a bank holiday into a
diary: a day in the past moves back to the last working day, a day to come moves on to the next.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from system_review.reviews.rules.calendar_days import (
    is_working_day,
    last_of_month,
    months_later,
    next_working_day,
    terms_of,
)
from system_review.reviews.rules.timing.due import Repeats, next_due
from system_review.reviews.rules.words import Unit

# English, whatever the machine's language: the example's texts are English.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
QUARTERS = {3: "Q4", 6: "Q1", 9: "Q2", 12: "Q3"}  # of the financial year, by the month that each ends in
TIME_FOR_THE_WORK = timedelta(days=28)  # a quarter that ends sooner is not the one that is meant
INTO_THE_TERM = timedelta(weeks=3)  # what happens once a term happens then

_PLACE = re.compile(r"\{(?P<what>day|month|quarter|year)(?::(?P<days>-?\d+))?\}")
_AFTER_THE_REVIEW = re.compile(r"review\+(?P<count>\d+)(?P<unit>[mw])")


def last_working_day(day: date) -> date:
    """The day itself if people work on it, else the last one before it on which they do."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


class Diary:
    """Turns what the example's files say into dates and texts, for one `today`."""

    def __init__(self, today: date, *, review: int) -> None:
        self.today = today
        self.review = self.on(review)

    def on(self, days: int) -> date:
        """The working day so many days from today, on the same side of today."""
        day = self.today + timedelta(days=days)
        return next_working_day(day) if days > 0 else last_working_day(day)

    def due(self, when: int | str) -> date:
        """The date of a number of days, of `quarter`, of `term`, or of `review+3m` and `review+6w`."""
        if isinstance(when, int):
            return self.on(when)
        if when == "quarter":
            return last_working_day(self._quarter())
        if when == "term":
            return max(day for day in self._termly() if day < self.today)
        found = _AFTER_THE_REVIEW.fullmatch(when)
        if not found:
            raise ValueError(f"The example cannot read this date: {when}")
        count = int(found["count"])
        day = months_later(self.review, count) if found["unit"] == "m" else self.review + timedelta(weeks=count)
        return next_working_day(day)

    def next_after(self, last_done: date, repeats: Repeats) -> date:
        """When something that comes round is next due, counted from when it was last done."""
        if repeats.unit is Unit.TERM:
            return min(day for day in self._termly() if day >= self.today)
        return next_working_day(next_due(last_done, repeats))

    def moment(self, when: str) -> datetime:
        """The moment in UTC that "-47 09:42" names: days from today and a time of day."""
        days, clock = when.split()
        return datetime.combine(self.on(int(days)), time.fromisoformat(clock), tzinfo=UTC)

    def text(self, text: str) -> str:
        """The text with its places for days, months, the quarter and the year filled in."""
        return _PLACE.sub(self._said, text.strip())

    def _said(self, place: re.Match[str]) -> str:
        if place["what"] == "quarter":
            return QUARTERS[self._quarter().month]
        if place["what"] == "year":
            return str(self.review.year)
        day = self.on(int(place["days"]))
        month = MONTHS[day.month - 1]
        return month if place["what"] == "month" else f"{day.day} {month}"

    def _quarter(self) -> date:
        """The last day of the first quarter that leaves time for the work."""
        years = (self.today.year, self.today.year + 1)
        ends = (last_of_month(year, month) for year in years for month in QUARTERS)
        return next(end for end in ends if end >= self.today + TIME_FOR_THE_WORK)

    def _termly(self) -> list[date]:
        """A working day in each school term from last year to next year."""
        years = (self.today.year - 1, self.today.year, self.today.year + 1)
        return [next_working_day(term.days.first + INTO_THE_TERM) for year in years for term in terms_of(year)]
