"""All ways to name a time in one place, and the longest name that begins at a token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from system_review.reviews.rules.timing import days, feasts, months, quarters, school, years
from system_review.reviews.rules.timing.named import Named
from system_review.reviews.rules.timing.numbers import ORDINALS
from system_review.reviews.rules.timing.tokens import Tokens
from system_review.reviews.rules.timing.vocabulary import MONTHS, WEEKDAYS

_Namer = Callable[[Tokens, int, date], Named | None]
_MONTH, _WEEKDAY, _ORDINAL, _WHICH = frozenset(MONTHS), frozenset(WEEKDAYS), ORDINALS.begin, months.WHICH_BEGIN
_NUMBERS = frozenset({"1"})  # stands for every number

# Each with the words it can begin with, so that other words are passed over quickly.
_NAMERS: tuple[tuple[_Namer, frozenset[str]], ...] = (
    (days.day_and_month, _NUMBERS | _MONTH | _WEEKDAY | _ORDINAL),
    (days.numeric, _NUMBERS),
    (quarters.quarter, _NUMBERS | _ORDINAL | quarters.QUARTERS_BEGIN),
    (school.half_term, _WHICH | school.SEASONS.begin | {"half"}),
    (school.school_holiday, _WHICH | school.BREAKS.keys()),
    (school.term, _NUMBERS | _WHICH | school.SEASONS.begin | {"term", "school"}),
    (years.period_end, years.PERIOD_ENDS_BEGIN),
    (years.kind_of_year, _WHICH | years.YEARS_BEGIN),
    (months.this_or_next, _WHICH | {"week", "month", "quarter"}),
    (feasts.weekday_of_month, _NUMBERS | _ORDINAL | {"last", "final"}),
    (feasts.feast, feasts.FEASTS.begin | {"the", "this", "next", "new"}),
    (feasts.season, _WHICH | feasts.SEASONS.keys()),
    (feasts.today, feasts.TODAY.begin),
    (feasts.weekday, _WEEKDAY | {"this", "next", "coming", "following"}),
    (months.month, _NUMBERS | _MONTH),
    (years.year, _NUMBERS | years.YEARS_BEGIN),
    (days.day_of_month, _NUMBERS | _ORDINAL),
)
NAMES_BEGIN: frozenset[str] = frozenset().union(*(begin for _, begin in _NAMERS)) - _NUMBERS
_BY_FIRST_WORD = {word: tuple(namer for namer, begin in _NAMERS if word in begin) for word in NAMES_BEGIN | _NUMBERS}


def named(tokens: Tokens, start: int, base: date) -> Named | None:
    """The longest name of time that begins at a token."""
    first = "1" if tokens[start].is_digits else tokens[start].text
    best: Named | None = None
    for namer in _BY_FIRST_WORD.get(first, ()):
        found = namer(tokens, start, base)
        if found and (best is None or found.after > best.after):
            best = found
    return best
