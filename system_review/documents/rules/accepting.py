"""Accepting what was suggested: one suggestion, all that are sure, or what an answer makes of them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from system_review.documents.rules import placing
from system_review.documents.rules.pieces import Guess, Piece
from system_review.documents.rules.placing import Move, Pieces
from system_review.documents.rules.words import Fate, PassageRole
from system_review.errors import Refused, Why

SURE = 0.85  # as the interpreter has it: from this confidence on nobody needs to look at a suggestion by itself


def accepted(pieces: Pieces, keys: Iterable[str], *, ratings: Mapping[int, str] = MappingProxyType({})) -> Move:
    """These pieces as they are suggested, in the order given; the finding of an action with it, if that waits too.

    `pieces` hold what they are suggested under and all that is placed as a rating. `ratings` are the stages' own, which
    the person has seen and lets go. Raises `Refused`.
    """
    after = dict(pieces)
    for key in keys:
        for piece in _with_finding(after, key):
            for changed in _as_guessed(after, piece, ratings).changed:
                after[changed.key] = changed
    return Move(tuple(piece for key, piece in after.items() if piece != pieces[key]))


def _with_finding(pieces: Pieces, key: str) -> list[str]:
    """The piece, after the finding that it is suggested under if that waits to be accepted itself."""
    above = pieces.get(pieces[key].guess.under)
    is_action = pieces[key].guess.role == PassageRole.ACTION
    waits = is_action and above is not None and above.fate == Fate.WAITING and above.guess.role == PassageRole.FINDING
    return [above.key, key] if above is not None and waits else [key]


def _as_guessed(pieces: Pieces, key: str, ratings: Mapping[int, str]) -> Move:
    guess = pieces[key].guess
    match guess.role:
        case PassageRole.FINDING if guess.cell and guess.colour:
            return placing.as_finding(pieces, key, cell=guess.cell, colour=guess.colour)
        case PassageRole.ACTION if guess.under or guess.under_finding:
            finding = None if guess.under else guess.under_finding
            return placing.as_action(pieces, key, under=guess.under, under_finding=finding)
        case PassageRole.RATING if guess.cell and guess.rating:
            now = ratings.get(guess.cell, "")
            return placing.as_rating(pieces, key, cell=guess.cell, rating=guess.rating, instead_of=now)
        case PassageRole.HEADING | PassageRole.NOTE | PassageRole.FURNITURE:
            return placing.set_aside(pieces, key)
    raise Refused(incomplete(guess))


def incomplete(guess: Guess) -> Why:
    """What is lacking before a suggestion can be accepted."""
    if guess.role == PassageRole.FINDING:
        if guess.cell:
            return Why("Choose the colour of this finding")
        return Why("Choose the stage of this finding") if guess.colour else Why("Choose its stage and its colour")
    if guess.role == PassageRole.ACTION:
        return Why("Choose the finding that this action is for")
    if guess.role == PassageRole.RATING:
        return Why("Choose the stage that this overall rating belongs to")
    return Why("Say what this piece is")


def is_complete(guess: Guess) -> bool:
    """Whether a suggestion says all that is needed to accept it."""
    return guess.is_furniture or bool(
        (guess.role == PassageRole.FINDING and guess.cell and guess.colour)
        or (guess.role == PassageRole.ACTION and (guess.under or guess.under_finding))
        or (guess.role == PassageRole.RATING and guess.cell and guess.rating)
    )


def sure(pieces: Pieces, *, asked: Collection[str]) -> list[str]:
    """The keys of the waiting pieces that may be accepted without being looked at one by one, in order.

    `asked` are the pieces that an open question is about: nothing that depends on them is sure.
    """
    ratings = Counter(p.guess.cell for p in pieces.values() if p.guess.role == PassageRole.RATING and _counts(p))
    found: dict[str, bool] = {}
    for piece in pieces.values():
        _is_sure(pieces, piece, asked, ratings, found)
    return [piece.key for piece in sorted(pieces.values(), key=lambda each: each.position) if found[piece.key]]


def _counts(piece: Piece) -> bool:
    return piece.fate in (Fate.WAITING, Fate.PLACED) and bool(piece.guess.cell and piece.guess.rating)


def _is_sure(
    pieces: Pieces, piece: Piece, asked: Collection[str], ratings: Mapping[int | None, int], found: dict[str, bool]
) -> bool:
    if piece.key not in found:
        guess = piece.guess
        found[piece.key] = False  # for a circle, which only a mistake could make
        found[piece.key] = (
            piece.fate == Fate.WAITING
            and piece.key not in asked
            and (guess.confidence or 0) >= SURE
            and is_complete(guess)
            and not (guess.role == PassageRole.RATING and ratings[guess.cell] > 1)
            and (not guess.under or _stands(pieces, guess.under, asked, ratings, found))
        )
    return found[piece.key]


def _stands(
    pieces: Pieces, key: str, asked: Collection[str], ratings: Mapping[int | None, int], found: dict[str, bool]
) -> bool:
    """Whether an action may go under this piece: it is a finding, or will surely be one."""
    above = pieces.get(key)
    if above is None:
        return False
    will_be = above.guess.role == PassageRole.FINDING and _is_sure(pieces, above, asked, ratings, found)
    return above.is_finding or will_be
