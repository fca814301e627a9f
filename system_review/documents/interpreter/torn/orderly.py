"""Text in its order: headings for domain, level, stage and colour, and below them findings and actions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.leads import leads_in
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.references import pointings_in, points_only
from system_review.documents.interpreter.sentences import is_whole, sentences, task_score
from system_review.documents.interpreter.tables.entries import Entry, part_of
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.torn.blocks import Block
from system_review.documents.interpreter.torn.group import Groups
from system_review.documents.interpreter.torn.letters import ends_of_letters
from system_review.documents.interpreter.torn.rated import rating_in, stage_rated
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_HEADING_WORDS = 6  # words that a heading may hold beside names
_FEW_WORDS = 3  # a line of so few words that asks for nothing is no action
_ASKS = 0.7  # of `task_score`
_NAMES_PART = Why("It names a part of the framework")
_BEFORE_ALL = Why("It stands before the first stage and the first colour")
_ENDS_A_LETTER = Why("It ends a letter or an e-mail")
_ASIDE = Why("It stands among actions and asks for nothing")


class Orderly:
    """Reads blocks from top to bottom."""

    def __init__(self, writing: Writing, where: Where, *, staged: bool, labelled: bool) -> None:
        self.writing, self.draft, self.headings, self.where = writing, writing.draft, writing.headings, where
        self.groups = Groups(writing)
        self.holds = ""  # "finding" or "action", where a heading says so
        self.colour = ""  # of the last heading that names one
        self.staged = staged  # whether the text names stages at all; without them findings are asked about
        self.labelled = labelled  # whether findings or colours are told by labels
        self.last: list[Block] = []  # headings that nothing has followed yet

    def read(self, blocks: Sequence[Block]) -> None:
        """Take headings, ratings, findings and actions out of all blocks; the rest are notes."""
        ends = ends_of_letters(blocks)
        for number, block in enumerate(blocks):
            if number in ends:
                self.writing.note_entry(block.written, _ENDS_A_LETTER)
            elif self._rated(block) or self._headed(block):
                self.last.append(block)
            else:
                self._said(block)
                self.last = []
        self._end_stage()

    def _rated(self, block: Block) -> bool:
        """An overall rating: with its label, with a stage's name before it, or alone below a stage's heading."""
        named, rating = block.named, block.named.rating
        if named.says_overall and not rating:
            self._take(named)
            self.writing.heading_entry(block.written, Why("It says what stands after it"))
            return True
        if not named.says_overall:
            rating = self.headings.ratings.exact(block.text)
            if not rating or not self._awaits_rating(named):
                named, rating = stage_rated(block.written.text, self.headings)
        if rating:
            self._rate(block.written, named, rating)
        return bool(rating)

    def _awaits_rating(self, named: Named) -> bool:
        """Whether a rating alone may stand here: after "Overall rating", or two colours below a stage's heading."""
        if not self.last:
            return False
        before = self.last[-1]
        if before.named.says_overall:
            return not before.named.rating and not is_whole(before.written.text)
        return bool(before.named.stage) and not named.colour

    def _rate(self, entry: Entry, named: Named, rating: str) -> None:
        self._take(named)
        spot = self.where.spot
        number = self.writing.rating(entry.stretches, entry.text, spot, rating, 0.95)
        self.groups.rated = rating if rating in {"red", "amber", "green"} else ""
        if spot is None:
            self.writing.unplaced.append((self.where.within(Named()), [number]))

    def _headed(self, block: Block) -> bool:
        named = block.named
        names = named.names_place and (not named.rest or (block.heading and len(named.rest) <= _HEADING_WORDS))
        if block.label and block.label.parts and named.rest:
            return False
        if names or named.is_heading:
            self._take(named)
            self._section(named)
            self.writing.heading_entry(block.written, _NAMES_PART)
            return True
        if block.heading and not (block.entry.mark or len(block.text) > 120):
            self.writing.heading_entry(block.written, Why("It is written as a heading"))
            return True
        return False

    def _take(self, named: Named, *, label: bool = False) -> None:
        """A heading or label with a place: what stood below the last one is at its end."""
        if not named.names_place:
            return
        before = (self.where.domain, self.where.level, self.where.stage)
        after = self.where.within(named)
        if before == (after.domain, after.level, after.stage):
            return
        self._end_stage()
        self.where.take(named)
        outer = label or bool(self.last and self.last[-1].named.colour and not self.last[-1].named.stage)
        if outer and self.colour:
            self.groups.begin(self.colour)
        else:
            self.colour = ""

    def _section(self, named: Named) -> None:
        """A heading with a colour, or with the word for findings or for actions."""
        if named.plan or named.is_plan:
            self.holds = "action"
            self.groups.plan(str(named.plan or named.colour))
        elif named.colour and self.groups.coloured(str(named.colour)):
            self.holds = ""
        elif named.colour or named.is_found:
            self.holds, self.colour = "finding", str(named.colour) or self.colour
            self.groups.begin(self.colour)
        elif named.names_place and not self.colour:
            self.holds = ""

    def _said(self, block: Block) -> None:
        """A block that is no heading: a finding, an action, a detail of the last action, or a note."""
        label = block.label
        if label and label.beside and self.groups.detail(label.beside, block.entry):
            return
        if self._stands_before(block):
            self.writing.note_entry(block.written, _BEFORE_ALL)
        elif label and label.parts:
            self._labelled(block, label.named)
        elif coloured := self._coloured_behind(block):
            self._finding(coloured, by_words=False)
            self.holds = ""
        elif ink := self._ink(block):
            self.groups.begin(ink, inked=True)
            self._finding(block.written, by_words=False)
            self.holds = ""
        elif self._is_action(block):
            self.groups.action(block.written)
        elif self.holds == "finding" or self.groups.can_begin:
            self._finding(block.written, by_words=self.holds != "finding")
        else:
            self.writing.note_entry(block.written, _ASIDE)

    def _coloured_behind(self, block: Block) -> Entry | None:
        """A finding that ends with its colour ("… (Red)"), without it; None for any other text."""
        colour, end = self.headings.colours.behind(block.text)
        if not colour or not self.where.stage or task_score(block.text) > 0:
            return None
        self.groups.begin(colour)
        return replace(block.written, text=block.written.text[: end - len(block.text)])

    def _ink(self, block: Block) -> str:
        """The colour that a finding is written in; "" for what asks for something, and where a heading says one."""
        ink = str(colour_of_shade(block.entry.look.ink)[0])
        if not ink or ink == BLUE or self.colour or not self.where.stage or task_score(block.text) >= _ASKS:
            return ""
        return "" if leads_in(block.text).phrases else ink

    def _stands_before(self, block: Block) -> bool:
        """Whether it stands before the first stage and colour, or before the first finding of a list without any."""
        if self.where.stage or (not self.staged and (self.groups.has_findings or self.holds)):
            return False
        if block.label and block.label.parts:
            return self.staged and bool(block.label.named.colour) and not block.label.named.names_place
        if self.groups.current.colour:
            return False
        return self.staged or self.labelled or not is_whole(block.text)

    def _labelled(self, block: Block, named: Named) -> None:
        self._take(named, label=True)
        if named.plan or named.is_plan:
            self.groups.plan(str(named.plan or named.colour))
            self.groups.action(block.entry)
            return
        entry = self._after_rating(block, named)
        if entry is None:
            return
        if named.colour or named.is_found:
            self.groups.begin(str(named.colour) or self.colour)
        self._finding(entry, by_words=not (named.colour or named.is_found))
        if self.holds != "finding" or not self.colour:
            self.holds = ""

    def _after_rating(self, block: Block, named: Named) -> Entry | None:
        """What is left after "Referral: Amber. …", with the rating taken out of it."""
        rating, end = rating_in(block.text, self.headings) if named.stage and not named.colour else ("", 0)
        if not rating:
            return block.entry
        self._rate(part_of(block.entry, 0, end), Named(), rating)
        return part_of(block.entry, end, len(block.text)) if block.text[end:].strip() else None

    def _finding(self, entry: Entry, *, by_words: bool) -> None:
        """A finding; sentences after it that ask for something are its action, where a lead is named or nothing else
        announces actions."""
        for start, end in sentences(entry.text)[1:]:
            rest = entry.text[start:]
            if task_score(entry.text[start:end]) >= _ASKS and (by_words or leads_in(rest).phrases):
                self.groups.finding(part_of(entry, 0, start), by_words=by_words)
                self.groups.action(part_of(entry, start, len(entry.text)))
                return
        self.groups.finding(entry, by_words=by_words)

    def _is_action(self, block: Block) -> bool:
        asks, led = task_score(block.text) > 0 or self._points(block.text), bool(leads_in(block.text).phrases)
        few = len(plain(block.text).split()) < _FEW_WORDS
        if self.holds == "action":
            return asks or led or bool(block.entry.mark) or not few
        if not self.groups.current.findings:
            return False
        if self.holds == "finding":
            return (led and asks) or (self._left_the_box(block) and (led or asks or bool(block.entry.mark)))
        return asks or led or bool(block.entry.mark)

    def _left_the_box(self, block: Block) -> bool:
        """Whether the findings before it stand on a shade, and it does not."""
        return bool(self.groups.current.findings[-1].look.fill) and not block.entry.look.fill

    def _points(self, text: str) -> bool:
        """Whether it says nothing but where other actions stand."""
        pointings = pointings_in(text, self.headings, self.where.spot)
        return bool(pointings) and points_only(text, pointings)

    def _end_stage(self) -> None:
        spot = self.where.spot
        numbers = self.groups.write(spot)
        if numbers and spot is None:
            self.writing.unplaced.append((self.where.within(Named()), numbers))
