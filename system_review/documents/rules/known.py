"""What of a document is in the review already: from an earlier document, or written by hand. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from system_review.documents.rules.pieces import Piece
from system_review.documents.rules.words import Fate, PassageRole
from system_review.errors import Why
from system_review.reviews.rules.words import Unrated

SHORTEST = 12  # letters and figures of a text that is known again by its words

ALREADY = Why("These words are in the review already")
RATED_SO = Why("The stage is rated so already")
RATED_OTHERWISE = Why("The stage has another overall rating already")


@dataclass(frozen=True, slots=True)
class Known:
    """A finding or an action of the review, by its number, with the wordings that it is known by."""

    role: str
    number: int
    wordings: tuple[str, ...]


def bare(text: str) -> str:
    """A text by which it is known again: its letters and figures alone."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def marked(pieces: Iterable[Piece], *, known: Iterable[Known], ratings: Mapping[int, str]) -> tuple[Piece, ...]:
    """The pieces, those set aside whose words are in the review already, each thing of the review used once.

    An action that is new, of a finding that is not, goes under the review's own. `ratings` are those of the stages.
    """
    shelf, used = _Shelf(known), dict[str, int]()
    marks = [_marked(piece, shelf, ratings, used) for piece in pieces]
    return tuple(_led_to(piece, used) for piece in marks)


class _Shelf:
    """The things of the review by their words; each is taken from it once."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._things: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._taken: set[tuple[str, int]] = set()
        for thing in known:
            for words in {bare(wording) for wording in thing.wordings}:
                if len(words) >= SHORTEST:
                    self._things[thing.role, words].append(thing.number)

    def take(self, role: str, text: str) -> int | None:
        """The number of a thing with this role and these words that is not taken yet."""
        there = self._things.get((role, bare(text)), ())
        number = next((each for each in there if (role, each) not in self._taken), None)
        if number is not None:
            self._taken.add((role, number))
        return number


def _marked(piece: Piece, shelf: _Shelf, ratings: Mapping[int, str], used: dict[str, int]) -> Piece:
    if piece.fate != Fate.WAITING:
        return piece
    if piece.guess.role == PassageRole.RATING:
        return _rated(piece, ratings)
    role = piece.guess.role or PassageRole.FINDING
    number = shelf.take(role, piece.text)
    if number is None:
        return piece
    if role == PassageRole.FINDING:
        used[piece.key] = number
    return _already(piece, ALREADY)


def _already(piece: Piece, why: Why) -> Piece:
    return replace(piece, fate=Fate.SET_ASIDE).guessed(already=True, reason=why.text, values={})


def _rated(piece: Piece, ratings: Mapping[int, str]) -> Piece:
    now = ratings.get(piece.guess.cell or 0, Unrated.NOT_RATED)
    if now == Unrated.NOT_RATED:
        return piece
    if now == piece.guess.rating:
        return _already(piece, RATED_SO)
    doubt = min(piece.guess.confidence or 0, 0.5)
    return piece.guessed(confidence=doubt, reason=RATED_OTHERWISE.text, values={})


def _led_to(piece: Piece, used: Mapping[str, int]) -> Piece:
    number = used.get(piece.guess.under)
    return piece.guessed(under="", under_finding=number) if number else piece
