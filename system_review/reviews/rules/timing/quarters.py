"""Quarters and half-years: "Q2", "Q2 2027/28", "the third quarter of 2027", "H1". A bare one is always asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import Span, last_of_month, months_later
from system_review.reviews.rules.timing.named import Named, Reading, yearly
from system_review.reviews.rules.timing.numbers import cardinal, ordinal
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip
from system_review.reviews.rules.timing.vocabulary import century, four_digit_year, stands_free
from system_review.reviews.rules.timing.years import split_year

_FINANCIAL = Phrases(dict.fromkeys(("financial year", "fy", "f / y", "fiscal year", "financial"), "financial"))
_CALENDAR = Phrases(dict.fromkeys(("calendar year", "calendar"), "calendar"))
_QUARTER_WORDS = frozenset({"quarter", "qtr", "qtrs", "quarters"})
QUARTERS_BEGIN = _QUARTER_WORDS | _FINANCIAL.begin | _CALENDAR.begin | {"q", "h", "last", "final"}


@dataclass(frozen=True)
class _Part:
    """The `number`-th part of a year that is `months` long."""

    number: int
    months: int

    def financial(self, first_year: int) -> Span:
        """This part of the financial year that begins in a year."""
        return self._from(date(first_year, 4, 1))

    def calendar(self, year: int) -> Span:
        """This part of a calendar year."""
        return self._from(date(year, 1, 1))

    def _from(self, start: date) -> Span:
        first = months_later(start, self.months * (self.number - 1))
        end = months_later(first, self.months - 1)
        return Span(first, last_of_month(end.year, end.month))


def quarter(tokens: Tokens, start: int, base: date) -> Named | None:
    """Q2, quarter 2, the second quarter, H1; with a year or the kind of year before or behind it, or neither."""
    before = _year_in_front(tokens, start)
    at = before.after if before else start
    found = _part(tokens, at)
    if found is None:
        return None
    part, after = found
    behind = _year_behind(tokens, after)
    stated = before or behind
    named = _unstated(part, base, after) if stated is None else _stated(part, stated, base)
    return replace(named, after=behind.after if behind else after)


@dataclass(frozen=True)
class _Year:
    """The year as it stands with a quarter: its number if given, the number's kind, the index after it."""

    after: int
    number: int | None = None
    split: bool = False  # written as 2027/28
    kind: str = ""  # financial or calendar, if the words say so
    shift: int = 0  # "next year" is one


