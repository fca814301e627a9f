"""What a file says of itself: its title, and the day that it gives for its results. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from system_review.documents.interpreter.headings import Headings
from system_review.documents.readers.passages import Part, Reading, ReadPassage

_FIRST = 8  # passages in which a file says what it is
_LONGEST = 160  # characters of a title
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)


def title_of(reading: Reading, headings: Headings) -> str:
    """The file's own title, else its first line if that names no part of the framework; "" if there is none."""
    if reading.title:
        return reading.title
    for passage in beginning(reading.passages)[:2]:
        text = " ".join(passage.text.split())
        named = headings.named(text)
        if text and len(text) <= _LONGEST and not named.names_place and not named.is_heading:
            return text
    return ""


def day_of(reading: Reading) -> date | None:
    """The one day written out in the title or among the first lines; None if there is none, or several."""
    texts = [reading.title, *(passage.text for passage in beginning(reading.passages))]
    days = {day for text in texts for found in _DAY.finditer(text) if (day := _day(found))}
    return days.pop() if len(days) == 1 else None


def beginning(passages: Sequence[ReadPassage]) -> list[ReadPassage]:
    """The first passages outside tables that the file shows its readers."""
    told = (
        passage
        for passage in passages[: 4 * _FIRST]
        if not passage.look.hidden and passage.place.part in (Part.BODY, Part.HEADER) and passage.place.table is None
    )
    return list(told)[:_FIRST]


def _day(found: re.Match[str]) -> date | None:
    day, month, year = found.groups()
    try:
        return date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        return None
