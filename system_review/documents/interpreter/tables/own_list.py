"""Our own CSV file, read back: a row for each finding, each action, and each stage without findings. Pure.

Its heads say what it is. What people have changed in it counts; a row that says neither is left to a person.
"""

from __future__ import annotations

import re
from datetime import date

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.own import own_lead
from system_review.documents.interpreter.tables.writing import NO_SPOT, Writing, status_of
from system_review.documents.interpreter.times import due_in
from system_review.documents.interpreter.understanding import NamedLead, Stretch, Suggestion
from system_review.documents.interpreter.where import Where
from system_review.documents.rules.words import PassageRole
from system_review.documents.writers.csv_guard import unguard
from system_review.documents.writers.labels import Columns, Phrases
from system_review.errors import Why

_HEADS, _PHRASES = Columns(), Phrases()
_TELLING = ("row", "number", "colour", "text", "kind", "lead", "due_words", "status", "findings")
_OF_ACTION = ("text", "kind", "lead", "lead_role", "lead_agency", "with_", "due_words", "due_on", "status")
_NUMBERS = re.compile(r"[A-Z]\d+")
_SURE = 0.95
_IN_ROW = Why("It stands in this row, under this head")


def is_own_list(grid: Grid) -> bool:
    """Whether a table has the heads of our CSV file."""
    heads = {unguard(cell.text) for cell in grid.row(0)}
    return all(getattr(_HEADS, key) in heads for key in _TELLING)


class OwnList:
    """Reads one such table."""

    def __init__(self, grid: Grid, writing: Writing, where: Where) -> None:
        self.grid, self.writing, self.where = grid, writing, where
        self.draft, self.headings = writing.draft, writing.headings
        self.columns = _columns(grid, self.headings)
        self.by_number: dict[str, int] = {}
        self._taken: set[int] = set()

    def read(self) -> None:
        """Findings and ratings first: an action names the finding that it stands under, wherever that is."""
        self.draft.heading((n for cell in self.grid.row(0) for n in cell.numbers), Why("It is the head of a column"))
        rows = range(1, self.grid.height)
        actions = [row for row in rows if self._said(row, "row") == _HEADS.action]
        for row in (*(row for row in rows if row not in actions), *actions):
            (self._action if row in actions else self._finding)(row)
            self._rest(row)

    def _finding(self, row: int) -> None:
        there = self._there(row)
        rating = self.headings.ratings.exact(self._said(row, "overall_rating"))
        if rating and there.spot:
            numbers = self._take(row, "overall_rating")
            self.writing.rating(numbers, self._said(row, "overall_rating"), there.spot, rating, _SURE)
        if self._said(row, "row") != _HEADS.finding or not self._said(row, "text"):
            return
        colour = self.headings.colours.exact(self._said(row, "colour"))
        sure = _SURE if there.spot and colour else NO_SPOT
        stretches = self._take(row, "text", "colour")
        text = self._said(row, "text")
        number = self.draft.add(
            Suggestion(PassageRole.FINDING, text, stretches, sure, _IN_ROW, there.spot, str(colour))
        )
        self.by_number.setdefault(self._said(row, "number"), number)
        if there.spot is None:
            self.writing.unplaced.append((there, [number]))

    def _action(self, row: int) -> None:
        served = [self.by_number[one] for one in _NUMBERS.findall(self._said(row, "findings")) if one in self.by_number]
        finding = self.draft.suggestions[served[0]] if served else None
        plan = self.headings.named(self._said(row, "kind").split(";")[0]).plan
        words, on = self._due(row)
        text = self._said(row, "text")
        if not text:
            return
        self.draft.add(
            Suggestion(
                PassageRole.ACTION,
                text,
                self._take(row, *_OF_ACTION),
                _SURE if finding else NO_SPOT,
                _IN_ROW,
                finding.spot if finding else None,
                str(plan or (finding.colour if finding else "")),
                under=served[0] if served else None,
                leads=self._leads(row),
                due_words=words,
                due_on=on,
                status=status_of(self._said(row, "status")),
            )
        )

    def _leads(self, row: int) -> tuple[NamedLead, ...]:
        name, role, agency = (self._said(row, key) for key in ("lead", "lead_role", "lead_agency"))
        if name in ("", _PHRASES.no_lead_yet):
            first: tuple[NamedLead, ...] = ()
        elif name in (f"{role}, {agency}", role) or name == _PHRASES.name_awaited.format(agency=agency):
            first = (NamedLead(role=role, agency=agency),)
        else:
            first = (NamedLead(name, role, agency),)
        return (*first, *map(own_lead, filter(None, map(str.strip, self._said(row, "with_").split(";")))))

    def _due(self, row: int) -> tuple[str, date | None]:
        words, said = self._said(row, "due_words"), self._said(row, "due_on")
        try:
            return words, date.fromisoformat(said) if said else None
        except ValueError:  # a spreadsheet may have written the day in its own way
            return words, due_in(said, self.writing.base)[1]

    def _there(self, row: int) -> Where:
        there = self.where.within(self.headings.named(""))
        for part in ("domain", "level", "stage"):
            if said := self._said(row, part):
                there = there.within(self.headings.named_as(part, said))
        return there

    def _cell(self, row: int, key: str) -> Cell | None:
        return self.grid.at(row, self.columns[key]) if key in self.columns else None

    def _said(self, row: int, key: str) -> str:
        cell = self._cell(row, key)
        return unguard(cell.text).strip() if cell else ""

    def _take(self, row: int, *keys: str) -> tuple[Stretch, ...]:
        cells = (cell for key in keys if (cell := self._cell(row, key)))
        numbers = [number for cell in dict.fromkeys(cells) for number in cell.numbers]
        self._taken.update(numbers)
        return tuple(map(self.draft.whole, numbers))

    def _rest(self, row: int) -> None:
        """What else stands in a row. One that is none of ours is a person's to look at."""
        is_ours = self._said(row, "row") in (_HEADS.finding, _HEADS.action, _HEADS.stage_alone)
        numbers = [n for cell in self.grid.row(row) for n in cell.numbers if n not in self._taken]
        why = Why("It stands in a column beside the findings and actions")
        self.draft.note(numbers, why, 0.9 if is_ours else NO_SPOT)


def _columns(grid: Grid, headings: Headings) -> dict[str, int]:
    """The column of each key; parts of the framework are called by its own words."""
    found: dict[str, int] = {}
    keys = {getattr(_HEADS, key): key for key in vars(_HEADS)}
    for cell in grid.row(0):
        text = unguard(cell.text)
        if key := keys.get(text) or headings.part_named(text):
            found.setdefault(key, cell.column)
    return found
