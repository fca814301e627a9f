"""Writing down what one row or cell of a table says: findings, their actions, what is left. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.leads import LeadPhrase, leads_in, leads_in_column
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.references import pointings_in
from system_review.documents.interpreter.tables.columns import is_numbered_label
from system_review.documents.interpreter.tables.entries import Entry, entries_of, part_of
from system_review.documents.interpreter.tables.heads import Layout
from system_review.documents.interpreter.tables.nested import with_sub_points
from system_review.documents.interpreter.tables.pairing import pair
from system_review.documents.interpreter.tables.tasks import Task, tasks_of
from system_review.documents.interpreter.times import due_in
from system_review.documents.interpreter.understanding import NamedLead, Spot, Stretch, Suggestion
from system_review.documents.interpreter.vocabulary import NOTHING, STATUS_WORDS
from system_review.documents.interpreter.where import Where
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

if TYPE_CHECKING:
    from system_review.documents.interpreter.tables.own_cells import OwnCells

_STATUS = {plain(word): status for status, words in STATUS_WORDS.items() for word in words}
_AGENCIES_APART = re.compile(r"[/;\n]|,\s|\s&\s")
_LAST_BRACKET = re.compile(r"\)([.;\s]*)$")
_SIGNED_OR_COUNTED = re.compile(
    r"(?:sub-?)?total\b[^.]{0,40}:? ?\d+\.?|"
    r"(?:prepared|compiled|drafted|signed|authored|written|typed) (?:off )?by:? (?-i:[A-Z]).{0,80}",
    re.IGNORECASE,
)
_LABELLED, _INKED = 0.93, 0.86  # a finding that says its own colour, or is written in it
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


class _Told(NamedTuple):
    """What an action's own words, the lines under it and the columns beside it say of it."""

    leads: tuple[NamedLead, ...]
    due_words: str
    due_on: date | None
    status: str = ""


_Said = tuple[str, Entry]  # what a column beside an action holds, and what it says there


