"""Which stage and colour each text of a torn sheet has: the best way through the rows of the paper. Pure.

A row of the paper runs from red to green, each finding before its actions; a page read backwards runs the other way,
each action before its finding. Stages never go back. All ways are weighed at once (Viterbi's way): by how a text is
worded, which stage it speaks of, and the overall rating that is printed for a stage. How far the best way is from the
best one that places a text elsewhere is how sure it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from system_review.documents.interpreter.garbled.senses import keeps_going, sense_of
from system_review.documents.interpreter.garbled.sheets import COLOURS
from system_review.documents.interpreter.garbled.weaving import Text
from system_review.documents.interpreter.leads import leads_in
from system_review.documents.interpreter.sentences import sentences, task_score

_SKIPPED, _NEW_ROW, _NO_ACTION, _MORE_ACTIONS, _NEVER = -2.2, -0.7, -0.8, -0.5, -math.inf
_NOT_LISTED = -0.25  # for each text in a stage that the list of ratings does not have
_NOT_RATED, _MISSING = -1.7, -1.1  # a colour that the printed rating does not name; one that it names and is not there


class Cell(NamedTuple):
    """A place on the sheet: the number of a stage, a colour, whether it is the column of actions."""

    stage: int
    colour: str
    is_action: bool


class _State(NamedTuple):
    stage: int
    colours: int  # those of the stage so far, as bits
    phase: int  # the column, in the order in which columns are read


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text stands, how far the best other stage or colour is, and what that is (None if there is none)."""

    cell: Cell
    margin: float
    other: Cell | None


