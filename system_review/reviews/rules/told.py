"""What the history tells of actions: how they stood before and after a change, and only what changed. Pure.

It is told as texts by name, so that words can be taken out of it later. A time is told as `words = 2027-06-30`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

BEFORE = "_before"  # ends the name under which it is told how something stood before
FIELDS = ("leads", "due", "repeats", "status", "priority", "difference")
_MEANS = " = "  # between the words of a time and the day that they mean


def time_told(words: str, on: date | None) -> str:
    """A time as it was written, with the day that it means; "" for none."""
    return _MEANS.join(part for part in (words, on.isoformat() if on else "") if part)


def rhythm_told(every: int | None, unit: str) -> str:
    """How often something comes round: "6 month"; "" for once."""
    return f"{every} {unit}" if every and unit else ""


def words_and_day(told: str) -> tuple[str, date | None]:
    """What `time_told` told, read again."""
    words, _, day = told.rpartition(_MEANS)
    try:
        return words, date.fromisoformat(day)
    except ValueError:
        return told, None


def what_changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What an event tells of one action: each thing that is another now, as it is and as it was."""
    changed = [name for name in FIELDS if before.get(name, "") != after.get(name, "")]
    told = {name: after.get(name, "") for name in changed}
    return told | {name + BEFORE: before.get(name, "") for name in changed}


def what_changed_in_many(
    before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]
) -> dict[str, list[str]]:
    """The same of many actions at once: each thing as a list, in the order of the actions."""
    pairs = list(zip(before, after, strict=True))
    told: dict[str, list[str]] = {}
    for name in FIELDS:
        if any(was.get(name, "") != now.get(name, "") for was, now in pairs):
            told[name] = [now.get(name, "") for _, now in pairs]
            told[name + BEFORE] = [was.get(name, "") for was, _ in pairs]
    return told