class Writing:
    """Adds suggestions to a draft."""

    def __init__(self, draft: Draft, headings: Headings, base: date | None) -> None:
        self.draft, self.headings, self.base = draft, headings, base
        self.over_blue: frozenset[str] = frozenset()  # heads under which the file says how far actions are
        self.own: OwnCells | None = None  # where the file is an export of ours: the cells of its sheets
        self.goes_on_in: set[int] = set()  # passages of ours that go on within a line, cut by the end of a row
        self.width = 0  # of the last table, and its layout: a table without a head may go on with it
        self.goes_on: Layout | None = None
        self.numbered: dict[str, list[int]] = {}  # findings of the last list of them, by the number of their row
        self.codes: dict[
            tuple[int, int], str
        ] = {}  # by which a text calls its findings: where one begins, and its code
        self.above: list[int] = []  # notes under a numbered label right above the table that is read
        self.unplaced: list[tuple[Where, list[int]]] = []  # what no heading gave a stage, and what they did give
        self.colour_above = ""  # that of the heading under which a list stands, where lists are parted by colour
        self.awaiting: list[int] = []  # the finding of a card whose actions stand in a table of their own
        self._said: dict[int, Entry] = {}  # findings by their numbers
        self._used: set[Stretch] = set()  # what stands beside actions and is part of one already
        self._before: dict[tuple[Spot | None, str, str], int] = {}  # a finding told before, by stage, colour and words

    def entries(self, numbers: Iterable[int], *, are_values: bool = False) -> list[Entry]:
        """The entries of a cell that say something; what says that there is nothing is furniture.

        What only numbers an entry is a heading, but not where values stand: "1/2/26" may be a day.
        """
        said = []
        for entry in entries_of(self.draft.passages, numbers):
            if entry.is_nothing:
                self._plain(PassageRole.FURNITURE, entry, Why("It says that there is nothing here"))
            elif not are_values and is_numbered_label(entry.text):
                self.heading_entry(entry, Why("It numbers what stands under it"))
            elif _SIGNED_OR_COUNTED.fullmatch(entry.text):
                self.note_entry(entry, Why("It counts what stands above it, or says who wrote it"))
            else:
                said.append(entry)
        return said

    def findings(self, entries: Sequence[Entry], aim: Aim) -> list[int]:
        """Add findings, and give their numbers. One that was told before, word for word, is that one again."""
        return [self._finding(entry, aim) for entry in with_sub_points(entries) if not self._is_no_finding(entry)]

    def only_finding(self, spot: Spot | None) -> list[int]:
        """The finding of a stage, where it has just one: what stands in a table of actions alone is meant for it."""
        found = {number for (at, _, _), number in self._before.items() if at == spot and spot is not None}
        return list(found) if len(found) == 1 else []

    def finding_above(self, aim: Aim) -> list[int]:
        """What stands under a numbered label right above a table of actions alone is what these answer."""
        found, self.above = self.above, []
        for number in found:
            known = self.draft.suggestions[number]
            entry = Entry(known.text, known.stretches)
            why = Why("It is numbered, and the table under it says what will be done")
            sure = min(aim.confidence, NO_SPOT)
            role, spot, colour = PassageRole.FINDING, aim.spot, aim.colour
            self.draft.change(number, role=role, spot=spot, colour=colour, confidence=sure, reason=why)
            self._said[number] = entry
            self._before[aim.spot, aim.colour, plain(known.text)] = number
        return found

    def _is_no_finding(self, entry: Entry) -> bool:
        if self.headings.is_own_text(entry.text):
            self.note_entry(entry, Why("It is the framework's own text"))
        elif self.headings.ratings.exact(entry.text):
            self.doubt_entry(entry, Why("It is a rating, and nothing tells of what"))
        else:
            return False
        return True

    def _finding(self, entry: Entry, aim: Aim) -> int:
        key = (aim.spot, aim.colour, plain(entry.text))
        if key in self._before:
            known = self.draft.suggestions[self._before[key]]
            self.draft.change(self._before[key], stretches=(*known.stretches, *entry.stretches))
            return self._before[key]
        entry, colour, sure = self._coloured(entry, aim)
        sure = sure if aim.spot and colour else min(sure, NO_SPOT)
        self._before[key] = self.draft.add(
            Suggestion(PassageRole.FINDING, entry.text, entry.stretches, sure, aim.why, aim.spot, colour)
        )
        self._said[self._before[key]] = entry
        return self._before[key]

    def _coloured(self, entry: Entry, aim: Aim) -> tuple[Entry, str, float]:
        """A finding without the colour it begins with, its colour and how sure: by itself where nothing else tells."""
        before, start = self.headings.colours.before(entry.text)
        if before:
            entry = replace(entry, text=part_of(entry, start, len(entry.text)).text)
        if aim.colour:
            return entry, aim.colour, aim.confidence
        behind, end = ("", 0) if before else self.headings.colours.behind(entry.text)
        if behind:
            entry = replace(entry, text=part_of(entry, 0, end).text)
        shade = colour_of_shade(entry.look.ink)[0] if entry.look.ink else ""
        if before or behind:
            return entry, before or behind, _LABELLED
        if entry.mark[:1].isupper() and entry.mark[1:].isdigit():  # "R1.", "A1.": numbered within a colour
            return entry, self.headings.colours.exact(entry.mark[0]), _LABELLED
        return entry, "" if shade == BLUE else str(shade), _INKED

    def actions(self, entries: Sequence[Entry], findings: Sequence[int], aim: Aim, beside: Beside) -> list[int]:
        """Add the actions that stand beside these findings, cut where a paragraph holds several, with their leads."""
        tasks = tasks_of(entries)
        shares = pair([self._said[number] for number in findings], [task.entry for task in tasks])
        is_timed = len(tasks) == 1 and any(plain(self.draft.passages[at].text) not in NOTHING for at in beside.due)
        beside_each = self._beside_each([task.entry.mark for task in tasks], beside)
        mixed = len({self.draft.suggestions[number].colour for number in findings}) > 1
        return [
            self._action(
                task,
                findings[at] if at >= 0 else None,
                sure,
                replace(aim, colour=self.draft.suggestions[findings[at]].colour) if mixed and at >= 0 else aim,
                said,
                is_timed=is_timed,
            )
            for task, (at, sure), said in zip(tasks, shares, beside_each, strict=True)
        ]

    def _action(
        self, task: Task, under: int | None, sure: float, aim: Aim, beside: Sequence[_Said], *, is_timed: bool
    ) -> int:
        """Add an action. Where its time stands beside it, its own words are not searched for one."""
        text = task.words
        found = leads_in(text)
        refers = tuple(each.refers for each in pointings_in(text, self.headings, aim.spot))
        due_words, due_on = ("", None) if is_timed else due_in(text, self.base)
        told, stretches = _Told(found.leads, due_words, due_on), task.entry.stretches
        for holds, words in task.details:
            if plain(words) not in NOTHING:
                told = self._told(told, holds, words)
        for holds, entry in beside:
            told = self._told(told, holds, _with_initial(entry))
            stretches += self._first_used(entry)
        return self.draft.add(
            Suggestion(
                PassageRole.ACTION,
                _closed(text_without(text, found.phrases)).rstrip(" ;,"),
                stretches,
                min(aim.confidence, sure if under is not None else NO_SPOT),
                aim.why if sure >= 0.85 or under is None else Why("It shares most words with this finding"),
                aim.spot,
                str(aim.colour),
                under=under,
                leads=told.leads,
                due_words=told.due_words,
                due_on=told.due_on,
                status=told.status,
                refers=refers,
            )
        )

    def _beside_each(self, marks: Sequence[str], beside: Beside) -> list[list[_Said]]:
        """For each action of a row, by its number or bullet, what the columns of leads, times and states say of it."""
        columns = {"lead": beside.leads, "agency": beside.agencies, "due": beside.due, "status": beside.state}
        found: list[list[_Said]] = [[] for _ in marks]
        for holds, passages in columns.items():
            lines = self.entries(passages, are_values=True) if passages else []
            for at, entry in _shared(marks, lines):
                found[at].append((holds, entry))
        return found

    def _told(self, known: _Told, holds: str, words: str) -> _Told:
        """What is known of an action with what stands beside it or under it. A column of leads may say when too."""
        if holds == "lead":
            due, on = due_in(words, self.base)
            leads = tuple(dict.fromkeys((*known.leads, *leads_in_column(_without(words, due)))))
            return known._replace(leads=leads, due_words=due, due_on=on) if due else known._replace(leads=leads)
        if holds == "agency":
            return known._replace(leads=_with_agencies(known.leads, _AGENCIES_APART.split(words)))
        if holds == "due":
            due, on = due_in(words, self.base)
            return known._replace(due_words=due or words, due_on=on)
        return known._replace(status=status_of(words) or known.status)

    def tell_status(self, added: Sequence[int], texts: Iterable[str]) -> None:
        """Give actions the state that a column of progress says in one word."""
        status = next(filter(None, map(status_of, texts)), "")
        for number in added:
            if status and not self.draft.suggestions[number].status:
                self.draft.change(number, status=status)

    def _first_used(self, entry: Entry) -> tuple[Stretch, ...]:
        """The stretches of what stands beside actions, for the first of them: no character is part of two."""
        new = tuple(stretch for stretch in entry.stretches if stretch not in self._used)
        self._used.update(new)
        return new

    def heading_entry(self, entry: Entry, why: Why) -> None:
        """An entry that is a heading."""
        self._plain(PassageRole.HEADING, entry, why)

    def note_entry(self, entry: Entry, why: Why) -> int:
        """An entry that is neither a finding nor an action, and may be worth reading; its number."""
        return self._plain(PassageRole.NOTE, entry, why)

    def _plain(self, role: PassageRole, entry: Entry, why: Why, sure: float = 0.95) -> int:
        return self.draft.add(Suggestion(role, entry.text, entry.stretches, sure, why))

    def doubt_entry(self, entry: Entry, why: Why) -> None:
        """An entry that a person should look at."""
        self._plain(PassageRole.NOTE, entry, why, 0.4)

    def rating(self, stretches: Sequence[Stretch], text: str, spot: Spot | None, rating: str, sure: float) -> int:
        """Add the overall rating of a stage."""
        why = Why("It says that it is the overall rating") if spot else Why("It does not say which stage it rates")
        sure = sure if spot else min(sure, NO_SPOT)
        return self.draft.add(
            Suggestion(PassageRole.RATING, text.strip(), tuple(stretches), sure, why, spot, rating=rating)
        )


