"""Days and seasons known by name: Easter, Christmas, weekdays, today, summer; and "the last Friday of March"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import (
    Span,
    easter_sunday,
    is_working_day,
    last_of_month,
    last_weekday,
)
from system_review.reviews.rules.timing.months import month, this_or_next, which
from system_review.reviews.rules.timing.named import Named, Reading, Weak, one_day, simple, yearly
from system_review.reviews.rules.timing.numbers import ORDINALS, ordinal
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip
from system_review.reviews.rules.timing.vocabulary import (
    FULL_WEEKDAYS,
    WEEKDAYS,
    century,
    ends_a_number,
    four_digit_year,
)


def _easter_plus(days: int) -> Callable[[int], Span]:
    return lambda year: one_day(easter_sunday(year) + timedelta(days=days))


def _easter(year: int) -> Span:
    """Good Friday to Easter Sunday: "before Easter" is the Thursday, "by Easter" the Sunday."""
    return Span(easter_sunday(year) - timedelta(days=2), easter_sunday(year))


def _fixed(month: int, day: int) -> Callable[[int], Span]:
    return lambda year: one_day(date(year, month, day))


FEASTS = Phrases(
    {
        "easter": _easter,
        "easter sunday": _easter_plus(0),
        "easter monday": _easter_plus(1),
        "good friday": _easter_plus(-2),
        "easter weekend": _easter,
        "whitsun": _easter_plus(49),
        "whit sunday": _easter_plus(49),
        "whit monday": _easter_plus(50),
        "christmas": _fixed(12, 25),
        "christmas day": _fixed(12, 25),
        "xmas": _fixed(12, 25),
        "christmas eve": _fixed(12, 24),
        "boxing day": _fixed(12, 26),
        "new year eve": _fixed(12, 31),
        "new years eve": _fixed(12, 31),
        "new year day": _fixed(1, 1),
        "new years day": _fixed(1, 1),
        "st david day": _fixed(3, 1),
        "st davids day": _fixed(3, 1),
        "st patrick day": _fixed(3, 17),
        "st patricks day": _fixed(3, 17),
        "st george day": _fixed(4, 23),
        "st georges day": _fixed(4, 23),
        "st andrew day": _fixed(11, 30),
        "st andrews day": _fixed(11, 30),
        "michaelmas": _fixed(9, 29),
        "halloween": _fixed(10, 31),
        "bonfire night": _fixed(11, 5),
    }
)


def _year_behind(tokens: Tokens, start: int) -> tuple[int | None, int]:
    at = skip(tokens, start, "of", ",")
    if (year := four_digit_year(tokens, at)) is not None:
        return year, at + 1
    token = tokens[at]
    if token.number is None or token.end - token.start != 2:
        return None, start
    if token.quoted or (token.number >= 20 and not tokens[at + 1].is_word):
        return century(token.number), at + 1
    return None, start


def feast(tokens: Tokens, start: int, base: date) -> Named | None:
    """Easter, Christmas 2026, Good Friday and the like."""
    found = FEASTS.at(tokens, skip(tokens, start, "next", "this"))
    if found is None:
        return _new_year(tokens, start, base)
    make, after = found
    year, after = _year_behind(tokens, after)
    if year is not None:
        return simple((make(year),), after, pinned=True)
    return simple(yearly(base, make), after)


def _new_year(tokens: Tokens, start: int, base: date) -> Named | None:
    """the new year, New Year 2027: the last day of the old one, or January."""
    at = skip(tokens, start, "the")
    if (tokens[at].text, tokens[at + 1].text) != ("new", "year"):
        return None
    year, after = _year_behind(tokens, at + 2)
    old = yearly(base, _fixed(12, 31)) if year is None else (one_day(date(year - 1, 12, 31)),)
    january = yearly(base, _fixed(1, 31)) if year is None else (one_day(date(year, 1, 31)),)
    readings = Reading(old, Why("The last day of the old year")), Reading(january, Why("The last day of January"))
    return Named(readings, after, pinned=year is not None, asks=True)


def _winter(year: int) -> Span:
    return Span(date(year, 12, 1), last_of_month(year + 1, 2))


SEASONS: dict[str, Callable[[int], Span]] = {
    "spring": lambda year: Span(date(year, 3, 1), date(year, 5, 31)),
    "summer": lambda year: Span(date(year, 6, 1), date(year, 8, 31)),
    "autumn": lambda year: Span(date(year, 9, 1), date(year, 11, 30)),
    "winter": _winter,
}


def season(tokens: Tokens, start: int, base: date) -> Named | None:
    """spring, summer 2027, next autumn: seasons have no fixed days, so their last day is only proposed."""
    word, at = which(tokens, start)
    make = SEASONS.get(tokens[at].text)
    if make is None:
        return None
    year, after = _year_behind(tokens, at + 1)
    spans = yearly(base, make) if year is None else (make(year),)
    if year is None and word == "next":
        spans = tuple(span for span in spans if span.first > base)
    doubt = Why("A season has no fixed last day: confirm the day")
    weak = Weak.NO if year is not None or word == "next" else Weak.HARDLY
    return replace(simple(spans, after, pinned=year is not None), doubt=doubt, weak=weak)


TODAY = Phrases(
    {
        "today": 0,
        "tonight": 0,
        "end of the day": 0,
        "end of day": 0,
        "end of play": 0,
        "close of play": 0,
        "close of business": 0,
        "cop today": 0,
        "cob today": 0,
        "eod": 0,
        "tomorrow": 1,
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
    }
)


def today(tokens: Tokens, start: int, base: date) -> Named | None:
    """today, tomorrow: counted from the plan's date, which may not be the day of writing."""
    found = TODAY.at(tokens, start)
    if found is None:
        return None
    doubt = Why("Counted from {base}, which may not be the day of writing", base=base)
    return replace(simple((one_day(base + timedelta(days=found[0])),), found[1]), doubt=doubt)


