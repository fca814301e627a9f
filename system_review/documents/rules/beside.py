"""What a person writes about who leads an action and when, understood as the document's own words were. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from system_review.documents.interpreter.leads import leads_in_column
from system_review.documents.interpreter.times import due_in
from system_review.documents.rules.pieces import Named, Says
from system_review.errors import Mistakes, Why
from system_review.texts import LONGEST_NAME, held, why_not_hold

_PARTS = re.compile(r"\s*([^:;]+?)\s*:\s*([^;]+?)\s*(?:;|$)")


@dataclass(frozen=True, slots=True)
class Beside:
    """As it was typed: a lead on each line, when in words, and a date where one was chosen.

    `labels` are the words, in small letters, with which a person may say what a lead's words are ("agency"), and what
    each stands for: "name", "role" or "agency".
    """

    leads: str = ""
    due_words: str = ""
    due_on: date | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


def line_of(lead: Named) -> str:
    """A lead on one line, as it stands in the form."""
    return ", ".join(filter(None, lead))


def corrected(now: Says, typed: Beside, *, base: date | None) -> Says:
    """What an action says once this was typed. `base` is the day that words of time are counted from.

    A line that says what stands there now is that lead still, whatever it would be taken for; so is the date while
    neither it nor the words of time are changed. Raises `Refused`.
    """
    mistakes, leads, words = Mistakes(), now.leads, now.due_words
    with mistakes:
        leads = _leads(now, held(typed.leads, field="leads"), typed.labels, mistakes)
    with mistakes:
        words = " ".join(held(typed.due_words, field="due_words").split())
    mistakes.tell()
    return replace(now, leads=leads, due_words=words, due_on=_day(now, words, typed.due_on, base))


def _leads(now: Says, typed: str, labels: Mapping[str, str], mistakes: Mistakes) -> tuple[Named, ...]:
    stands = {line_of(lead): lead for lead in now.leads}
    found: list[Named] = []
    for line in filter(None, (" ".join(line.split()) for line in typed.split("\n"))):
        leads = [stands[line]] if line in stands else _told(line, labels) or _understood(line)
        if not leads:
            mistakes.add(
                Why("Nobody is named in “{line}”: write “Name: {line}” if it is one", line=line), field="leads"
            )
        for part in (part for lead in leads for part in lead):
            mistakes.add(why_not_hold(part, longest=LONGEST_NAME), field="leads")
        found += leads
    return tuple(dict.fromkeys(found))


def _understood(line: str) -> list[Named]:
    return [Named(lead.name, lead.role, lead.agency) for lead in leads_in_column(line)]


def _told(line: str, labels: Mapping[str, str]) -> list[Named]:
    """The lead of a line that says what its words are ("Agency: Families First"); none if it does not."""
    parts = [(labels.get(label.casefold(), ""), words) for label, words in _PARTS.findall(line)]
    is_whole = bool(parts) and all(label for label, _ in parts) and not _PARTS.sub("", line).strip()
    return [Named(**dict(parts))] if is_whole else []


def _day(now: Says, words: str, chosen: date | None, base: date | None) -> str:
    """A date that was chosen; else what the words say, if they are new."""
    day = chosen.isoformat() if chosen else ""
    if day != now.due_on and day:
        return day
    if words == now.due_words or not words:
        return day
    on = due_in(words, base)[1]
    return on.isoformat() if on else ""
