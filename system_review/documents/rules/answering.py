"""What an answer to a question makes of the pieces that it is about. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from system_review.documents.rules.accepting import SURE, accepted, is_complete
from system_review.documents.rules.pieces import Guess, Piece
from system_review.documents.rules.placing import Move, Pieces
from system_review.documents.rules.words import Fate, PassageRole
from system_review.errors import Refused, Why

SEEN = 4  # pieces that a question shows whole: whoever answers it has seen them, so they are placed


def answered(
    pieces: Pieces, *, about: Sequence[str], changes: Mapping[str, Mapping[str, Any]], ratings: Mapping[int, str]
) -> Move:
    """The pieces as the answer says. Those that wait and are few enough to be seen are accepted, if they can be.

    `ratings` are those that the stages have now.
    """
    after = dict(pieces)
    for key in dict.fromkeys((*about, *changes)):
        if key in after and after[key].fate == Fate.WAITING:
            after[key] = _told(after[key], changes.get(key, {}), is_about=key in about)
    waiting = [key for key in about if key in after and after[key].fate == Fate.WAITING]
    if len(about) <= SEEN:
        ready = [key for key in waiting if _can_go(after, after[key].guess)]
        after |= {piece.key: piece for piece in accepted(after, ready, ratings=ratings).changed}
    return Move(tuple(piece for key, piece in after.items() if piece != pieces[key]))


def shared(pieces: Pieces, *, about: Sequence[str], only: Collection[str] | None) -> tuple[list[str], list[str]]:
    """What of a question's pieces is answered for, and what of those that wait is not. Raises `Refused`.

    `only` are the pieces that a person chose: what is suggested under one of them goes with it. None means all.
    """
    if only is None:
        return list(about), []
    chosen = [key for key in about if key in only or (key in pieces and pieces[key].guess.under in only)]
    if not chosen:
        raise Refused(Why("Tick at least one piece that the answer is for"))
    rest = [key for key in about if key not in chosen and key in pieces and pieces[key].fate == Fate.WAITING]
    return chosen, rest


def _told(piece: Piece, changes: Mapping[str, Any], *, is_about: bool) -> Piece:
    """The piece as it is taken for now. What a rating without a value would say is nothing: it is a note."""
    guess = replace(piece.guess, **changes)
    if guess.role == PassageRole.RATING and changes and not guess.rating:
        guess = replace(guess, role=PassageRole.NOTE.value)
    if is_about:
        guess = replace(guess, confidence=max(guess.confidence or 0, SURE))
    return replace(piece, guess=guess)


def _can_go(pieces: Pieces, guess: Guess) -> bool:
    """Whether a guess can be accepted as it stands: a piece that it stands under is, or can be, a finding."""
    if not is_complete(guess):
        return False
    above = pieces.get(guess.under)
    if not guess.under:
        return True
    return above is not None and (above.is_finding or (above.fate == Fate.WAITING and is_complete(above.guess)))
