"""Our own PDF: what a page's end cut in two is one cell again, before findings and actions are read from it. Pure.

A row goes on on the next page, cell by cell. A plan has a finding to its left, so one without is the rest of the last;
and a finding has a plan, so one without is the rest of the last finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.sentences import is_whole
from system_review.documents.interpreter.tables.own import begins_plan, is_line, is_surely_line, own_cell, status_in
from system_review.documents.interpreter.tables.writing import Aim, Writing
from system_review.documents.interpreter.where import Where


@dataclass(slots=True)
class _Open:
    """A cell of findings and one of plans that may go on on the next page."""

    found: list[int]
    plans: list[int]
    aim: Aim
    where: Where


class OwnCells:
    """The cells of our own sheets, each held back until the next of its colour is there."""

    def __init__(self, writing: Writing) -> None:
        self._writing, self._passages = writing, writing.draft.passages
        self._open: dict[str, _Open] = {}

    def add(self, colour: str, found: Sequence[int], plans: Sequence[int], aim: Aim, where: Where) -> None:
        """A row's findings and plans of a colour, in this order."""
        cell = self._open.get(colour)
        if cell and cell.aim.spot == aim.spot and self._goes_on(cell, found, plans):
            for mine, rest in ((cell.found, found), (cell.plans, plans)):
                is_torn = self._is_torn if mine is cell.found else self._is_plan_torn
                if mine and rest and is_torn(mine[-1], rest[0]):
                    self._writing.goes_on_in.add(rest[0])
                mine.extend(rest)
            return
        self._close(colour)
        self._open[colour] = _Open([*found], [*plans], aim, where.within(Named()))

    def close(self) -> None:
        """Nothing goes on any more."""
        for colour in [*self._open]:
            self._close(colour)

    def _close(self, colour: str) -> None:
        if cell := self._open.pop(colour, None):
            added = own_cell(self._writing, cell.found, cell.plans, cell.aim)
            if cell.aim.spot is None and added:
                self._writing.unplaced.append((cell.where, added))

    def _goes_on(self, cell: _Open, found: Sequence[int], plans: Sequence[int]) -> bool:
        if not self._is_next_page([*cell.found, *cell.plans], [*found, *plans]):
            return False
        if not found or not plans or not begins_plan(self._passages[plans[0]].text):
            return True
        first = found[0]
        return bool(cell.found) and (is_surely_line(self._passages[first].text) or self._is_torn(cell.found[-1], first))

    def _is_next_page(self, before: Sequence[int], after: Sequence[int]) -> bool:
        last = max((self._passages[number].place.page or 0 for number in before), default=0)
        return bool(last) and min((self._passages[number].place.page or 0 for number in after), default=0) > last

    def _is_torn(self, above: int, below: int) -> bool:
        """Whether a paragraph goes on: it was no line of ours that is whole, and no sentence ended."""
        text, following = self._passages[above].text, self._passages[below].text
        return following[:1].islower() or not (is_whole(text) or is_line(text))

    def _is_plan_torn(self, above: int, below: int) -> bool:
        """An action's text seldom ends as a sentence does: only what surely goes on is taken for torn."""
        text, following = self._passages[above].text, self._passages[below].text
        return not status_in(following) and (following[:1].islower() or text.endswith((",", ";", " with")))
