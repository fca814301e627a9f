"""School time: terms, half-terms and school holidays. All days are proposals, since authorities set their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import Span, Term, easter_sunday, half_terms_of, terms_of
from system_review.reviews.rules.timing.months import which
from system_review.reviews.rules.timing.named import Named, Reading, around, in_order, simple
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip
from system_review.reviews.rules.timing.vocabulary import century, four_digit_year
from system_review.reviews.rules.timing.years import ACADEMIC_DOUBT, split_year

SEASONS = Phrases(
    {
        "autumn": "autumn",
        "fall": "autumn",
        "michaelmas": "autumn",
        "winter": "autumn",
        "spring": "spring",
        "lent": "spring",
        "easter": "spring",
        "summer": "summer",
        "trinity": "summer",
        "october": "autumn",
        "oct": "autumn",
        "february": "spring",
        "feb": "spring",
        "may": "summer",
        "whitsun": "summer",
    }
)
_TERM = Phrases(dict.fromkeys(("term", "school term", "term time", "term 1", "term 2"), None))
_HALF_TERM = Phrases(dict.fromkeys(("half term", "half term holiday", "half term holidays", "half term break"), None))


def term(tokens: Tokens, start: int, base: date) -> Named | None:
    """autumn term 2027, the next summer term, this term, Term 3; "long term" is elsewhere."""
    word, at = which(tokens, start)
    year, at = _leading_year(tokens, at) if not word else (None, at)
    season = SEASONS.at(tokens, at)
    after_season = season[1] if season else at
    if season and year is None:
        year, after_season = _year(tokens, after_season)
    found = _TERM.at(tokens, after_season)
    if found is None:
        return None
    after = found[1]
    if not season and not word and tokens[skip(tokens, after, "-")].text != "end":
        return None  # "term" alone is no time; "end of term", which `which` knows, and "term end" are
    if season and year is None:
        year, after = _year(tokens, after)
    if tokens[after].text == "of" and tokens[after + 1].text == "reference":
        return None
    terms = _terms(base, season[0] if season else "")
    return _limited(terms, word, year, after, base)


def _terms(base: date, season: str) -> list[Term]:
    return [each for year in around(base) for each in terms_of(year) if season in {"", each.season}]


def _leading_year(tokens: Tokens, at: int) -> tuple[int | None, int]:
    year = four_digit_year(tokens, at)
    return (year, at + 1) if year else (None, at)


def _year(tokens: Tokens, start: int) -> tuple[int | None, int]:
    """The year behind a term: 2027, '27, of 2027; 2026/27 is told by `_limited` from its season."""
    at = skip(tokens, skip(tokens, start, ",", "("), "of", "in")
    if split := split_year(tokens, at):
        return -split[0], split[1]  # negative: the academic year that begins then
    if (number := four_digit_year(tokens, at)) is not None:
        return number, at + 1
    token = tokens[at]
    if token.quoted and token.number is not None and token.end - token.start == 2:
        return century(token.number), at + 1
    return None, start


def _limited(terms: Iterable[Term], word: str, year: int | None, after: int, base: date) -> Named:
    """The terms that the words leave: of a year, the next, a new one (which means its first day)."""
    spans = [each.days for each in terms]
    if year is not None:
        first, last = (date(year, 1, 1), date(year, 12, 31)) if year > 0 else (date(-year, 9, 1), date(1 - year, 8, 31))
        spans = [span for span in _all_years(terms, year) if first <= span.first <= last]
    elif word in {"next", "new"}:
        spans = [span for span in spans if span.first > base]
    if word == "new":
        spans = [Span(span.first, span.first) for span in spans]
    return replace(simple(in_order(spans), after, pinned=year is not None), doubt=ACADEMIC_DOUBT)


def _all_years(terms: Iterable[Term], year: int) -> list[Span]:
    seasons = {each.season for each in terms}
    years = (year,) if year > 0 else (-year, 1 - year)
    return [each.days for number in years for each in terms_of(number) if each.season in seasons]


def half_term(tokens: Tokens, start: int, base: date) -> Named | None:
    """October half term, half-term, the February half-term break: the Friday before it, or its last day."""
    word, at = which(tokens, start)
    season = SEASONS.at(tokens, at)
    at = season[1] if season else at
    found = _HALF_TERM.at(tokens, at)
    if found is None:
        return None
    year, after = _year(tokens, found[1])
    years = around(base) if year is None else ((year,) if year > 0 else (-year, 1 - year))
    breaks = [each.days for number in years for each in half_terms_of(number) if not season or each.season == season[0]]
    if year is None and word in {"next", "new"}:
        breaks = [span for span in breaks if span.first > base]
    return _before_or_within(in_order(breaks), after, pinned=year is not None)


def _before_or_within(breaks: tuple[Span, ...], after: int, *, pinned: bool) -> Named:
    friday = tuple(Span(span.first - timedelta(days=3), span.first - timedelta(days=3)) for span in breaks)
    readings = (
        Reading(friday, Why("The last school day before the holiday, as proposed")),
        Reading(breaks, Why("The last day of the holiday, as proposed")),
    )
    return Named(readings, after, pinned=pinned, doubt=ACADEMIC_DOUBT, asks=True, opens_before=True)


_HOLIDAY = frozenset({"holiday", "holidays", "hols", "break", "vacation", "recess", "shutdown"})


def _summer_break(year: int) -> Span:
    return Span(date(year, 7, 23), date(year, 8, 31))


def _easter_break(year: int) -> Span:
    easter = easter_sunday(year)
    return Span(easter - timedelta(days=2), easter + timedelta(days=1))


def _christmas_break(year: int) -> Span:
    return Span(date(year, 12, 21), date(year + 1, 1, 5))


BREAKS = {"summer": _summer_break, "easter": _easter_break, "christmas": _christmas_break, "xmas": _christmas_break}


def school_holiday(tokens: Tokens, start: int, base: date) -> Named | None:
    """the summer holidays, Easter break, Christmas holidays: the day before they begin, or their last day."""
    _, at = which(tokens, start)
    make = BREAKS.get(tokens[at].text)
    if make is None:
        return None
    year, at = _year(tokens, at + 1)
    at = skip(tokens, at, "school")
    if tokens[at].text not in _HOLIDAY:
        return None
    after = at + 1
    if year is None:
        year, after = _year(tokens, after)
    spans = tuple(make(each) for each in (around(base) if year is None else (abs(year),)))
    before = tuple(Span(span.first - timedelta(days=1), span.first - timedelta(days=1)) for span in spans)
    readings = (
        Reading(before, Why("The last day before the holiday, as proposed")),
        Reading(spans, Why("The last day of the holiday, as proposed")),
    )
    return Named(readings, after, pinned=year is not None, doubt=ACADEMIC_DOUBT, asks=True, opens_before=True)
