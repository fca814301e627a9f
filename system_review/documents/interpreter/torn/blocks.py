"""Text without tables as blocks: a paragraph, an item of a list, a heading, each with its lines joined again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.sentences import is_whole, sentences
from system_review.documents.interpreter.tables.entries import Entry, joined, part_of
from system_review.documents.interpreter.torn.labels import Label, label_of, says_findings
from system_review.documents.interpreter.torn.lines import Line, is_wrapped, lines_of
from system_review.documents.interpreter.written import DASHES
from system_review.documents.readers.passages import ReadPassage

_SENTENCE = 3  # words behind a label, for them to be what it announces


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that is one thing. `label` is what it begins with ("Amber:"), taken out of its entry's text."""

    entry: Entry
    named: Named
    label: Label | None = None
    heading: bool = False  # it is written as a heading
    whole: Entry | None = None  # with its label

    @property
    def text(self) -> str:
        """Its words, without label, bullet and number."""
        return self.entry.text

    @property
    def written(self) -> Entry:
        """As it is written, with its label."""
        return self.whole or self.entry

    @property
    def passage(self) -> int:
        """The first passage that it stands in."""
        return self.entry.stretches[0].passage


def blocks_of(passages: Sequence[ReadPassage], numbers: Iterable[int], headings: Headings) -> list[Block]:
    """The blocks of some passages, in order. Every character of the passages is in one of them."""
    numbers = list(numbers)
    wrapped = is_wrapped(passages[number].text for number in numbers)
    blocks: list[Block] = []
    for number in numbers:
        for line in lines_of(passages[number], number):
            block = _block(line.entry, headings)
            if blocks and line.whole.text[0] in DASHES and _is_full(blocks[-1], block, line, wrapped):
                block = _block(line.whole, headings)
            if blocks and _goes_on(blocks[-1], block, line, wrapped):
                blocks[-1] = _with(blocks[-1], line.whole, headings)
            else:
                blocks.append(block)
    return [part for block in blocks for part in _at_labels(block, headings)]


def _block(entry: Entry, headings: Headings) -> Block:
    look = entry.look
    label = label_of(entry.text, headings)
    announces = label is not None and label.named.is_plan and len(words_of(entry.text[label.length :])) >= _SENTENCE
    if look.heading and not announces:
        label = None
    named = headings.named(entry.text)
    if not named.is_heading and says_findings(entry.text):
        named = Named(is_found=True)
    heading = not announces and bool(look.heading)
    heading = heading or (not announces and look.bold and len(entry.text) < 100 and not is_whole(entry.text))
    return Block(entry, named, label, heading)


def _goes_on(before: Block, block: Block, line: Line, wrapped: int) -> bool:
    """Whether a line goes on with the sentence or paragraph of the one before it."""
    if not block.heading and _opens(before.text) > 0 > _opens(block.text):
        return True
    same = before.passage == block.passage or before.entry.stretches[-1].passage == block.passage
    cut = before.entry.look.ends_line
    if not (same or cut) or block.entry.mark or block.label or block.heading != before.heading:
        return False
    if same and wrapped and line.room_before is not None:
        return _is_full(before, block, line, wrapped)
    if (before.named.is_heading or block.named.is_heading) and not (before.heading and before.named.rest):
        return False
    return not is_whole(before.text) and (block.text[:1].islower() or cut)


def _opens(text: str) -> int:
    """How many brackets it opens more than it closes; below 0 if it closes more."""
    return sum(text.count(mark) for mark in "([") - sum(text.count(mark) for mark in ")]")


def _is_full(before: Block, block: Block, line: Line, wrapped: int) -> bool:
    """Whether the line before was cut by the width of the text: the next word had no room on it."""
    if not wrapped or line.room_before is None or before.entry.stretches[-1].passage != block.passage:
        return False
    return line.room_before + 1 + len(line.whole.text.split(None, 1)[0]) > wrapped


def _with(before: Block, line: Entry, headings: Headings) -> Block:
    entry = joined(before.entry, line)
    return replace(before, entry=entry, named=headings.named(entry.text), label=label_of(entry.text, headings))


def _at_labels(block: Block, headings: Headings) -> list[Block]:
    """A paragraph with labels inside ("Amber: … Action: …"), cut before each of them; labels taken out of the texts."""
    starts = [0]
    if len(block.text) > len("Red: x Action: x"):
        for start, end in sentences(block.text):
            if start and (label := label_of(block.text[start:end], headings)) and label.parts:
                starts.append(start)
    parts = []
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        entry = block.entry if len(starts) == 1 else part_of(block.entry, start, end)
        label = label_of(entry.text, headings) if block.label or start else None
        named = block.named if len(starts) == 1 else headings.named(entry.text)
        whole = replace(entry, mark=block.entry.mark if start == 0 else "")
        short = whole.text[label.length :].strip() if label else ""
        entry = replace(whole, text=short) if short else whole
        parts.append(Block(entry, named, label if short else None, block.heading, whole))
    return parts
