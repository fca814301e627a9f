"""Our own Word, Excel and PDF exports, read back by the way we write them. Pure.

A bookmark names each finding and action in Word; elsewhere an action begins with its number ("A12"). Under an action
stand its leads, then its time and how it stands. What people have changed in the visible text counts; no hidden copy
of the review is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.tables.entries import Entry, entries_of
from system_review.documents.interpreter.tables.writing import Aim, Writing, status_of
from system_review.documents.interpreter.understanding import NamedLead, Suggestion
from system_review.documents.interpreter.vocabulary import NOTHING
from system_review.documents.readers.passages import ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.documents.writers.labels import Phrases
from system_review.errors import Why

UNDER_AN_ACTION = Why("It stands under an action, and is not known to this product")
UNDER_A_FINDING = Why("It stands under a finding, and is not known to this product")
_PHRASES = Phrases()
_NUMBER = re.compile(r"A\d+(?:\s{1,3}|\n)(?=\S)")
_APART, _WITH = " · ", re.compile(r"(?:,\s*)?\bwith\s")  # spaces that stand alone before it are cut off later
_MEANS = re.compile(
    r"(?P<words>.*?)(?:: |, )?(?:(?:by|next) (?P<day>\d{1,2} \w+ \d{4})|no date yet)(?:, last done .*)?", re.IGNORECASE
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_LINES = (
    "how_we_know", "about", "on_behalf_of", "also_relevant_here", "also_in", "was_until", "was_until_because", "why",
    "see_place", "see_place_without_actions", "planned_earlier", "waits_for", "difference",
    "looked_none_found", "nothing_written_yet", "no_action_yet", "not_in_this_review", "rated_by_on", "rated_by",
    "agreed_at", "suggested", "suggested_only", "see_action", "see_action_without_place", "is_priority",
    "for_place", "place_rated",
)  # fmt: skip


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", template))), re.DOTALL)


_KNOWN = {each.name: _pattern(getattr(_PHRASES, each.name)) for each in fields(Phrases) if each.name in _LINES}
_LIKE_SENTENCES = ("about", "why")  # "About half of our schools …" may be what people wrote


def is_own(passages: Sequence[ReadPassage]) -> bool:
    """Whether a file is one of ours: it has our bookmarks, or numbered actions with our lines of how they stand."""
    if any(name.startswith("_sr_") for passage in passages for name in passage.look.names):
        return True
    numbered = sum(bool(_NUMBER.match(passage.text)) for passage in passages)
    states = sum(bool(status_in(line)) for passage in passages for line in passage.text.split("\n") if _APART in line)
    return numbered > 1 and states > 1


def status_in(line: str) -> str:
    """How an action stands, by our line of when and how ("by 1 May 2027 · Under way"); "" if it is none."""
    return next((status for part in line.split(_APART) if (status := status_of(part))), "")


@dataclass(slots=True)
class _Thing:
    """A finding or an action: the lines of its text, and those under it."""

    name: str
    text: list[Entry]
    lines: list[Entry] = field(default_factory=list)


def own_cell(writing: Writing, found: Sequence[int], plans: Sequence[int], aim: Aim) -> list[int]:
    """A column's findings and their actions; the numbers of what was added."""
    findings, added = [], []
    for thing in _findings(writing, found):
        numbers = writing.findings([_whole(thing.text, writing)], aim)  # none for what only is a rating
        for number in numbers:
            writing.draft.change(number, own_name=thing.name)
        findings += numbers
        _lines_aside(writing, thing.lines)
    for thing in _actions(writing, plans):
        added.append(_action(writing, thing, findings[-1] if findings else None, aim))
    return [*findings, *added]


def _findings(writing: Writing, numbers: Iterable[int]) -> Iterator[_Thing]:
    """In Word a bookmark begins a finding and is on all of its text; elsewhere a cell has one, up to our own lines."""
    thing: _Thing | None = None
    for entry in entries_of(writing.draft.passages, numbers, joins=False):
        name = _name(entry, "_sr_f_")
        goes_on = thing is not None and bool(thing.lines) and entry.stretches[0].passage in writing.goes_on_in
        if not name and (goes_on or (is_line(entry.text) if thing else is_surely_line(entry.text))):
            _aside(writing, thing, entry)
        elif thing and name == thing.name and not thing.lines:
            thing.text.append(entry)
        elif name or thing is None:
            if thing:
                yield thing
            thing = _Thing(name, [entry])
        else:
            writing.doubt_entry(entry, UNDER_A_FINDING)
    if thing:
        yield thing


def _actions(writing: Writing, numbers: Iterable[int]) -> Iterator[_Thing]:
    """In Word a bookmark begins an action, elsewhere its number; `lines` has everything under the first line."""
    thing: _Thing | None = None
    for entry in entries_of(writing.draft.passages, numbers, joins=False):
        name = _name(entry, "_sr_a_")
        begins = bool(name) if entry.look.names else bool(_NUMBER.match(entry.text)) and not is_line(entry.text)
        if begins and not (name and thing and name == thing.name):
            if thing:
                yield thing
            thing = _Thing(name, [entry])
        else:
            _aside(writing, thing, entry)
    if thing:
        yield thing


