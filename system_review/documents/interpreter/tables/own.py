"""Our own Word, Excel and PDF exports, read back by the way we write them. Pure.

A bookmark names each finding and action in Word; elsewhere an action begins with its number ("A12"). Under an action
stand its leads, then its time and how it stands. What people have changed in the visible text counts; no hidden copy
of the review is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from system_review.documents.interpreter.tables.entries import Entry, entries_of
from system_review.documents.interpreter.tables.writing import Aim, Writing, status_of
from system_review.documents.interpreter.understanding import NamedLead, Suggestion
from system_review.documents.readers.passages import ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.documents.writers.labels import Phrases
from system_review.errors import Why

_PHRASES = Phrases()
_NUMBER = re.compile(r"A\d+(?:\s{1,3}|\n)(?=\S)")
_APART, _WITH = " · ", re.compile(r",?\s*\bwith\s")
_MEANS = re.compile(
    r"(?P<words>.*?)(?:: |, )?(?:(?:by|next) (?P<day>\d{1,2} \w+ \d{4})|no date yet)(?:, last done .*)?", re.IGNORECASE
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_LINES = (
    "how_we_know", "about", "on_behalf_of", "also_relevant_here", "also_in", "was_until", "was_until_because", "why",
    "see_place", "see_place_without_actions", "planned_earlier", "waits_for", "difference",
    "looked_none_found", "nothing_written_yet", "no_action_yet", "not_in_this_review", "rated_by_on", "rated_by",
    "agreed_at", "suggested", "suggested_only", "see_action", "see_action_without_place",
)  # fmt: skip


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", template))), re.DOTALL)


_KNOWN = [_pattern(getattr(_PHRASES, each.name)) for each in fields(Phrases) if each.name in _LINES]


def is_own(passages: Sequence[ReadPassage]) -> bool:
    """Whether a file is one of ours: it has our bookmarks, or numbered actions with our lines of how they stand."""
    if any(name.startswith("_sr_") for passage in passages for name in passage.look.names):
        return True
    numbered = sum(bool(_NUMBER.match(passage.text)) for passage in passages)
    states = sum(bool(_status(line)) for passage in passages for line in passage.text.split("\n") if _APART in line)
    return numbered > 1 and states > 1


def _status(line: str) -> str:
    return next((status for part in line.split(_APART) if (status := status_of(part))), "")


@dataclass(slots=True)
class _Thing:
    """A finding or an action with the lines under it."""

    entry: Entry
    name: str
    lines: list[Entry] = field(default_factory=list)


def own_cell(writing: Writing, found: Sequence[int], plans: Sequence[int], aim: Aim) -> list[int]:
    """A column's findings and their actions; the numbers of what was added."""
    findings, added = [], []
    for thing in _things(writing, found, "_sr_f_"):
        for number in writing.findings(
            [thing.entry], aim
        ):  # none for what only is a rating or the framework's own text
            writing.draft.change(number, own_name=thing.name)
            findings.append(number)
        _lines_aside(writing, thing.lines)
    for thing in _things(writing, plans, "_sr_a_"):
        added.append(_action(writing, thing, findings[-1] if findings else None, aim))
    return [*findings, *added]


def _things(writing: Writing, numbers: Iterable[int], prefix: str) -> Iterator[_Thing]:
    thing: _Thing | None = None
    for entry in entries_of(writing.draft.passages, numbers, joins=False):
        names = [name for name in entry.look.names if name.startswith(prefix)]
        begins = bool(names) or (not names and _begins(entry, prefix, thing))
        if begins:
            if thing:
                yield thing
            thing = _Thing(entry, names[0].removeprefix(prefix) if names else "")
        elif thing is None or _is_line(entry):
            (thing.lines if thing else []).append(entry)
            if thing is None:
                _lines_aside(writing, [entry])
        else:
            thing.lines.append(entry)
    if thing:
        yield thing


def _begins(entry: Entry, prefix: str, thing: _Thing | None) -> bool:
    if entry.look.names or _is_line(entry):
        return False
    if prefix == "_sr_a_":
        return bool(_NUMBER.match(entry.text))
    return thing is None or not thing.name


def _is_line(entry: Entry) -> bool:
    return entry.is_nothing or any(pattern.fullmatch(entry.text) for pattern in _KNOWN)


def _lines_aside(writing: Writing, lines: Iterable[Entry]) -> None:
    for line in lines:
        writing.note_entry(line, Why("It was written beside a finding or an action by this product"))


def _action(writing: Writing, thing: _Thing, under: int | None, aim: Aim) -> int:
    """An action: its first line is who leads, the next when it is due and how it stands."""
    details = [line for line in thing.lines if not _is_line(line)]
    leads = _leads(details[0].text) if details and not _status(details[0].text) else ()
    state = next((line.text for line in details if _status(line.text)), "")
    words, on = _when(state.split(_APART)[0] if state else "")
    _lines_aside(writing, [line for line in thing.lines if line not in details[:2]])
    stretches = [stretch for entry in (thing.entry, *details[:2]) for stretch in entry.stretches]
    return writing.draft.add(
        Suggestion(
            PassageRole.ACTION,
            _NUMBER.sub("", thing.entry.text, count=1),
            tuple(stretches),
            aim.confidence if under is not None else 0.5,
            aim.why,
            aim.spot,
            str(aim.colour),
            under=under,
            leads=leads,
            due_words=words,
            due_on=on,
            status=_status(state),
            own_name=thing.name,
        )
    )


def _leads(line: str) -> tuple[NamedLead, ...]:
    if line == _PHRASES.no_lead_yet:
        return ()
    first, *others = _WITH.split(line, maxsplit=1)
    said = [first, *(part for other in others for part in other.split(";"))]
    return tuple(_lead(each.strip()) for each in said if each.strip())


def _lead(words: str) -> NamedLead:
    """ "Tunde, front door manager, Children's social care", each part where it is known."""
    awaited = _pattern(_PHRASES.name_awaited)
    if awaited.fullmatch(words):
        return NamedLead(agency=words.rsplit(",", 1)[0])
    first, *rest = [part.strip() for part in words.split(", ")]
    named = {"name": first} if first[:1].isupper() else {"role": first}
    if not rest:
        return NamedLead(**named)
    role = ", ".join(rest[:-1])
    return NamedLead(**{"role": role, **named}, agency=rest[-1]) if role else NamedLead(**named, agency=rest[-1])


def _when(line: str) -> tuple[str, date | None]:
    found = _MEANS.fullmatch(line.strip())
    if not found or status_of(line):
        return ("", None) if status_of(line) else (line.strip(), None)
    return found["words"].strip(" :,"), _day(found["day"]) if found["day"] else None


def _day(words: str) -> date | None:
    number, month, year = words.lower().split()
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None
