"""Days as people type them on the command line. Pure."""

from __future__ import annotations

import re
from datetime import date

from system_review.commands.saying import excerpt
from system_review.errors import Refused, Why

MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_BRITISH = re.compile(r"([0-9]{1,2})[ ./-]+([0-9]{1,2})[ ./-]+([0-9]{4})")
_WRITTEN = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? +([a-z]{3,9})[.,]? +([0-9]{4})", re.IGNORECASE)


def day_of(text: str) -> date:
    """The day that a text like 2027-04-20, 20/4/2027 or 20 April 2027 names. Raises `Refused`."""
    words = " ".join(text.split())
    try:
        if found := _ISO.fullmatch(words):
            return _likely(date(int(found[1]), int(found[2]), int(found[3])))
        if found := _BRITISH.fullmatch(words):
            return _likely(date(int(found[3]), int(found[2]), int(found[1])))
        if (found := _WRITTEN.fullmatch(words)) and (month := _month(found[2])):
            return _likely(date(int(found[3]), month, int(found[1])))
    except ValueError:
        pass
    raise Refused(Why("“{text}” is not a day: write it like 2027-04-20 or 20 April 2027", text=excerpt(text)))


def _month(word: str) -> int:
    """The number of a month by its name or its first three letters (four of September); 0 for another word."""
    word = word.lower()
    return next((n for n, name in enumerate(MONTHS, 1) if word in (name, name[:3])), 9 if word == "sept" else 0)


def _likely(day: date) -> date:
    """The day, unless its year is surely a slip. Raises `ValueError`."""
    if not 1900 <= day.year <= 2199:
        raise ValueError(day)
    return day