def _without(words: str, due: str) -> str:
    """What a column of leads says without the words of time behind a name: "Jo Blake, by 3 May"."""
    before, found, after = words.partition(due) if due else (words, "", "")
    return before.rstrip(" ,;–-") + after if found and before.strip() else words


def _with_initial(entry: Entry) -> str:
    """What stands beside an action: of "K. Osei" the initial is no letter of a list."""
    is_initial = entry.mark.isalpha() and entry.mark.isupper() and len(entry.mark) == 1
    return f"{entry.mark}. {entry.text}" if is_initial else entry.text


def _with_agencies(leads: Sequence[NamedLead], agencies: Sequence[str]) -> tuple[NamedLead, ...]:
    """Leads with the agencies of a column beside them: each its own where they are as many, one for all of them."""
    said = [agency.strip() for agency in agencies if agency.strip()]
    if not leads:
        people = [leads_in_column(agency) for agency in said]
        return tuple(
            lead
            for agency, named in zip(said, people, strict=True)
            for lead in (named if any(each.name for each in named) else (NamedLead(agency=agency),))
        )
    if len(said) == 1:
        said *= len(leads)
    shared = zip(leads, [*said, *[""] * len(leads)], strict=False)
    return tuple(replace(lead, agency=lead.agency or agency) for lead, agency in shared)


