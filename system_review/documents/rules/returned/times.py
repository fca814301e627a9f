"""When an action is due, as a file that came back says it: by our own words, or by what people wrote there. Pure.

No word is dropped: what is no day that is known here stays as words.
"""

from __future__ import annotations

import re
from datetime import date

from system_review.documents.interpreter.tables.own import day_of
from system_review.documents.interpreter.times import due_in
from system_review.documents.rules.returned.words import due_words
from system_review.documents.writers.labels import Phrases

# programs write midnight beside a day
_WRITTEN_OUT = re.compile(r"(?P<day>\d{1,2} [A-Za-z]+ \d{4})(?: [0:]+)?")
_ISO = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ][0:.]+)?")
_NUMBERS = re.compile(r"(?:\d{1,4}[./-]){2}\d{1,4}")  # a day in numbers says nothing beyond the day
_DAYS_ALONE = (_WRITTEN_OUT, _ISO, _NUMBERS)
_AND = "; "


def line_means(words: str, line: str, base: date | None) -> str:
    """The day that the words of a line mean, as ISO has it; "" where the line says that it has none, or is not sure."""
    if Phrases().no_date_yet.lower() in line.lower():
        return ""
    return _as_iso(whole_time(words.strip(), base))


def columns_say(words: str, day: str, base: date | None) -> tuple[str, str]:
    """What two columns say, the words and the day, and which day the words mean.

    Words in the column of the day are words of when it is due, and join those beside them.
    """
    words, day = words.strip(), day.strip()
    on = day_in(day, base)
    is_plain = not day or (on is not None and any(shape.fullmatch(day) for shape in _DAYS_ALONE))
    said = words if is_plain else _AND.join(filter(None, (words, day)))
    return due_words(said, on), _as_iso(whole_time(said, base))


def day_in(text: str, base: date | None) -> date | None:
    """The day that a cell names; None where it names none, or says more than a time."""
    if (written := _WRITTEN_OUT.fullmatch(text)) and (on := day_of(written["day"])):
        return on
    if found := _ISO.fullmatch(text):
        try:
            return date.fromisoformat(found["day"])
        except ValueError:
            return None
    return whole_time(text, base)


def whole_time(text: str, base: date | None) -> date | None:
    """The day that a text means which says nothing else; None where that is not sure."""
    if not text:
        return None
    found, on = due_in(text, base)
    return on if found.strip(" .") == text.strip(" .") else None


def _as_iso(on: date | None) -> str:
    return on.isoformat() if on else ""
