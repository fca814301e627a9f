"""Months and what lies about them: "March 2027", "Mar '27", "03/2027", "this month", "next week", "w/c 5 April"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import (
    SATURDAY,
    Span,
    months_later,
)
from system_review.reviews.rules.timing.days import may_be_year, month_and_year_numeric, year_after
from system_review.reviews.rules.timing.named import (
    Named,
    Reading,
    Weak,
    around,
    in_order,
    month_span,
    one_day,
    simple,
    yearly,
)
from system_review.reviews.rules.timing.tokens import Tokens, skip
from system_review.reviews.rules.timing.vocabulary import (
    AFTER_MAY,
    MONTHS,
)

_MODAL = frozenset({"may", "march", "mar", "sep", "dec", "jan", "april", "june", "august"})
_NOT_A_TIME = frozenset({"to", "lead", "leads", "leading", "will", "has", "is", "and"})


_THIS = frozenset({"this", "the", "current", "present"})
_NEXT = frozenset({"next", "following"})
_NEW = frozenset({"new", "coming", "upcoming", "forthcoming"})


WHICH_BEGIN = frozenset({"the"}) | _THIS | _NEXT | _NEW


def month(tokens: Tokens, start: int, base: date) -> Named | None:
    """March, March 2027, Mar '27, March of next year, 03/2027."""
    numbered = month_and_year_numeric(tokens, start, month_of)
    number = MONTHS.get(tokens[start].text)
    if numbered or number is None:
        return numbered
    if tokens[start].text == "may" and tokens[start + 1].text in AFTER_MAY:
        return None
    year, after, doubt = year_after(tokens, start + 1)
    if year is not None and tokens[after - 1].is_digits:
        return _month_with_year(tokens, number, year, after, base)
    if doubt is None and tokens[start + 1].text in {"of", "-"} and tokens[start + 2].text in {"this", "next"}:
        ahead = {"this": 0, "next": 1}[tokens[start + 2].text]
        if tokens[start + 3].text == "year":
            return month_of(base.year + ahead, number, start + 4)
    named = simple(yearly(base, lambda each: month_span(each, number)), start + 1)
    return replace(named, weak=_how_weak(tokens, start), doubt=doubt)


def month_of(year: int, number: int, after: int) -> Named:
    """The name of a month in a year."""
    return simple((month_span(year, number),), after, pinned=True)


def _how_weak(tokens: Tokens, start: int) -> Weak:
    """Weak names: "may" and "march" are verbs, and April, June and Jan people: alone in a sentence they say little."""
    token = tokens[start]
    if token.text in {"may", "march", "mar", "sep", "dec"} and not token.capital:
        return Weak.HARDLY
    return Weak.HARDLY if tokens[start + 1].text in _NOT_A_TIME and token.text in _MODAL else Weak.PERHAPS


def _month_with_year(tokens: Tokens, number: int, year: int, after: int, base: date) -> Named:
    """Two digits: "March 27" may be the month of 2027 or the 27th of the month: it must be asked."""
    token = tokens[after - 1]
    named = month_of(year, number, after)
    two_digits = token.end - token.start == 2
    day_possible = two_digits and not token.quoted and token.number is not None and 1 <= token.number <= 31
    if not (day_possible and may_be_year(token.number, base)):
        return named
    as_month = Reading(named.readings[0].spans, Why("The month of that year"))
    days = tuple(one_day(on) for each in around(base) if (on := _numbered_day(each, number, token.number)))
    return Named((as_month, Reading(days, Why("The day of that month"))), after, asks=True)


def _numbered_day(year: int, number: int, day: int | None) -> date | None:
    days = month_span(year, number)
    return date(year, number, day) if day is not None and 1 <= day <= days.last.day else None


def which(tokens: Tokens, start: int) -> tuple[str, int]:
    """What stands before a period: "this", "next" or "new", or an empty word; and the index after it."""
    at = skip(tokens, start, "the")
    for word, known in (("this", _THIS), ("next", _NEXT), ("new", _NEW)):
        if tokens[at].text in known:
            return word, at + 1
    if at > start or after_edge(tokens, start):
        return "this", at
    return "", start


def after_edge(tokens: Tokens, at: int) -> bool:
    """Whether "end of" or "start of" stands before, so that a bare "month" or "term" is this one."""
    return at > 1 and tokens[at - 1].text == "of" and tokens[at - 2].text in _EDGES


_EDGES = frozenset({"end", "start", "beginning", "middle", "close"})


def this_or_next(tokens: Tokens, start: int, base: date) -> Named | None:
    """this week, next month, the quarter, the following month."""
    word, at = which(tokens, start)
    unit = tokens[at].text
    if word not in {"this", "next"} or unit not in {"week", "month", "quarter"}:
        return None
    if tokens[at + 1].glued and tokens[at + 1].text == "-":
        return None
    spans = periods(unit, base)
    if word == "next":
        spans = tuple(span for span in spans if span.first > base)
    named = simple(spans, at + 1)
    if unit == "week" and base.weekday() >= SATURDAY:
        named = replace(named, doubt=Why("Counted from a weekend: say which week is meant"))
    if tokens[start - 1].text == "within" and word == "this" and start:
        named = replace(named, doubt=Why("This may be the present one or that length of time: confirm the day"))
    return replace(named, weak=Weak.HARDLY if tokens[at - 1].text == "the" else Weak.NO)


def periods(unit: str, base: date) -> tuple[Span, ...]:
    """Weeks (Monday to Friday), months or quarters from the present one on."""
    if unit == "week":
        monday = base - timedelta(days=base.weekday())
        return tuple(Span(monday + timedelta(7 * n), monday + timedelta(7 * n + 4)) for n in range(4))
    length = 3 if unit == "quarter" else 1
    first = date(base.year, (base.month - 1) // length * length + 1, 1)
    starts = [months_later(first, length * n) for n in range(4)]
    return in_order(Span(start, months_later(start, length) - timedelta(days=1)) for start in starts)


def week_of(named: Named, *, ending: bool) -> Named:
    """w/c 5 April: the Friday of that week, or the day itself, which must be confirmed; w/e is the day itself.

    Where a Monday is written out in full, nobody need be asked: the week is meant, and its last working day ends it.
    """
    if ending:
        return replace(named, weak=Weak.NO)
    days = named.readings[0].spans
    fridays = tuple(Span(day.first, day.first + timedelta(days=(4 - day.first.weekday()) % 7)) for day in days)
    friday = Reading(fridays, Why("The Friday of the week that begins on that day"))
    if named.whole and all(day.first == day.last and day.first.weekday() == 0 for day in days):
        return replace(named, readings=(friday,), weak=Weak.NO, whole=False, why=friday.why, asks=False)
    readings = (friday, Reading(days, Why("The day on which that week begins")))
    return replace(named, readings=readings, weak=Weak.NO, whole=False, why=None, asks=False)
