"""Writing down what one row or cell of a table says: findings, their actions, what is left. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.leads import LeadPhrase, leads_in, leads_in_column
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.references import pointings_in
from system_review.documents.interpreter.tables.entries import Entry, entries_of, joined, part_of
from system_review.documents.interpreter.tables.heads import Layout
from system_review.documents.interpreter.tables.pairing import pair
from system_review.documents.interpreter.tasks import tasks_in
from system_review.documents.interpreter.times import due_in
from system_review.documents.interpreter.understanding import NamedLead, Spot, Stretch, Suggestion
from system_review.documents.interpreter.vocabulary import STATUS_WORDS
from system_review.documents.interpreter.where import Where
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

_STATUS = {plain(word): status for status, words in STATUS_WORDS.items() for word in words}
_AGENCIES_APART = re.compile(r"[/;\n]|,\s|\s&\s")
NO_SPOT = 0.5  # at most so sure is a finding whose stage is not known


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a row's findings go: their stage (None where it is not known) and colour, and how sure both are."""

    spot: Spot | None
    colour: str
    confidence: float
    why: Why


@dataclass(slots=True)
class Beside:
    """What stands beside the actions of a row, in columns of its own: passages of leads, of times, of how it stands."""

    leads: Sequence[int] = ()
    agencies: Sequence[int] = ()
    due: Sequence[int] = ()
    state: Sequence[int] = ()


class Writing:
    """Adds suggestions to a draft."""

    def __init__(self, draft: Draft, headings: Headings, base: date | None) -> None:
        self.draft, self.headings, self.base = draft, headings, base
        self.is_own = False  # whether the file is an export of ours
        self.width = 0  # of the last table, and its layout: a table without a head may go on with it
        self.goes_on: Layout | None = None
        self.unplaced: list[tuple[Where, list[int]]] = []  # what no heading gave a stage, and what they did give
        self._said: dict[int, Entry] = {}  # findings by their numbers
        self._used: set[Stretch] = set()  # what stands beside actions and is part of one already
        self._before: dict[tuple[Spot | None, str, str], int] = {}  # a finding told before, by stage, colour and words

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """The entries of a cell that say something; what says that there is nothing is furniture."""
        said = []
        for entry in entries_of(self.draft.passages, numbers):
            if entry.is_nothing:
                self._plain(PassageRole.FURNITURE, entry, Why("It says that there is nothing here"))
            else:
                said.append(entry)
        return said

    def findings(self, entries: Sequence[Entry], aim: Aim) -> list[int]:
        """Add findings, and give their numbers. One that was told before, word for word, is that one again."""
        own = [entry for entry in entries if not self.headings.is_own_text(entry.text)]
        for entry in entries:
            if entry not in own:
                self.note_entry(entry, Why("It is the framework's own text"))
        return [self._finding(entry, aim) for entry in own]

    def _finding(self, entry: Entry, aim: Aim) -> int:
        key = (aim.spot, aim.colour, plain(entry.text))
        if key in self._before:
            known = self.draft.suggestions[self._before[key]]
            self.draft.change(self._before[key], stretches=(*known.stretches, *entry.stretches))
            return self._before[key]
        entry, colour = self._coloured(entry, aim.colour)
        sure = aim.confidence if aim.spot and colour else min(aim.confidence, NO_SPOT)
        self._before[key] = self.draft.add(
            Suggestion(PassageRole.FINDING, entry.text, entry.stretches, sure, aim.why, aim.spot, colour)
        )
        self._said[self._before[key]] = entry
        return self._before[key]

    def _coloured(self, entry: Entry, colour: str) -> tuple[Entry, str]:
        """A finding without the colour it begins with, and its colour: where nothing else tells it, by its letters."""
        before, start = self.headings.colours.before(entry.text)
        if before:
            kept = part_of(entry, start, len(entry.text))
            entry = replace(entry, text=kept.text)
        shade = colour_of_shade(entry.look.ink)[0] if entry.look.ink else ""
        return entry, str(colour or before or ("" if shade == BLUE else shade))

    def actions(self, entries: Sequence[Entry], findings: Sequence[int], aim: Aim, beside: Beside) -> list[int]:
        """Add the actions that stand beside these findings, cut where a paragraph holds several, with their leads."""
        entries = self._tasks(entries)
        shares = pair([self._said[number] for number in findings], entries)
        added = [
            self._action(entry, findings[at] if at >= 0 else None, sure, aim)
            for entry, (at, sure) in zip(entries, shares, strict=True)
        ]
        self._beside(added, entries, beside)
        return added

    def _tasks(self, entries: Sequence[Entry]) -> list[Entry]:
        """One entry a task: lead phrases that stand on lines of their own go to the task before them."""
        tasks: list[Entry] = []
        for entry in entries:
            for number, task in enumerate(tasks_in(entry.text)):
                part = part_of(entry, task.start, task.end)
                part = part if number == 0 else replace(part, mark="")
                if tasks and not entry.mark and _is_detail(part.text):
                    tasks[-1] = joined(tasks[-1], part)
                elif part.text:
                    tasks.append(part)
        return tasks

    def _action(self, entry: Entry, under: int | None, sure: float, aim: Aim) -> int:
        found = leads_in(entry.text)
        refers = tuple(each.refers for each in pointings_in(entry.text, self.headings, aim.spot))
        due_words, due_on = due_in(entry.text, self.base)
        confidence = min(aim.confidence, sure if under is not None else NO_SPOT)
        why = aim.why if sure >= 0.85 or under is None else Why("It shares most words with this finding")
        return self.draft.add(
            Suggestion(
                PassageRole.ACTION,
                text_without(entry.text, found.phrases),
                entry.stretches,
                confidence,
                why,
                aim.spot,
                str(aim.colour),
                under=under,
                leads=found.leads,
                due_words=due_words,
                due_on=due_on,
                refers=refers,
            )
        )

    def _beside(self, added: Sequence[int], entries: Sequence[Entry], beside: Beside) -> None:
        """Give the actions of a row the leads, times and state that stand beside them."""
        self._leads(added, entries, beside)
        for number, entry in _shared(added, self.entries(beside.due)):
            words, on = due_in(entry.text, self.base)
            self._extend(number, entry, due_words=words or entry.text, due_on=on)
        for number, entry in _shared(added, self.entries(beside.state)):
            self._extend(number, entry, status=status_of(entry.text))

    def _leads(self, added: Sequence[int], entries: Sequence[Entry], beside: Beside) -> None:
        lines, agencies = self.entries(beside.leads), self.entries(beside.agencies)
        for number, entry in _shared(added, lines):
            leads = leads_in_column(entry.text)
            known = self.draft.suggestions[number].leads
            self._extend(number, entry, leads=tuple(dict.fromkeys((*known, *leads))))
        for number, entry in _shared(added, agencies):
            leads = self.draft.suggestions[number].leads
            self._extend(number, entry, leads=_with_agencies(leads, _AGENCIES_APART.split(entry.text)))

    def _extend(self, number: int, entry: Entry, **what: object) -> None:
        known = self.draft.suggestions[number]
        new = [stretch for stretch in entry.stretches if stretch not in self._used]
        self._used.update(new)
        self.draft.change(number, stretches=(*known.stretches, *new), **what)

    def heading_entry(self, entry: Entry, why: Why) -> None:
        """An entry that is a heading."""
        self._plain(PassageRole.HEADING, entry, why)

    def note_entry(self, entry: Entry, why: Why) -> None:
        """An entry that is neither a finding nor an action, and may be worth reading."""
        self._plain(PassageRole.NOTE, entry, why)

    def _plain(self, role: PassageRole, entry: Entry, why: Why) -> None:
        self.draft.add(Suggestion(role, entry.text, entry.stretches, 0.95, why))

    def rating(self, stretches: Sequence[Stretch], text: str, spot: Spot | None, rating: str, sure: float) -> int:
        """Add the overall rating of a stage."""
        why = Why("It says that it is the overall rating") if spot else Why("It does not say which stage it rates")
        sure = sure if spot else min(sure, NO_SPOT)
        return self.draft.add(
            Suggestion(PassageRole.RATING, text.strip(), tuple(stretches), sure, why, spot, rating=rating)
        )


