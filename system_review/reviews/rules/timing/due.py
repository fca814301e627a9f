"""What words about time come to: a date, a recurrence, things to choose from, and the reason in a sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import months_later, next_term_start
from system_review.reviews.rules.words import Unit

MOST_OFTEN, LEAST_OFTEN = 1, 60  # how many weeks, months, terms or years may lie between two times


@dataclass(frozen=True)
class Repeats:
    """Every so many weeks, months, school terms or years (`every` is 1 to 60)."""

    every: int
    unit: Unit


@dataclass(frozen=True)
class Choice:
    """One thing that the words may mean, for a person to pick: a date, a recurrence, or both; `why` tells it apart."""

    why: Why
    on: date | None = None
    repeats: Repeats | None = None


@dataclass(frozen=True)
class Due:
    """What was understood of words about time.

    `words` stand as typed. `on` is the due date, of a recurring action the first one; None when the words name
    none or when it must be asked. When `sure` is false a person has to say: `on` and `repeats` are then only what
    is likeliest, and `choices` (likeliest first, perhaps none) are offered. `reason` says how the words were read,
    or why there is no date. `found` is the part of the words that was understood, empty if nothing was.
    """

    words: str
    on: date | None
    repeats: Repeats | None
    choices: tuple[Choice, ...]
    reason: Why
    sure: bool
    found: str


def next_due(last: date, repeats: Repeats) -> date:
    """When a recurring action is due again after it was last due or done.

    Months and years keep the day of the month, or take the last day of a shorter month. For terms it is the
    proposed start of the next term (1 September, 6 January, the Tuesday after Easter Monday), which a person
    confirms since term dates are the local authority's. Raises `ValueError` or `OverflowError` when the answer
    is beyond the calendar (years over 9999; for terms over 4098).
    """
    if repeats.unit is Unit.WEEK:
        return last + timedelta(weeks=repeats.every)
    if repeats.unit is Unit.MONTH:
        return months_later(last, repeats.every)
    if repeats.unit is Unit.YEAR:
        return months_later(last, 12 * repeats.every)
    for _ in range(repeats.every):
        last = next_term_start(last)
    return last
