"""A piece of text as staging sees it: what it stands for, what was suggested for it, what a person made of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from system_review.documents.rules.sources import Source
from system_review.documents.rules.words import Fate, PassageRole


class Named(NamedTuple):
    """A lead as the text names one."""

    name: str = ""
    role: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that send the reader to the actions of other stages, by the numbers of their rows."""

    words: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Says:
    """What a piece says beside its text, to be taken over with it. `due_on` is an ISO date, "" for none.

    `instead_of` is the overall rating that a stage had when a person said that it has another; "" for none.
    """

    leads: tuple[Named, ...] = ()
    due_words: str = ""
    due_on: str = ""
    status: str = ""
    refers: tuple[Pointer, ...] = ()
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a piece is taken for, how sure that is, and why: a sentence with the values that fill it.

    `cell` and `under_finding` are numbers of the review's rows, `under` is the key of another piece. `already` is
    true if the review holds these words from an earlier document.
    """

    role: str = ""
    cell: int | None = None
    colour: str = ""
    under: str = ""
    under_finding: int | None = None
    rating: str = ""
    confidence: float | None = None
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    already: bool = False

    @property
    def is_furniture(self) -> bool:
        """Whether it is nothing that a review holds."""
        return self.role in (PassageRole.HEADING, PassageRole.NOTE, PassageRole.FURNITURE)


NO_GUESS = Guess()
NOTHING_SAID = Says()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text as staging sees it. `cell` and `under_finding` are numbers of the review's rows, `under` a key.

    `position` is where the first of its sources begins, which no other live piece shares.
    """

    key: str
    position: int
    text: str
    sources: tuple[Source, ...]
    fate: str = Fate.WAITING
    role: str = ""
    cell: int | None = None
    colour: str = ""
    under: str = ""
    under_finding: int | None = None
    rating: str = ""
    guess: Guess = NO_GUESS
    says: Says = NOTHING_SAID

    @property
    def is_finding(self) -> bool:
        """Whether an action can stand under it."""
        return self.fate in (Fate.PLACED, Fate.APPLIED) and self.role == PassageRole.FINDING

    def unplaced(self, fate: str = Fate.WAITING) -> Piece:
        """The same piece, waiting or set aside, with nothing said about what it is."""
        return replace(self, fate=fate, role="", cell=None, colour="", under="", under_finding=None, rating="")

    def guessed(self, **different: Any) -> Piece:
        """The same piece, taken for something else."""
        return replace(self, guess=replace(self.guess, **different))


def piece_of(kept: Mapping[str, Any]) -> Piece:
    """A piece as it was kept as plain data, by `dataclasses.asdict` and as JSON."""
    guess, says = kept.get("guess") or {}, kept.get("says") or {}
    return Piece(
        **{
            **kept,
            "sources": tuple(Source(**source) for source in kept["sources"]),
            "guess": Guess(**guess),
            "says": says_of(says),
        }
    )


def says_of(kept: Mapping[str, Any]) -> Says:
    """What a piece says beside its text, from plain data."""
    return Says(
        **{
            **kept,
            "leads": tuple(Named(*lead) for lead in kept.get("leads", ())),
            "refers": tuple(Pointer(each["words"], tuple(each["cells"])) for each in kept.get("refers", ())),
        }
    )


def together(one: Says, other: Says) -> Says:
    """What two pieces say, as one piece."""
    return Says(
        leads=tuple(dict.fromkeys((*one.leads, *other.leads))),
        due_words=one.due_words or other.due_words,
        due_on=one.due_on if one.due_words or one.due_on else other.due_on,
        status=one.status or other.status,
        refers=tuple(dict.fromkeys((*one.refers, *other.refers))),
    )


def shared_out(says: Says, texts: list[str]) -> list[Says]:
    """What each part of a split piece says: what stands in its words; what stands in none, the first part."""
    return [_part(says, number, texts) for number in range(len(texts))]


def _part(says: Says, number: int, texts: list[str]) -> Says:
    is_timed = _home(says.due_words, texts) == number
    return Says(
        leads=tuple(lead for lead in says.leads if _home(lead.name or lead.role or lead.agency, texts) == number),
        due_words=says.due_words if is_timed else "",
        due_on=says.due_on if is_timed else "",
        status=says.status,
        refers=tuple(each for each in says.refers if _home(each.words, texts) == number),
    )


def _home(words: str, texts: list[str]) -> int:
    """The number of the first text in which these words stand; 0 if they stand in none."""
    wanted = " ".join(words.split()).casefold()
    found = (n for n, text in enumerate(texts) if wanted and wanted in " ".join(text.split()).casefold())
    return next(found, 0)
