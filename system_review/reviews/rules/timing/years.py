"""Years of every kind: "2027", "2026/27", "FY27", "the next financial year", "year end", "the academic year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import (
    Span,
    academic_year,
    financial_year,
)
from system_review.reviews.rules.timing.months import month_of, periods, which
from system_review.reviews.rules.timing.named import (
    Named,
    Reading,
    Weak,
    one_day,
    simple,
    year_span,
    yearly,
)
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip
from system_review.reviews.rules.timing.vocabulary import (
    MONTHS,
    century,
    four_digit_year,
    stands_free,
)

IN_FINANCIAL_YEAR = Why("Read as the financial year, April to March")
IN_CALENDAR_YEAR = Why("Read as the calendar year, January to December")
IN_ACADEMIC_YEAR = Why("Read as the academic year, September to August")
ACADEMIC_DOUBT = Why("Term dates are the local authority’s own: confirm the day")


def year(tokens: Tokens, start: int, base: date) -> Named | None:
    """2027, 2026/27, FY27, FY 2026-27."""
    prefix = _FINANCIAL.at(tokens, start)
    at = prefix[1] if prefix else start
    if split := split_year(tokens, at):
        first, after = split
        kind = prefix or _KIND_OF_YEAR.at(tokens, after)
        if kind and not prefix:
            after = kind[1]
        return _split_year(first, after, kind[0] if kind else "")
    if prefix:
        return _financial_single(tokens, at)
    number = four_digit_year(tokens, start)
    if number is None and tokens[start].quoted and tokens[start].end - tokens[start].start == 2:
        number = century(tokens[start].number or 0)  # "the end of '26"
    if number is None or not stands_free(tokens, start) or tokens[start + 1].text in {"/", ".", "-", "%"}:
        return None
    if (month_number := MONTHS.get(tokens[start + 1].text)) and not tokens[start + 2].is_digits:  # "2027 March"
        return month_of(number, month_number, start + 2)
    if tokens[start - 1].text == "by" and start:
        return _by_year(number, start + 1)
    return replace(simple((year_span(number),), start + 1, pinned=True), weak=Weak.HARDLY)


def _by_year(number: int, after: int) -> Named:
    """A year after "by": "by 2028" may mean before it begins or before it ends: it must be asked."""
    readings = (
        Reading((year_span(number),), Why("The last day of that year")),
        Reading((year_span(number - 1),), Why("The last day before that year begins")),
    )
    return Named(readings, after, pinned=True, asks=True)


_FINANCIAL = Phrases({"fy": "financial", "f y": "financial", "f / y": "financial"})
_KIND_OF_YEAR = Phrases(
    {
        "financial year": "financial",
        "fy": "financial",
        "f / y": "financial",
        "fiscal year": "financial",
        "academic year": "academic",
        "school year": "academic",
        "calendar year": "calendar",
        "tax year": "tax",
    }
)


YEARS_BEGIN = _FINANCIAL.begin | _KIND_OF_YEAR.begin | {"year", "yr"}


def split_year(tokens: Tokens, start: int) -> tuple[int, int] | None:
    """2026/27, 2026-2027, 26/27: the first of two following years, and the index after them."""
    first, mark, second = tokens[start], tokens[start + 1], tokens[start + 2]
    if mark.text not in {"/", "-"} or first.number is None or second.number is None or not mark.glued:
        return None
    if not stands_free(tokens, start) and not tokens[start - 1].is_word:
        return None
    long = four_digit_year(tokens, start)
    short = century(first.number) if first.end - first.start == 2 and first.number > 12 else None
    year_before = long or short
    ending = four_digit_year(tokens, start + 2)
    if ending is None and second.end - second.start == 2:
        ending = century(second.number)
    if year_before is None or ending != year_before + 1:
        return None
    if tokens[start + 3].text in {"/", "-"} and tokens[start + 4].is_digits:
        return None
    return year_before, start + 3


def _split_year(first: int, after: int, kind: str) -> Named:
    if kind in {"financial", "tax"}:
        return simple((_MAKERS[kind](first),), after, pinned=True)
    if kind == "academic":
        return replace(simple((academic_year(first),), after, pinned=True), doubt=ACADEMIC_DOUBT)
    readings = (
        Reading((financial_year(first),), IN_FINANCIAL_YEAR),
        Reading((academic_year(first),), IN_ACADEMIC_YEAR),
    )
    return Named(readings, after, pinned=True, asks=True)


def _financial_single(tokens: Tokens, at: int) -> Named | None:
    """FY27 and FY2027 name the financial year that ends or begins in 2027: it must be asked."""
    token = tokens[at]
    number = four_digit_year(tokens, at)
    if number is None and token.number is not None and token.end - token.start == 2:
        number = century(token.number)
    if number is None:
        return None
    ends = Reading((financial_year(number - 1),), Why("The financial year that ends in {year}", year=str(number)))
    begins = Reading((financial_year(number),), Why("The financial year that begins in {year}", year=str(number)))
    return Named((ends, begins), at + 1, pinned=True, asks=True)


def kind_of_year(tokens: Tokens, start: int, base: date) -> Named | None:
    """the [this, next, new] financial, academic, calendar year [2026/27]; the year; year end."""
    word, at = which(tokens, start)
    if kind := _KIND_OF_YEAR.at(tokens, at):
        at = skip(tokens, kind[1], "of", ",", "(")
        if split := split_year(tokens, at):
            return _split_year(*split, kind[0])
        if kind[0] == "calendar" and (number := four_digit_year(tokens, at)):
            return simple((year_span(number),), at + 1, pinned=True)
        if kind[0] == "financial" and (named := _financial_single(tokens, at)):
            return named
        return _coming_year(kind[0], word, kind[1], base)
    if tokens[at].text == "year" and word in {"", "this"} and (number := four_digit_year(tokens, at + 1)):
        return replace(simple((year_span(number),), at + 2, pinned=True), weak=Weak.HARDLY)
    if tokens[at].text in {"year", "yr"} and word in {"this", "next"}:
        return _plain_year(word, at + 1, base)
    return None


def _tax_year(first_year: int) -> Span:
    return Span(date(first_year, 4, 6), date(first_year + 1, 4, 5))


_MAKERS = {"financial": financial_year, "academic": academic_year, "calendar": year_span, "tax": _tax_year}


def _coming_year(kind: str, word: str, after: int, base: date) -> Named:
    spans = yearly(base, _MAKERS[kind])
    if word in {"next", "new"}:
        spans = tuple(span for span in spans if span.first > base)
    if word == "new":  # "by the new school year" means before it begins
        spans = tuple(one_day(span.first) for span in spans)
    doubt = ACADEMIC_DOUBT if kind == "academic" else None
    return replace(simple(spans, after), doubt=doubt)


def _plain_year(word: str, after: int, base: date) -> Named:
    """A plain year: "the year" and "next year" may be calendar, financial or academic: it must be asked."""
    found = []
    order = (year_span, IN_CALENDAR_YEAR), (financial_year, IN_FINANCIAL_YEAR), (academic_year, IN_ACADEMIC_YEAR)
    for make, why in order:
        spans = yearly(base, make)
        later = tuple(span for span in spans if span.first > base)
        found.append(Reading(later if word == "next" else spans, why))
    return Named(tuple(found), after, asks=True, weak=Weak.HARDLY)


_YEAR_END = Phrases(dict.fromkeys(("year end", "yearend", "end of year", "end year", "eoy", "e . o . y"), None))
_PERIOD_END = Phrases({"month end": "month", "eom": "month", "quarter end": "quarter", "eoq": "quarter"})

PERIOD_ENDS_BEGIN = _YEAR_END.begin | _PERIOD_END.begin | {"eofy"}


def period_end(tokens: Tokens, start: int, base: date) -> Named | None:
    """year end, month end, quarter end, EOFY."""
    if tokens[start].text == "eofy":
        return simple(yearly(base, financial_year), start + 1)
    if found := _YEAR_END.at(tokens, start):
        readings = (
            Reading(yearly(base, financial_year), IN_FINANCIAL_YEAR),
            Reading(yearly(base, year_span), IN_CALENDAR_YEAR),
        )
        return Named(readings, found[1], asks=True)
    if ending := _PERIOD_END.at(tokens, start):
        return simple(periods(ending[0], base), ending[1])
    return None
