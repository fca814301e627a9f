"""Rhythms that name their days: "every September", "Mondays", "by the end of each month", "monthly, first Monday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from system_review.errors import Why
from system_review.reviews.rules.timing.due import Choice, Repeats
from system_review.reviews.rules.timing.lengths import UNITS
from system_review.reviews.rules.timing.moments import settled
from system_review.reviews.rules.timing.named import Weak
from system_review.reviews.rules.timing.names import named
from system_review.reviews.rules.timing.numbers import ordinal
from system_review.reviews.rules.timing.phrase import Kind, Phrase
from system_review.reviews.rules.timing.rhythm_words import (
    ADVERBS,
    FORTNIGHTLY,
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    TERMLY,
    WEEKLY,
    YEARLY,
)
from system_review.reviews.rules.timing.roles import PARTS, Role
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip
from system_review.reviews.rules.timing.vocabulary import FULL_WEEKDAYS, WEEKDAY_PLURALS, WEEKDAYS


def every_name(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """every September, each Easter, every 31 March, every April and October, every Monday, every other Friday."""
    at = skip(tokens, start, "in", "on", "by", "at", "before")
    if tokens[at].text not in {"every", "each"}:
        return None
    if phrase := monthly_on_weekday(tokens, start, at + 1, base):
        return phrase
    fortnightly = tokens[at + 1].text in {"other", "second", "alternate"}
    at += 2 if fortnightly else 1
    name = named(tokens, at, base)
    if name is None or tokens[at].text in {"the", "this", "next"} or UNITS.at(tokens, at):
        return None
    if tokens[at].text in WEEKDAYS and name.after == at + 1:
        return _on_weekday(tokens, start, at, base, FORTNIGHTLY if fortnightly else WEEKLY)
    if fortnightly or name.pinned or len(name.readings) > 1:
        return None
    first = settled(replace(name, weak=Weak.NO), Role.BY, start, name.after, base)
    if first.on is None:
        return None
    yearly = replace(first, kind=Kind.REPEATS, repeats=YEARLY, choices=())
    return _and_another(tokens, yearly, base)


def _and_another(tokens: Tokens, first: Phrase, base: date) -> Phrase:
    """The second name of "every April and October": half-yearly if they lie so, else it must be asked."""
    if tokens[first.after].text not in {"and", ",", "/"}:
        return first
    name = named(tokens, first.after + 1, base)
    if name is None or name.pinned or len(name.readings) > 1:
        return first
    second = settled(replace(name, weak=Weak.NO), Role.BY, first.first, name.after, base)
    if first.on is None or second.on is None:
        return first
    soonest = min(first.on, second.on)
    months_between = abs((first.on.year - second.on.year) * 12 + first.on.month - second.on.month)
    if months_between == 6 and tokens[second.after].text not in {"and", ",", "/"}:
        return replace(first, after=second.after, on=soonest, repeats=HALF_YEARLY)
    reason = Why("The words name several times of the year: choose a rhythm")
    choices = (Choice(first.reason, first.on, YEARLY), Choice(second.reason, second.on, YEARLY))
    return replace(first, after=second.after, on=None, repeats=None, choices=choices, sure=False, reason=reason)


def _on_weekday(tokens: Tokens, start: int, at: int, base: date, repeats: Repeats) -> Phrase:
    text = tokens[at].text
    number = WEEKDAYS[text] if text in WEEKDAYS else WEEKDAY_PLURALS[text]
    on = base + timedelta(days=(number - base.weekday()) % 7)
    return Phrase(Kind.REPEATS, start, at + 1, Why("The first such day from {base} on", base=base), on, repeats)


def plural_weekday(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """Mondays, on Fridays."""
    at = skip(tokens, start, "on")
    if tokens[at].text not in WEEKDAY_PLURALS:
        return None
    return _on_weekday(tokens, start, at, base, WEEKLY)


_PERIODS = Phrases(
    {
        "week": WEEKLY,
        "month": MONTHLY,
        "quarter": QUARTERLY,
        "term": TERMLY,
        "financial year": YEARLY,
        "academic year": YEARLY,
        "school year": YEARLY,
        "calendar year": YEARLY,
    }
)


def edge_of_each(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """by the end of each month, at the start of every quarter, on the 15th of each month, last Friday of each month."""
    at = skip(tokens, skip(tokens, start, "by", "at", "on", "before", "in"), "the")
    if tokens[at].text in {"each", "every"}:
        return _each_end(tokens, start, at, base)
    every = _index_of_each(tokens, at)
    period = _PERIODS.at(tokens, every + 1) if every else None
    if every is None or period is None:
        return None
    repeats, after = period
    phrase = _first_edge(tokens, at, every, base)
    return _with_first(phrase, repeats, start, after) if phrase else None


def _with_first(first: Phrase, repeats: Repeats, start: int, after: int) -> Phrase:
    choices = tuple(replace(choice, repeats=repeats) for choice in first.choices)
    return replace(first, kind=Kind.REPEATS, first=start, after=after, repeats=repeats, choices=choices)


def _each_end(tokens: Tokens, start: int, at: int, base: date) -> Phrase | None:
    """each month end, every quarter-end, every term end."""
    period = _PERIODS.at(tokens, at + 1)
    ending = skip(tokens, period[1], "-") if period else at
    if period is None or tokens[ending].text != "end":
        return None
    words = [tokens[at]._replace(text="end"), tokens[at]._replace(text="of"), *tokens[at : at + 40]]
    phrase = _first_edge(words, 0, 2, base)
    return _with_first(phrase, period[0], start, ending + 1) if phrase else None


def _index_of_each(tokens: Tokens, at: int) -> int | None:
    """Where "each" stands behind "the end of", "the last Friday of", "the 15th of"."""
    if part := PARTS.at(tokens, at):
        after = part[1]
    else:
        day = (0, at + 1) if tokens[at].text == "last" else ordinal(tokens, at)
        if day is None:
            return None
        after = skip(tokens, day[1], *FULL_WEEKDAYS)
        after = skip(tokens, after, "of", "in")
    return after if tokens[after].text in {"each", "every"} else None


def _first_edge(tokens: Tokens, at: int, every: int, base: date) -> Phrase | None:
    """The first one: read as if the words were "of this month"."""
    this = [*tokens[at:every], tokens[every]._replace(text="this"), *tokens[every + 1 : every + 40]]
    part = PARTS.at(this, 0)
    name = named(this, part[1] if part else 0, base)
    if name is None or len(name.readings) > 1:
        return None
    name = name.mapped(part[0][0]) if part else name
    phrase = settled(replace(name, weak=Weak.NO), Role.BY, 0, name.after, base)
    return replace(phrase, sure=phrase.sure and (part is None or part[0][1]))


def monthly_on_weekday(tokens: Tokens, start: int, at: int, base: date) -> Phrase | None:
    """monthly on the first Monday, monthly (last Friday), every second Tuesday of the month."""
    at = skip(tokens, skip(tokens, skip(tokens, at, "(", ","), "on"), "the")
    day = (0, at + 1) if tokens[at].text == "last" else ordinal(tokens, at)
    if day is None or tokens[day[1]].text not in FULL_WEEKDAYS:
        return None
    after = day[1] + 1
    of_month = _OF_THE_MONTH.at(tokens, after)
    if of_month is None and ADVERBS.at(tokens, start) is None:
        return None  # "every second Tuesday" is each fortnight
    blank = tokens[at]._replace
    words = [*tokens[at:after], blank(text="of"), blank(text="this"), blank(text="month"), *tokens[-20:]]
    phrase = _first_edge(words, 0, len(words) - 22, base)
    return _with_first(phrase, MONTHLY, start, of_month[1] if of_month else after) if phrase else None


_OF_THE_MONTH = Phrases(dict.fromkeys(("of the month", "of each month", "of every month", "in the month"), None))