def _part(tokens: Tokens, at: int) -> tuple[_Part, int] | None:
    token, following = tokens[at], tokens[at + 1]
    if token.text in {"q", "h"} and following.number is not None and (following.glued or token.capital):
        largest = 4 if token.text == "q" else 2
        if 1 <= following.number <= largest and not (tokens[at + 2].glued and tokens[at + 2].is_digits):
            return _Part(following.number, 12 // largest), at + 2
        return None
    if token.text in _QUARTER_WORDS and (counted := cardinal(tokens, at + 1)) and 1 <= counted[0] <= 4:
        return _Part(counted[0], 3), counted[1]
    if (counted := ordinal(tokens, at)) and 1 <= counted[0] <= 4 and tokens[counted[1]].text in _QUARTER_WORDS:
        return _Part(counted[0], 3), counted[1] + 1
    if token.text in {"last", "final"} and following.text == "quarter" and tokens[at + 2].text == "of":
        return _Part(4, 3), at + 2
    return None


def _year_in_front(tokens: Tokens, start: int) -> _Year | None:
    """2027 Q2, 2027/28 Q2, FY 2027/28 Q2."""
    if not (tokens[start].is_digits or tokens[start].text in {"fy", "financial", "calendar"}):
        return None
    if not stands_free(tokens, start):
        return None
    year = _year(tokens, start)
    if year is None:
        return None
    after = skip(tokens, year.after, "-", ",", ":")
    return replace(year, after=after) if _part(tokens, after) else None


def _year_behind(tokens: Tokens, after: int) -> _Year | None:
    """Q2 2027, Q2 of 2027/28, Q2 of the financial year, Q2 next year, Q2 '27, Q2 (financial year)."""
    at = after
    for mark in (",", "-", "/", "(", "of", "in", "the"):
        at = skip(tokens, at, mark)
    if (year := _year(tokens, at)) is not None:
        return year
    shift = {"this": 0, "next": 1}.get(tokens[at].text)
    if shift is None:
        return None
    if tokens[at + 1].text == "year":
        return _Year(at + 2, shift=shift) if shift else None
    kind = _FINANCIAL.at(tokens, at + 1) or _CALENDAR.at(tokens, at + 1)
    return _Year(kind[1], kind=kind[0], shift=shift) if kind else None


def _year(tokens: Tokens, start: int) -> _Year | None:
    kind = _FINANCIAL.at(tokens, start) or _CALENDAR.at(tokens, start)
    at = kind[1] if kind else start
    if split := split_year(tokens, at):
        return _kind_behind(tokens, _Year(split[1], split[0], split=True, kind="financial"))
    token = tokens[at]
    number = four_digit_year(tokens, at)
    if number is None and token.number is not None and token.end - token.start == 2:
        short = token.quoted or kind is not None or not (tokens[at + 1].is_word or token.number < 20)
        number = century(token.number) if short else None
    if number is not None:
        return _kind_behind(tokens, _Year(at + 1, number, kind=kind[0] if kind else ""))
    return _Year(at, kind=kind[0]) if kind else None


def _kind_behind(tokens: Tokens, year: _Year) -> _Year:
    kind = _FINANCIAL.at(tokens, year.after) or _CALENDAR.at(tokens, year.after)
    return replace(year, kind=kind[0], after=kind[1]) if kind else year


def _financial_why(part: _Part) -> Why:
    if part.months == 3:
        return Why("Quarter {number} of the financial year, which begins in April", number=part.number)
    return Why("Half {number} of the financial year, which begins in April", number=part.number)


def _calendar_why(part: _Part) -> Why:
    if part.months == 3:
        return Why("Quarter {number} of the calendar year, which begins in January", number=part.number)
    return Why("Half {number} of the calendar year, which begins in January", number=part.number)


def _unstated(part: _Part, base: date, after: int) -> Named:
    """A bare quarter: the financial year first, then the calendar year."""
    readings = (
        Reading(yearly(base, part.financial), _financial_why(part)),
        Reading(yearly(base, part.calendar), _calendar_why(part)),
    )
    return Named(readings, after, asks=True)


def _stated(part: _Part, year: _Year, base: date) -> Named:
    if year.number is None:
        return _kind_only(part, year, base)
    if year.split:
        return Named((Reading((part.financial(year.number),), _financial_why(part)),), year.after, pinned=True)
    financial = Reading((part.financial(year.number),), _financial_why(part))
    calendar = Reading((part.calendar(year.number),), _calendar_why(part))
    ended = Reading(
        (part.financial(year.number - 1),), Why("Of the financial year that ended in {year}", year=str(year.number))
    )
    falls_in_next = part.financial(year.number).last.year > year.number
    if year.kind == "calendar":
        return Named((calendar,), year.after, pinned=True)
    if year.kind == "financial":
        return Named((financial, ended), year.after, pinned=True, asks=True)
    readings = (financial, ended, calendar) if falls_in_next else (financial, calendar)
    return Named(readings, year.after, pinned=True, asks=True)


def _kind_only(part: _Part, year: _Year, base: date) -> Named:
    """The kind of year is said, not which: this one or the next."""
    if not year.kind:  # "Q2 next year"
        spans = yearly(base, part.financial), yearly(base, part.calendar)
        later = [tuple(span for span in each if span.first.year > base.year) for each in spans]
        whys = _financial_why(part), _calendar_why(part)
        return Named(tuple(Reading(each, why) for each, why in zip(later, whys, strict=True)), year.after, asks=True)
    make: Callable[[int], Span] = part.financial if year.kind == "financial" else part.calendar
    began = base.year - (year.kind == "financial" and base.month < 4)
    spans_of_kind = tuple(span for span in yearly(base, make) if not year.shift or span.first >= make(began + 1).first)
    return Named((Reading(spans_of_kind),), year.after)