def _name(entry: Entry, prefix: str) -> str:
    return next((name.removeprefix(prefix) for name in entry.look.names if name.startswith(prefix)), "")


def _whole(lines: Sequence[Entry], writing: Writing) -> Entry:
    """A text again of its lines; a row's end that cut a line in two is no end of a line."""
    whole, *rest = lines
    for line in rest:
        between = " " if line.stretches[0].passage in writing.goes_on_in else "\n"
        whole = replace(whole, text=f"{whole.text}{between}{line.text}", stretches=(*whole.stretches, *line.stretches))
    return whole


def begins_plan(text: str) -> bool:
    """Whether a cell's text begins as a plan of ours does: with an action's number, or with a line that points."""
    return bool(_NUMBER.match(text)) or is_line(text.split("\n")[0])


def is_line(text: str) -> bool:
    """Whether it is one of the lines that we write beside findings and actions."""
    return plain(text) in NOTHING or any(pattern.fullmatch(text) for pattern in _KNOWN.values())


def is_surely_line(text: str) -> bool:
    """Whether it is one of those lines, and begins as no sentence of people does."""
    known = (pattern for name, pattern in _KNOWN.items() if name not in _LIKE_SENTENCES)
    return plain(text) in NOTHING or any(pattern.fullmatch(text) for pattern in known)


def _aside(writing: Writing, thing: _Thing | None, line: Entry) -> None:
    if thing:
        thing.lines.append(line)
    else:
        _lines_aside(writing, [line])


def _lines_aside(writing: Writing, lines: Iterable[Entry]) -> None:
    for line in lines:
        writing.note_entry(line, Why("It was written beside a finding or an action by this product"))


def _action(writing: Writing, thing: _Thing, under: int | None, aim: Aim) -> int:
    """An action: behind its text stand who leads, then when it is due and how it stands."""
    lines = [*thing.text, *_as_one(writing, thing.lines)]
    at = _state_at(lines)
    text, lead, rest = (
        (lines[: max(1, at - 1)], lines[max(1, at - 1) : at], lines[at:]) if at else (lines[:1], [], lines[1:])
    )
    state = rest[:1] if at else []
    words, on = own_when(state[0].text.split(_APART)[0] if state else "")
    for line in rest[len(state) :]:
        if state and not is_line(line.text):
            writing.doubt_entry(line, UNDER_AN_ACTION)
        else:
            _lines_aside(writing, [line])
    whole = _whole(text, writing)
    return writing.draft.add(
        Suggestion(
            PassageRole.ACTION,
            _NUMBER.sub("", whole.text, count=1),
            tuple(stretch for entry in (whole, *lead, *state) for stretch in entry.stretches),
            aim.confidence if under is not None else 0.5,
            aim.why,
            aim.spot,
            str(aim.colour),
            under=under,
            leads=own_leads(lead[0].text) if lead else (),
            due_words=words,
            due_on=on,
            status=status_in(state[0].text) if state else "",
            own_name=thing.name,
        )
    )


def _as_one(writing: Writing, lines: Sequence[Entry]) -> list[Entry]:
    """The lines, those joined again that a row's end cut in two."""
    made: list[Entry] = []
    for line in lines:
        if made and line.sign == _APART.strip():  # a line of the page that ended before it, not a point of a list
            made[-1] = replace(_whole([made[-1], line], writing), text=f"{made[-1].text}{_APART}{line.text}")
        elif made and line.stretches[0].passage in writing.goes_on_in:
            made[-1] = _whole([made[-1], line], writing)
        else:
            made.append(line)
    return made


def _state_at(lines: Sequence[Entry]) -> int:
    """Which line says how an action stands; 0 if none does. Most say when as well; of a done action some only that."""
    told = [at for at, line in enumerate(lines) if at and status_in(line.text)]
    return next((at for at in told if _APART in lines[at].text), told[0] if told else 0)


def own_leads(line: str) -> tuple[NamedLead, ...]:
    """Who leads by a line of ours, the accountable one first; nobody for "No lead yet"."""
    if line == _PHRASES.no_lead_yet:
        return ()
    first, *others = _WITH.split(line, maxsplit=1)
    said = [first, *(part for other in others for part in other.split(";"))]
    return tuple(own_lead(each.strip()) for each in said if each.strip())


def own_lead(words: str) -> NamedLead:
    """ "Tunde, front door manager, Children's social care", each part where it is known."""
    awaited = _pattern(_PHRASES.name_awaited)
    if awaited.fullmatch(words):
        return NamedLead(agency=words.rsplit(",", 1)[0])
    first, *rest = [part.strip() for part in words.split(", ")]
    if first[:1].islower():
        return NamedLead(role=", ".join([first, *rest[:-1]]), agency=rest[-1] if rest else "")
    return NamedLead(name=first, role=", ".join(rest[:-1]), agency=rest[-1] if rest else "")


def own_when(line: str) -> tuple[str, date | None]:
    """Our words for a time, as they were written and as the day that they mean."""
    found = _MEANS.fullmatch(line.strip())
    if not found or status_of(line):
        return ("", None) if status_of(line) else (line.strip(), None)
    return found["words"].strip(" :,"), day_of(found["day"]) if found["day"] else None


def day_of(words: str) -> date | None:
    """The day of "20 July 2027"."""
    number, month, year = words.lower().split()
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None
