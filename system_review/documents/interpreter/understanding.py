"""What the interpreter understood of a file: suggestions and questions, each with how sure it is and why. Pure data.

Every character of every passage that is no white space is in exactly one suggestion. A suggestion may join stretches
of several passages (a sentence torn in two) and a passage may hold several suggestions (two tasks in one paragraph).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

SURE = 0.85  # from this confidence on, a suggestion that no question is open on may be accepted with all the others


class Spot(NamedTuple):
    """A stage of the framework, by its keys; `level` is "" where its domain has none."""

    domain: str
    level: str
    stage: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` up to but not including `end` of the text of passage number `passage` (from 0)."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedLead:
    """A lead as the text names one: a name, a role, an agency; at least one of them is there."""

    name: str = ""
    role: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Refers:
    """Words that send the reader to other actions ("see actions in Level 2 Response"), and the stages they mean."""

    words: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What some of the text is taken for.

    `text` is what would be kept: the stretches joined, without bullets and numbers, an action's without nothing else
    (its lead phrase and its words of time stay in it unless they stand in a column of their own). `stretches` stand
    in the order in which they are read.

    FINDING: `spot` and `colour` (a `Colour`), either of which may be unknown (None, ""). ACTION: `under` is the number
    of the suggestion that is its finding, None if that is not clear; then `spot` may still be known; `colour` is that
    of the findings whose plan it belongs to ("red": to get to amber). RATING: `spot` and `rating` (a step of the
    framework's scale or an `Unrated`). `confidence` is from 0 to 1, `reason` a sentence.
    """

    role: PassageRole
    text: str
    stretches: tuple[Stretch, ...]
    confidence: float
    reason: Why
    spot: Spot | None = None
    colour: str = ""
    under: int | None = None
    rating: str = ""
    leads: tuple[NamedLead, ...] = ()
    due_words: str = ""
    due_on: date | None = None
    refers: tuple[Refers, ...] = ()
    status: str = ""  # of an action, a `Status`, where the text says how it stands
    own_name: str = ""  # the name it had in an export of ours, for finding the same thing again


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: its words, and what the suggestions it is about would then be.

    `changes` gives for the number of a suggestion what is different in it: any of spot, colour, under, rating, role.
    """

    words: Why
    changes: dict[int, dict[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person has to say, about these suggestions, with the likeliest answer first.

    Nothing that depends on an open question is sure, whatever its confidence.
    """

    words: Why
    about: tuple[int, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that was understood of one file, in the order of the file."""

    suggestions: tuple[Suggestion, ...]
    questions: tuple[Question, ...] = ()
    told: tuple[Why, ...] = ()
    title: str = ""
    on: date | None = None  # the day that the file gives for the results

    def is_sure(self, number: int) -> bool:
        """Whether this suggestion can be accepted without being looked at."""
        asked = any(number in question.about for question in self.questions)
        return not asked and self.suggestions[number].confidence >= SURE