def _shared(marks: Sequence[str], lines: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Which line of a column belongs to which action of its row: one each where they are as many, else all to all.

    `marks` are the numbers or bullets of the actions ("" without one).
    """
    count = len(marks)
    if not count or not lines:
        return []
    if count > 1 and (by_number := _by_mark(marks, lines) or _by_number(count, lines)):
        return by_number
    if len(lines) == count:
        return list(enumerate(lines))
    if count == 1 or len(lines) == 1:
        return [(at, line) for at in range(count) for line in lines]
    return [(min(at, count - 1), line) for at, line in enumerate(lines)]


def _by_mark(marks: Sequence[str], lines: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Lines that are numbered as the actions are ("1", "2a", "2b"), each with the action of its number."""
    places = {mark: at for at, mark in enumerate(marks) if any(letter.isalnum() for letter in mark)}
    if len(places) < len(marks) or any(line.mark not in places for line in lines):
        return []
    return [(places[line.mark], line) for line in lines]


def _by_number(count: int, lines: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Numbered lines each belong to the action of that number, and a line without one to the number before it."""
    found: list[tuple[int, Entry]] = []
    number = 0
    for line in lines:
        number = int(line.mark) if line.mark.isdigit() else number
        if not 1 <= number <= count:
            return []
        found.append((number - 1, line))
    return found


def text_without(text: str, phrases: Sequence[LeadPhrase]) -> str:
    """A task's text without the phrases at its end, or in brackets, that name its leads: they are kept beside it.

    A text that says nothing else stays as it is.
    """
    whole = text
    for phrase in sorted(phrases, key=lambda each: -each.start):
        rest = text[phrase.end :]
        if phrase.leads and not any(letter.isalnum() for letter in rest):
            text = text[: phrase.start].rstrip(" \t\n\u00a0-–—,;(") + rest.strip()
        elif phrase.leads and text[phrase.start : phrase.start + 1] in "([":
            text = text[: phrase.start].rstrip() + rest
        elif phrase.leads and not text[: phrase.start].strip():
            text = rest.lstrip(" \t\n:,–—-")
            text = text[:1].upper() + text[1:]
    return text.strip() if any(letter.isalnum() for letter in text) else whole.strip()


def status_of(text: str) -> str:
    """How an action stands, by the words or the letter that people write; "" if they say something else."""
    return _STATUS.get(plain(text), "")


def _closed(text: str) -> str:
    """Without the bracket at its end that nothing opens: what it opened with was the name of a lead."""
    return _LAST_BRACKET.sub(r"\1", text) if text.count(")") > text.count("(") else text
