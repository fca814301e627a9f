"""Which texts are the same thing said in other words, and which words of them are others. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ENOUGH = 0.5  # the share of words that two texts must have in common to be one thing
NEARER = 0.1  # what standing in the same place adds to it
MOST_PIECES = 4_000_000  # words of one text times words of the other: beyond that the whole text is marked
_WORD = re.compile(r"\w+", re.UNICODE)
_PIECE = re.compile(r"\w+|\s+|[^\w\s]", re.UNICODE)

Placed = tuple[str, Hashable]  # a text, and where it stands


def by_words(old: Mapping[int, Placed], new: Mapping[int, Placed]) -> dict[int, int]:
    """For each new thing the old one that it was, by their numbers, as far as their words tell. Each is used once.

    Equal texts come first, those in the same place before others; then the texts that have most in common.
    """
    partner: dict[int, int] = {}
    words = {0: {n: _words(text) for n, (text, _) in old.items()}, 1: {n: _words(text) for n, (text, _) in new.items()}}
    likeness = [
        (-found, after, before)
        for after, (_, here) in new.items()
        for before, (_, there) in old.items()
        if (found := _likeness(words[0][before], words[1][after])) >= ENOUGH
        and (found := found + (NEARER if here == there else 0))
    ]
    used: set[int] = set()
    for _, after, before in sorted(likeness):
        if after not in partner and before not in used:
            partner[after] = before
            used.add(before)
    return partner


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1: their words, whatever the order."""
    return _likeness(_words(one), _words(other))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * sum(min(number, other[word]) for word, number in one.items() if word in other) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `is_changed`: the other text does not have it."""

    text: str
    is_changed: bool


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut into what they share and what only one of them has. Joined again, the pieces are the text."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) * len(after) > MOST_PIECES:
        return _whole(old), _whole(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        _joined([("".join(before[a:b]), step != "equal") for step, a, b, _, _ in steps]),
        _joined([("".join(after[c:d]), step != "equal") for step, _, _, c, d in steps]),
    )


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=True),) if text else ()


def _joined(parts: Sequence[tuple[str, bool]]) -> tuple[Piece, ...]:
    """Neighbours of a kind as one piece; a space alone between two changed pieces belongs to them."""
    kept = [(text, changed) for text, changed in parts if text]
    pieces: list[Piece] = []
    for place, (text, changed) in enumerate(kept):
        between = 0 < place < len(kept) - 1 and kept[place - 1][1] and kept[place + 1][1]
        is_changed = changed or (between and not text.strip())
        if pieces and pieces[-1].is_changed == is_changed:
            pieces[-1] = Piece(pieces[-1].text + text, is_changed)
        else:
            pieces.append(Piece(text, is_changed))
    return tuple(pieces)
