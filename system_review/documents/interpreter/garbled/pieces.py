"""The paragraphs of a torn text: which are furniture (heads, stages, ratings) and which say something. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.understanding import Stretch
from system_review.documents.readers.passages import ReadPassage

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on one line, with the characters it stands for. `named` is what it names if it is furniture."""

    text: str
    stretch: Stretch
    named: Named | None = None
    beside: Stretch | None = None  # of a rating's label: where the rating itself stands, in a paragraph of its own

    @property
    def waits_for_rating(self) -> bool:
        """Whether it says "overall rating", and not which."""
        return self.named is not None and self.named.says_overall and not self.named.rating

    @property
    def says(self) -> bool:
        """Whether it says something: it is part of a finding or of an action."""
        return self.named is None

    @property
    def is_rating(self) -> bool:
        """Whether it is the label of an overall rating."""
        return self.named is not None and self.named.says_overall


def pieces_of(passages: Sequence[ReadPassage], numbers: Iterable[int], headings: Headings) -> list[Piece]:
    """The paragraphs of these passages, in order. Text that recurs word for word is a running head."""
    pieces: list[Piece] = []
    texts = [_SPACES.sub(" ", passages[number].text).strip() for number in numbers]
    recurring = {text for text in texts if len(text) > 12 and texts.count(text) > 1}
    for number, text in zip(numbers, texts, strict=True):
        whole = Stretch(number, 0, len(passages[number].text))
        named = headings.named(text)
        if text in recurring and not (named.is_heading or named.rating):
            named = Named()
        elif not _is_furniture(text, named):
            named = None  # type: ignore[assignment]
        if pieces and pieces[-1].waits_for_rating and (rating := headings.ratings.exact(text)):
            pieces[-1] = replace(pieces[-1], named=replace(pieces[-1].named, rating=rating), beside=whole)  # type: ignore[type-var]
            continue
        pieces.append(Piece(text, whole, named))
    return pieces


def _is_furniture(text: str, named: Named) -> bool:
    if named.says_overall:
        return bool(named.rating) or not named.rest
    letters = [letter for letter in text if letter.isalpha()]
    shouted = bool(letters) and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
    return not named.rest and (named.is_heading or shouted or len(plain(text).split()) > 1 or named.names_place)


def is_garbled(pieces: Sequence[Piece]) -> bool:
    """Whether heads of the paper's columns and the names of its rows stand apart from what they were heads of.

    In a text in order what a head names follows it: between two stages, or two columns, something is said.
    """
    furniture = [(at, piece.named) for at, piece in enumerate(pieces) if piece.named is not None]
    plans = {named.plan for _, named in furniture if named.plan}
    heads = sum(named.is_found or named.is_plan for _, named in furniture)
    apart = sum(_stand_apart(one, other) for (at, one), (after, other) in pairwise(furniture) if after == at + 1)
    return len(plans) >= 2 and heads >= 4 and apart >= 2


def _stand_apart(one: Named, other: Named) -> bool:
    """Two heads of columns, or a stage's rating and the next stage, right after one another."""
    heads = all(named.is_found or named.is_plan or bool(named.colour) for named in (one, other))
    return heads or (one.says_overall and bool(other.stage))
