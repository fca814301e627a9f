"""What a name of time stands for ("March", "Q2 2027", "the summer term"): spans of days, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import Span, last_of_month, months_later

YEARS_BACK, YEARS_AHEAD = 2, 9  # nine years ahead there is always a 29 February


class Weak(IntEnum):
    """How little a name says by itself, without "by" or "in" before it."""

    NO = 0
    PERHAPS = 1  # "March": may be a name or a verb, so it is only offered
    HARDLY = 2  # "may", "3/4", "spring": nothing, unless it is all there is


@dataclass(frozen=True)
class Reading:
    """One way to read a name: the spans it can mean, in order; the first that is not over counts."""

    spans: tuple[Span, ...]
    why: Why | None = None  # tells it from the other readings of the same words


@dataclass(frozen=True)
class Named:
    """A name of time and what it can mean.

    `pinned`: the words give the year. `whole`: they give day, month and year. `doubt` says why a person must
    confirm. `asks`: no reading is likelier, so none is proposed. `impossible`: no such day exists.
    """

    readings: tuple[Reading, ...]
    after: int  # the index of the token after the name
    pinned: bool = False
    whole: bool = False
    doubt: Why | None = None
    asks: bool = False
    weak: Weak = Weak.NO
    impossible: bool = False
    why: Why | None = None  # how it was read, when that needs telling
    opens_before: bool = False  # its first reading is the day before it, as "by half term" means

    def mapped(self, change: Callable[[Span], Span]) -> Named:
        """The same name with every span changed, as "the end of" changes it."""
        readings = tuple(replace(each, spans=tuple(change(span) for span in each.spans)) for each in self.readings)
        return replace(self, readings=readings)


def one_day(day: date) -> Span:
    """A span of a single day."""
    return Span(day, day)


def month_span(year: int, month: int) -> Span:
    """All days of a month."""
    return Span(date(year, month, 1), last_of_month(year, month))


def year_span(year: int) -> Span:
    """All days of a calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def around(base: date) -> range:
    """The years in which a name without a year may lie."""
    return range(base.year - YEARS_BACK, base.year + YEARS_AHEAD)


def yearly(base: date, make: Callable[[int], Span]) -> tuple[Span, ...]:
    """What a name that comes round each year can mean."""
    return tuple(make(year) for year in around(base))


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans by their first day."""
    return tuple(sorted(spans, key=lambda span: span.first))


def simple(spans: tuple[Span, ...], after: int, *, pinned: bool = False) -> Named:
    """A name with one meaning."""
    return Named((Reading(spans),), after, pinned=pinned)


def first_half(span: Span) -> Span:
    """The first half: six months of a year, three of a half-year, else half of the days."""
    return Span(span.first, _second_half_start(span) - timedelta(days=1))


def second_half(span: Span) -> Span:
    """The second half."""
    return Span(_second_half_start(span), span.last)


def _second_half_start(span: Span) -> date:
    days = (span.last - span.first).days + 1
    if days >= 180:
        return months_later(span.first, round(days / 61))
    if 28 <= days <= 31:
        return span.first + timedelta(days=15)
    return span.first + timedelta(days=(days + 1) // 2)