class Placing:
    """Places the texts of one sheet. `rated` gives the colours that a stage's printed rating names, `listed` the
    stages that the list of ratings has."""

    def __init__(
        self,
        texts: Sequence[Text],
        stages: int,
        *,
        backwards: bool,
        about: Callable[[str], list[float]],
        rated: Mapping[int, frozenset[str]],
        listed: Collection[int] = (),
    ) -> None:
        self.texts, self.stages, self.backwards, self.rated = texts, stages, backwards, rated
        self.listed = listed or range(stages)
        columns = [(colour, is_action) for colour in COLOURS for is_action in (False, True)]
        self.columns = columns[::-1] if backwards else columns
        self.gains = [self._gains(text, about(text.text)) for text in texts]

    def placed(self) -> list[Placed]:
        """Each text's place, in the order of the texts."""
        if not self.texts:
            return []
        ahead, behind = self._forwards(), self._backwards()
        found = []
        for at in range(len(self.texts)):
            totals: dict[Cell, float] = {}
            for state, score in ahead[at].items():
                cell = self._cell(state)
                total = score + behind[at].get(state, _NEVER)
                totals[cell] = max(total, totals.get(cell, _NEVER))
            best = max(totals, key=totals.__getitem__)
            others = {c: t for c, t in totals.items() if (c.stage, c.colour) != (best.stage, best.colour)}
            other = max(others, key=others.__getitem__, default=None)
            margin = totals[best] - others[other] if other else math.inf
            found.append(Placed(best, margin, other))
        return found

    def _cell(self, state: _State) -> Cell:
        return Cell(state.stage, *self.columns[state.phase])

    def _gains(self, text: Text, about: Sequence[float]) -> dict[Cell, float]:
        asks, sense, keeping = asking(text.text), sense_of(text.text), keeps_going(text.text)
        gains = {}
        for stage in range(self.stages):
            for colour, is_action in self.columns:
                gain = (
                    0.8 * about[stage] + (0.0 if stage in self.listed else _NOT_LISTED) + (asks if is_action else -asks)
                )
                gain += self._keeping(colour, keeping) if is_action else 1.5 * math.log(3 * sense[colour])
                gains[Cell(stage, colour, is_action)] = gain
        return gains

    @staticmethod
    def _keeping(colour: str, keeping: float) -> float:
        return 0.8 * keeping if colour == COLOURS[-1] else -0.5 * keeping

    def _forwards(self) -> list[dict[_State, float]]:
        first: dict[_State, float] = {}
        for stage in range(self.stages):
            for phase in range(len(self.columns)):
                state = _State(stage, self._bit(phase), phase)
                if self._may_begin(phase):
                    first[state] = self._skipped(range(stage)) + self.gains[0][self._cell(state)]
        steps = [first]
        for at in range(1, len(self.texts)):
            step: dict[_State, float] = {}
            for state, score in steps[-1].items():
                for after, cost in self._after(state):
                    total = score + cost + self.gains[at][self._cell(after)]
                    if total > step.get(after, _NEVER):
                        step[after] = total
            steps.append(step)
        return steps

    def _backwards(self) -> list[dict[_State, float]]:
        last = {state: self._ended(state) for state in self._states()}
        steps = [last]
        for at in range(len(self.texts) - 1, 0, -1):
            step: dict[_State, float] = {}
            for state in self._states():
                best = max(
                    (
                        cost + self.gains[at][self._cell(after)] + steps[-1].get(after, _NEVER)
                        for after, cost in self._after(state)
                    ),
                    default=_NEVER,
                )
                step[state] = best
            steps.append(step)
        return steps[::-1]

    def _states(self) -> list[_State]:
        phases = range(len(self.columns))
        return [
            _State(stage, colours, phase)
            for stage in range(self.stages)
            for colours in range(1, 2 ** len(COLOURS))
            for phase in phases
            if colours & self._bit(phase)
        ]

    def _bit(self, phase: int) -> int:
        return 1 << COLOURS.index(self.columns[phase][0])

    def _may_begin(self, phase: int) -> bool:
        """A row begins with a finding; read backwards, with an action or a finding that has none."""
        return self.backwards or not self.columns[phase][1]

    def _after(self, state: _State) -> list[tuple[_State, float]]:
        found = []
        for phase, (colour, is_action) in enumerate(self.columns):
            same = self._same_cell(state, colour, is_action)
            if same is not None:
                found.append((_State(state.stage, state.colours, phase), same))
                continue
            if self._must_go_on(state) or not self._may_begin(phase):
                continue
            bit = self._bit(phase)
            lacking = 0.0 if self._has_action(state) else _NO_ACTION
            row = 0.0 if phase > state.phase else _NEW_ROW
            found.append((_State(state.stage, state.colours | bit, phase), lacking + row))
            for stage in range(state.stage + 1, self.stages):
                left = self._left(state) + self._skipped(range(state.stage + 1, stage))
                found.append((_State(stage, bit, phase), lacking + left))
        return found

    def _same_cell(self, state: _State, colour: str, is_action: bool) -> float | None:
        """What it costs to go on with the finding or the actions that stand beside; None if this is no such step."""
        last_colour, last_is_action = self.columns[state.phase]
        if colour != last_colour:
            return None
        if is_action and last_is_action:
            return _MORE_ACTIONS
        if is_action != last_is_action and (last_is_action if self.backwards else is_action):
            return 0.0
        return None

    def _must_go_on(self, state: _State) -> bool:
        """Read backwards, an action stands before its finding: nothing else may come between them."""
        return self.backwards and self.columns[state.phase][1]

    def _has_action(self, state: _State) -> bool:
        """Whether the finding just left has an action. Read backwards that was known before it came."""
        return self.columns[state.phase][1] or self.backwards

    def _left(self, state: _State) -> float:
        """What the printed rating of a stage says of the colours that were found in it."""
        if state.stage not in self.rated:
            return 0.0
        there = {colour for at, colour in enumerate(COLOURS) if state.colours & (1 << at)}
        named = self.rated[state.stage]
        return _NOT_RATED * len(there - named) + _MISSING * len(named - there)

    def _skipped(self, stages: range) -> float:
        return sum(_SKIPPED if stage in self.listed else 0.4 * _SKIPPED for stage in stages)

    def _ended(self, state: _State) -> float:
        if self._must_go_on(state):
            return -6.0
        lacking = 0.0 if self._has_action(state) else _NO_ACTION
        return self._left(state) + self._skipped(range(state.stage + 1, self.stages)) + lacking


def asking(text: str) -> float:
    """How much a text asks for something to be done, from -2.5 (it tells a state) to 2.5."""
    found = leads_in(text)
    scores = [task_score(text[start:end]) for start, end in sentences(text)] or [0.0]
    asks = 1.2 * scores[0] + 0.6 * max(scores[1:], default=scores[0])
    return max(-2.5, min(2.5, asks + (1.6 if found.leads else -0.2)))
