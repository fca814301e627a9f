"""Text in its order: headings for domain, level, stage and colour, and below them findings and actions. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.leads import leads_in
from system_review.documents.interpreter.sentences import is_whole, task_score
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.torn.blocks import Block
from system_review.documents.interpreter.torn.group import Groups
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_HEADING_WORDS = 6  # words that a heading may hold beside names
_NAMES_PART = Why("It names a part of the framework")
_BEFORE_ALL = Why("It stands before the first stage and the first colour")


class Orderly:
    """Reads blocks from top to bottom."""

    def __init__(self, writing: Writing, where: Where, *, staged: bool, labelled: bool) -> None:
        self.writing, self.draft, self.headings, self.where = writing, writing.draft, writing.headings, where
        self.groups = Groups(writing)
        self.holds = ""  # "finding" or "action", where a heading says so
        self.staged = staged  # whether the text names stages at all; without them findings are asked about
        self.labelled = labelled  # whether findings or colours are told by labels
        self.last: list[Block] = []  # headings that nothing has followed yet

    def read(self, blocks: Sequence[Block]) -> None:
        """Take headings, ratings, findings and actions out of all blocks; the rest are notes."""
        for block in blocks:
            if self._rated(block) or self._headed(block):
                self.last.append(block)
            else:
                self._said(block)
                self.last = []
        self._end_stage()

    def _rated(self, block: Block) -> bool:
        """An overall rating: with its label, or alone below a stage's heading."""
        named, rating = block.named, block.named.rating
        if named.says_overall and not rating:
            self._take(named)
            self.writing.heading_entry(block.entry, Why("It says what stands after it"))
            return True
        if not named.says_overall:
            rating = self.headings.ratings.exact(block.text)
            if not rating or not self._awaits_rating(named):
                return self._rated_stage(block)
        self._rate(block, named, rating)
        return True

    def _awaits_rating(self, named: Named) -> bool:
        """Whether a rating alone may stand here: after "Overall rating", or two colours below a stage's heading."""
        if not self.last:
            return False
        before = self.last[-1].named
        return (before.says_overall and not before.rating) or (bool(before.stage) and not named.colour)

    def _rated_stage(self, block: Block) -> bool:
        """ "Referral: Amber/Red", "Planning – R/A"."""
        rating, before = self.headings.ratings.last_in(block.text)
        named = self.headings.named(before) if rating and before else Named()
        if not (named.stage and not named.rest and rating):
            return False
        self._rate(block, named, rating)
        return True

    def _rate(self, block: Block, named: Named, rating: str) -> None:
        self._take(named)
        spot = self.where.spot
        number = self.writing.rating(block.entry.stretches, block.text, spot, rating, 0.95)
        if spot is None:
            self.writing.unplaced.append((self.where.within(Named()), [number]))

    def _headed(self, block: Block) -> bool:
        named = block.named
        names = named.names_place and (not named.rest or (block.heading and len(named.rest) <= _HEADING_WORDS))
        if block.label and block.label.parts and block.text and named.rest:
            return False
        if not (names or named.is_heading):
            if block.heading and not (block.entry.mark or len(block.text) > 120):
                self.writing.heading_entry(block.entry, Why("It is written as a heading"))
                return True
            return False
        self._take(named)
        self._section(named)
        self.writing.heading_entry(block.entry, _NAMES_PART)
        return True

    def _take(self, named: Named) -> None:
        """A heading with a place: what stood below the last one is at its end."""
        if named.names_place:
            before = (self.where.domain, self.where.level, self.where.stage)
            changed = self.where.within(named)
            if before != (changed.domain, changed.level, changed.stage):
                self._end_stage()
                self.where.take(named)

    def _section(self, named: Named) -> None:
        """A heading with a colour, or with the word for findings or for actions."""
        if named.plan or named.is_plan:
            self.holds = "action"
            self.groups.plan(str(named.plan or named.colour))
        elif named.colour or named.is_found:
            self.holds = "finding"
            self.groups.begin(str(named.colour))
        elif named.names_place:
            self.holds = ""

    def _said(self, block: Block) -> None:
        """A block that is no heading: a finding, an action, a detail of the last action, or a note."""
        label = block.label
        if label and label.beside and self.groups.extend(block.entry):
            return
        if self._stands_before(block):
            self.writing.note_entry(block.entry, _BEFORE_ALL)
            return
        if label and label.parts:
            self._labelled(block, label.named)
            return
        if self._is_action(block):
            self.groups.action(block.entry)
        elif self.holds == "finding" or self.groups.can_begin:
            self.groups.finding(block.entry, by_words=self.holds != "finding")
        else:
            self.groups.action(block.entry)

    def _stands_before(self, block: Block) -> bool:
        """Whether it stands before the first stage and colour, or before the first finding of a list without any."""
        if self.where.stage or (self.groups.current.findings and not self.staged):
            return False
        if block.label and block.label.parts:
            return self.staged and bool(block.label.named.colour) and not block.label.named.names_place
        if self.groups.current.colour:
            return False
        return self.staged or self.labelled or not is_whole(block.text)

    def _labelled(self, block: Block, named: Named) -> None:
        self._take(named)
        if named.plan or named.is_plan:
            if named.plan or named.colour:
                self.groups.plan(str(named.plan or named.colour))
            self.holds = self.holds if self.holds == "action" else ""
            self.groups.action(block.entry)
            return
        self.groups.begin(str(named.colour) or self.groups.current.colour)
        self.groups.finding(block.entry, by_words=False)
        self.holds = ""

    def _is_action(self, block: Block) -> bool:
        if self.holds == "action":
            return True
        if not self.groups.current.findings:
            return False
        asks, led = task_score(block.text) > 0, bool(leads_in(block.text).phrases)
        if self.holds == "finding":
            return led and asks
        return asks or led or bool(block.entry.mark)

    def _end_stage(self) -> None:
        spot = self.where.spot
        numbers = self.groups.write(spot)
        if numbers and spot is None:
            self.writing.unplaced.append((self.where.within(Named()), numbers))