def weekday(tokens: Tokens, start: int, base: date) -> Named | None:
    """Friday, this Friday, next Friday, Friday week: the next such day; "next" must be asked where it can mean two."""
    word = tokens[start].text if tokens[start].text in {"this", "next", "coming", "following"} else ""
    at = start + bool(word)
    number = WEEKDAYS.get(tokens[at].text)
    if number is None:
        return None
    coming = base + timedelta(days=(number - base.weekday()) % 7)
    full = tokens[at].text in FULL_WEEKDAYS
    weak = Weak.NO if word and full else (Weak.PERHAPS if full else Weak.HARDLY)
    named = replace(simple((one_day(coming),), at + 1), weak=weak)
    if tokens[at + 1].text == "week" and not word:
        return replace(simple((one_day(coming + timedelta(days=7)),), at + 2), weak=weak)
    after_next = tokens[at + 1].text == "next" and ends_a_number(tokens, at + 2)  # "Friday next"
    if word == "next" or after_next or coming == base:
        return replace(named, after=at + 1 + after_next, readings=_two_weeks(number, base), asks=True)
    return named


def _two_weeks(number: int, base: date) -> tuple[Reading, ...]:
    soonest = base + timedelta(days=(number - base.weekday()) % 7)
    next_monday = base + timedelta(days=7 - base.weekday())
    in_next_week = next_monday + timedelta(days=number)
    return (
        Reading((one_day(soonest),), Why("The first such day, counted from {base}", base=base)),
        Reading((one_day(in_next_week),), Why("The one in the week after, counted from {base}", base=base)),
    )


def weekday_of_month(tokens: Tokens, start: int, base: date) -> Named | None:
    """the first Monday in May, the last Friday of March 2027, the last working day of the month."""
    last = tokens[start].text in {"last", "final"}
    if not last and tokens[start].text not in ORDINALS.begin and not tokens[start].is_digits:
        return None
    counted = (0, start + 1) if last else ordinal(tokens, start)
    if counted is None or not 0 <= counted[0] <= 4:
        return None
    count, at = counted
    day = WEEKDAYS.get(tokens[at].text)
    working = (tokens[at].text, tokens[at + 1].text) in {("working", "day"), ("business", "day")}
    at += 2 if working else 1
    if (day is None and not working) or tokens[at].text not in {"of", "in"}:
        return None
    at = at + 1
    inside = month(tokens, at, base) or this_or_next(tokens, at, base)
    if inside is None:
        return None
    picked = inside.mapped(lambda span: one_day(_picked(span, count, day)))
    return replace(picked, weak=Weak.NO)


def _picked(span: Span, count: int, weekday_number: int | None) -> date:
    """The `count`-th (0: last) such weekday, or working day, of a month."""
    if weekday_number is not None and count == 0:
        return last_weekday(span.last.year, span.last.month, weekday_number)
    if weekday_number is not None:
        return span.first + timedelta(days=(weekday_number - span.first.weekday()) % 7 + 7 * (count - 1))
    days = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    working = [day for day in days if is_working_day(day)]
    return working[count - 1]
