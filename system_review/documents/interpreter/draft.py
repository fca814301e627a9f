"""Building an understanding: suggestions one after another, and in the end nothing left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter

from system_review.documents.interpreter.understanding import Answer, Question, Stretch, Suggestion
from system_review.documents.readers.passages import Part, ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

UNSURE = 0.3  # nothing was understood
_NAMES = tuple(part.name for part in fields(Suggestion))
_PLACES = {name: at for at, name in enumerate(_NAMES)}
_VALUES = attrgetter(*_NAMES)


class Draft:
    """What has been understood so far. Numbers of suggestions stay what they were when they were added."""

    def __init__(self, passages: Sequence[ReadPassage]) -> None:
        self.passages = passages
        self.suggestions: list[Suggestion] = []
        self.questions: list[Question] = []
        self.told: list[Why] = []

    def add(self, suggestion: Suggestion) -> int:
        """Add a suggestion; its number."""
        self.suggestions.append(suggestion)
        return len(self.suggestions) - 1

    def change(self, number: int, **what: object) -> None:
        """Change a suggestion that was added."""
        self.suggestions[number] = changed(self.suggestions[number], **what)

    def ask(self, words: Why, about: Iterable[int], answers: Iterable[Answer]) -> None:
        """Ask a person. Questions about nothing are not asked."""
        if about := tuple(about):
            self.questions.append(Question(words, about, tuple(answers)))

    def whole(self, number: int) -> Stretch:
        """All of a passage."""
        return Stretch(number, 0, len(self.passages[number].text))

    def heading(self, numbers: Iterable[int], reason: Why, confidence: float = 0.95) -> None:
        """These passages are headings."""
        self._plainly(PassageRole.HEADING, numbers, reason, confidence)

    def note(self, numbers: Iterable[int], reason: Why, confidence: float = 0.9) -> None:
        """These passages are neither findings nor actions, and may be worth reading."""
        self._plainly(PassageRole.NOTE, numbers, reason, confidence)

    def furniture(self, numbers: Iterable[int], reason: Why, confidence: float = 0.95) -> None:
        """These passages belong to the page and say nothing of the review."""
        self._plainly(PassageRole.FURNITURE, numbers, reason, confidence)

    def _plainly(self, role: PassageRole, numbers: Iterable[int], reason: Why, confidence: float) -> None:
        for number in numbers:
            text = self.passages[number].text
            self.add(Suggestion(role, text.strip(), (self.whole(number),), confidence, reason))

    def close(self) -> None:
        """What no suggestion speaks of becomes one of its own, so that everything is accounted for."""
        covered: dict[int, list[Stretch]] = {}
        for number, suggestion in enumerate(self.suggestions):
            kept: list[Stretch] = []
            for stretch in suggestion.stretches:
                others = covered.setdefault(stretch.passage, [])
                free = list(_free(stretch, others)) if others or stretch.start >= stretch.end else [stretch]
                others += free
                kept += free
            if tuple(kept) != suggestion.stretches:
                self.change(number, stretches=tuple(kept))
        for number, passage in enumerate(self.passages):
            told = covered.get(number, [])
            if len(told) == 1 and told[0].start == 0 and told[0].end == len(passage.text):
                continue
            for stretch in _left_over(number, passage.text, told):
                self.add(_unknown(passage, stretch))


def changed(suggestion: Suggestion, **what: object) -> Suggestion:
    """As `dataclasses.replace`, which takes four times as long: a long list changes a hundred thousand."""
    values = list(_VALUES(suggestion))
    for name, value in what.items():
        values[_PLACES[name]] = value
    return Suggestion(*values)


def _free(stretch: Stretch, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """What of a stretch nothing before it speaks of: no character is in two suggestions."""
    at = stretch.start
    for other in sorted(taken, key=lambda each: each.start):
        if other.end > at and other.start < stretch.end:
            if at < other.start:
                yield Stretch(stretch.passage, at, other.start)
            at = other.end
    if at < stretch.end:
        yield Stretch(stretch.passage, at, stretch.end)


def _left_over(number: int, text: str, covered: list[Stretch]) -> Iterable[Stretch]:
    at = 0
    for stretch in [*sorted(covered, key=lambda each: each.start), Stretch(number, len(text), len(text))]:
        if text[at : stretch.start].strip():
            gap = text[at : stretch.start]
            start = at + len(gap) - len(gap.lstrip())
            yield Stretch(number, start, start + len(gap.strip()))
        at = max(at, stretch.end)


def _unknown(passage: ReadPassage, stretch: Stretch) -> Suggestion:
    text = passage.text[stretch.start : stretch.end]
    if passage.look.hidden:
        return Suggestion(PassageRole.NOTE, text, (stretch,), 0.95, Why("It is hidden in the file"))
    if passage.place.part in (Part.HEADER, Part.FOOTER):
        return Suggestion(PassageRole.FURNITURE, text, (stretch,), 0.95, Why("It stands at the edge of each page"))
    if passage.place.part is not Part.BODY:
        part = str(passage.place.part)
        return Suggestion(PassageRole.NOTE, text, (stretch,), 0.9, Why("It stands in a {part}", part=part))
    if not any(letter.isalnum() for letter in text):
        return Suggestion(PassageRole.FURNITURE, text, (stretch,), 0.95, Why("It holds no words"))
    return Suggestion(PassageRole.NOTE, text, (stretch,), UNSURE, Why("Nothing tells what this is"))
