"""When an action is due, by the words in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from system_review.documents.interpreter.leads import leads_in
from system_review.reviews.rules.timing import Due, understand

LONGEST = 4000  # characters of a task in which a time is looked for
_ANY_DAYS = (date(2019, 1, 7), date(2020, 10, 5))  # they tell days that are written out from those that are counted

_NO_LEAD_YET = re.compile(  # "Lead TBC" says who is not known, and nothing about when
    r"\b(?:leads?|owners?)\b[ :–—-]{1,3}(?:tbc|tba|tbd|to be (?:agreed|confirmed|decided|identified))\b", re.IGNORECASE
)


@lru_cache(maxsize=1024)  # a long list says the same few times again and again
def due_in(text: str, base: date | None) -> tuple[str, date | None]:
    """The words in a task that say when it is due ("" if none do), and the day where that is sure.

    `base` is the day that the words are counted from; without one only days that are written out in full are known.
    Names of leads are passed over: "June to lead" is nobody's deadline.
    """
    said = _blanked(text[:LONGEST], leads_in(text[:LONGEST]).stretches)
    said = _blanked(said, [found.span() for found in _NO_LEAD_YET.finditer(said)])
    if base is not None:
        return _found_in(said, base)
    (words, on), (_, other) = (_found_in(said, day) for day in _ANY_DAYS)
    return words, on if on == other else None


def _found_in(text: str, base: date) -> tuple[str, date | None]:
    """As `understand` has it; "how and when they hear of it" is passed over, and what stands beside it looked at."""
    due = understand(text, base=base)
    if due.found.lower().startswith("when ") and due.on is None:
        due = understand(text.replace(due.found, "—"), base=base)
    if due.found and text[: text.find(due.found)].endswith("-"):  # "looked-after children reviews"
        due = understand(text.replace(f"-{due.found}", "-—", 1), base=base)
    if "——" in due.found:  # a name stands between two times: "yearly (Nia Morgan, each May)"
        due = understand(due.found.split("——")[-1], base=base)
    return _found(due)


def _found(due: Due) -> tuple[str, date | None]:
    if not due.found or _may_be_no_time(due):
        return "", None
    return due.found, due.on if due.sure else None


def _may_be_no_time(due: Due) -> bool:
    """ "The March cohort": a name, and no time."""
    return not due.sure and due.on is None and due.repeats is None and due.found.lower().startswith("the ")


def _blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    for start, end in stretches:
        text = f"{text[:start]}{'—' * (end - start)}{text[end:]}"
    return text