def _is_detail(text: str) -> bool:
    """Whether a line says nothing but who leads or when: it belongs to the task before it."""
    found = leads_in(text)
    covered = sum(end - start for start, end in found.stretches)
    return bool(found.leads) and covered >= len(text.strip(" .;")) - 2


def _with_agencies(leads: Sequence[NamedLead], agencies: Sequence[str]) -> tuple[NamedLead, ...]:
    """Leads with the agencies of a column beside them: each its own where they are as many, one for all of them."""
    said = [agency.strip() for agency in agencies if agency.strip()]
    if not leads:
        return tuple(NamedLead(agency=agency) for agency in said)
    if len(said) == 1:
        said *= len(leads)
    shared = zip(leads, [*said, *[""] * len(leads)], strict=False)
    return tuple(replace(lead, agency=lead.agency or agency) for lead, agency in shared)


def _shared(added: Sequence[int], lines: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Which line of a column belongs to which action of its row: one each where they are as many, else all to all."""
    if not added or not lines:
        return []
    if len(lines) == len(added):
        return list(zip(added, lines, strict=True))
    if len(added) == 1:
        return [(added[0], line) for line in lines]
    if len(lines) == 1:
        return [(number, lines[0]) for number in added]
    return [(added[min(at, len(added) - 1)], line) for at, line in enumerate(lines)]


def text_without(text: str, phrases: Sequence[LeadPhrase]) -> str:
    """A task's text without the phrases at its end, or in brackets, that name its leads: they are kept beside it."""
    for phrase in sorted(phrases, key=lambda each: -each.start):
        rest = text[phrase.end :]
        if phrase.leads and not any(letter.isalnum() for letter in rest):
            text = text[: phrase.start].rstrip(" \t\n\u00a0-–—,;(") + rest.strip()
        elif phrase.leads and text[phrase.start : phrase.start + 1] in "([":
            text = text[: phrase.start].rstrip() + rest
        elif phrase.leads and not text[: phrase.start].strip():
            text = rest.lstrip(" \t\n:,–—-")
            text = text[:1].upper() + text[1:]
    return text.strip()


def status_of(text: str) -> str:
    """How an action stands, by the words or the letter that people write; "" if they say something else."""
    return _STATUS.get(plain(text), "")
