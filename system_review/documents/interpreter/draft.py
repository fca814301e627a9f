"""Building an understanding: suggestions one after another. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter

from system_review.documents.interpreter.understanding import Answer, Question, Stretch, Suggestion
from system_review.documents.readers.passages import ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

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


def changed(suggestion: Suggestion, **what: object) -> Suggestion:
    """As `dataclasses.replace`, which takes four times as long: a long list changes a hundred thousand."""
    values = list(_VALUES(suggestion))
    for name, value in what.items():
        values[_PLACES[name]] = value
    return Suggestion(*values)
