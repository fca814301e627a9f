"""The findings of one stage by their colours, with the actions below them, until the stage ends. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from system_review.documents.interpreter.tables.entries import Entry
from system_review.documents.interpreter.tables.writing import Aim, Beside, Writing
from system_review.documents.interpreter.torn.codes import numbered_by
from system_review.documents.interpreter.torn.details import add_details
from system_review.documents.interpreter.understanding import Spot
from system_review.errors import Why

_HEADED = Why("It stands below headings that say so")
_BY_WORDING = Why("Its wording and its place say so; no heading does")
_INKED = Why("It is written in letters of this colour")
_BY_RATING = Why("It has the colour of its stage's overall rating, since nothing else gives it one")
_SURE, _BY_INK, _BY_WORDS = 0.93, 0.85, 0.6


@dataclass(slots=True)
class Group:
    """Findings of one colour that stand together, and the actions that follow them, with the lines about those."""

    colour: str = ""
    findings: list[Entry] = field(default_factory=list)
    actions: list[Entry] = field(default_factory=list)
    details: list[tuple[Entry, str, Entry]] = field(default_factory=list)
    by_words: bool = False
    inked: bool = False  # its colour is that of its letters


class Groups:
    """The groups of the stage that is being read; `current` takes what comes next."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.current = Group()
        self.all = [self.current]
        self.rated = ""  # the colour of the stage's overall rating, if it is one colour

    @property
    def can_begin(self) -> bool:
        """Whether a text that nothing announces may be a finding: no action stands before it."""
        return not self.current.actions

    @property
    def has_findings(self) -> bool:
        """Whether any finding was read in this stage."""
        return any(group.findings for group in self.all)

    def begin(self, colour: str, *, inked: bool = False) -> None:
        """Findings of this colour follow."""
        if self.current.findings or self.current.actions or self.current.colour != colour:
            self.current = Group(colour, inked=inked)
            self.all.append(self.current)

    def coloured(self, colour: str) -> bool:
        """Give the findings just read a colour that is told after them; False if they have one or there are none."""
        group = self.current
        if not colour or group.colour or not group.findings or group.actions:
            return False
        group.colour = colour
        return True

    def plan(self, colour: str) -> None:
        """Actions of this colour's plan follow ("" where the heading names none)."""
        if not colour or self.current.colour == colour:
            return
        same = [group for group in self.all if group.colour == colour and not group.actions]
        if same:
            self.current = same[-1]
            for group in same[:-1]:
                self.current.findings = group.findings + self.current.findings
                self.all.remove(group)
        elif self.current.colour or not self.current.findings:
            self.begin(colour)
        else:
            self.current.colour = colour

    def finding(self, entry: Entry, *, by_words: bool) -> None:
        """Add a finding. After actions it begins a group of its own, of the same colour."""
        if self.current.actions:
            self.begin(self.current.colour)
        self.current.findings.append(entry)
        self.current.by_words = self.current.by_words or by_words

    def action(self, entry: Entry) -> None:
        """Add an action to the findings before it."""
        self.current.actions.append(entry)

    def detail(self, holds: str, line: Entry) -> bool:
        """Add a line that tells who leads the last action, or when; False if there is no action."""
        if not self.current.actions:
            return False
        self.current.details.append((self.current.actions[-1], holds, line))
        return True

    def write(self, spot: Spot | None) -> list[int]:
        """Write all groups to the draft, and begin anew. The numbers of what was written."""
        groups, rated = self.all, self.rated
        self.current, self.rated = Group(), ""
        self.all = [self.current]
        uncoloured = not any(group.colour for group in groups)
        return [number for group in groups for number in self._written(group, spot, rated if uncoloured else "")]

    def _written(self, group: Group, spot: Spot | None, rated: str) -> Sequence[int]:
        sure, why = (_BY_WORDS, _BY_WORDING) if group.by_words else (_SURE, _HEADED)
        if group.inked:
            sure, why = _BY_INK, _INKED
        elif not group.colour and rated:
            sure, why = _BY_WORDS, _BY_RATING
        aim = Aim(spot, group.colour or rated, sure, why)
        findings = self.writing.findings(group.findings, aim)
        for number in findings:
            for code in numbered_by(self.writing.codes, self.writing.draft.suggestions[number].stretches):
                self.writing.numbered[code] = [number]
        actions = self.writing.actions(group.actions, findings, aim, Beside()) if group.actions else []
        if actions:
            add_details(self.writing, actions, group.details)
        return [*findings, *actions]
