"""Staging: what a person makes of the pieces of a text, before anything of it is in the review. Pure.

Each function takes the pieces that a move concerns, with those that stand under them, by key, and gives the pieces as
they are after it. Nothing is lost by any of them: joining and splitting keep the old pieces as *replaced*, and every
source of a replaced piece is in a new one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from system_review.documents.rules.pieces import Guess, Piece, Says, shared_out, together
from system_review.documents.rules.sources import Source, divided, same_words, stretches
from system_review.documents.rules.words import Between, Fate, PassageRole
from system_review.errors import Refused, Why
from system_review.reviews.rules.words import Colour
from system_review.texts import LONGEST, held

MOST_PARTS = 100  # of one split
_BLANK_LINES = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*")


Pieces = Mapping[str, Piece]


@dataclass(frozen=True, slots=True)
class Move:
    """What a move leaves: the pieces that are different now, and the new ones."""

    changed: tuple[Piece, ...]
    made: tuple[Piece, ...] = ()


def as_finding(pieces: Pieces, key: str, *, cell: int, colour: str) -> Move:
    """A piece is a finding of this cell and colour. Actions that stand under it stay."""
    piece = _open(pieces, key)
    if colour not in set(Colour):
        raise Refused(Why("Choose a colour"), field="colour")
    placed = replace(piece.unplaced(Fate.PLACED), role=PassageRole.FINDING, cell=cell, colour=colour)
    return _different(pieces, [placed])


def as_action(pieces: Pieces, key: str, *, under: str = "", under_finding: int | None = None) -> Move:
    """A piece is an action under another piece that is a finding, or under a finding that is in the review."""
    piece = _open(pieces, key)
    if bool(under) == bool(under_finding):
        raise Refused(Why("Choose the finding that this action is for"), field="under")
    if under and (under == key or under not in pieces or not pieces[under].is_finding):
        raise Refused(Why("Choose a finding that is placed"), field="under")
    placed = replace(piece.unplaced(Fate.PLACED), role=PassageRole.ACTION, under=under, under_finding=under_finding)
    return _different(pieces, [placed, *_released(pieces, key)])


def as_rating(pieces: Pieces, key: str, *, cell: int, rating: str, instead_of: str = "") -> Move:
    """A piece gives a stage its overall rating, instead of the one that it has now ("" for none).

    One piece for a stage: `pieces` hold those that are placed so.
    """
    piece = _open(pieces, key)
    if any(other.key != key and _rates(other, cell) for other in pieces.values()):
        raise Refused(Why("Another piece gives this stage its overall rating. Put that one back first."), field="cell")
    says = replace(piece.says, instead_of=instead_of)
    placed = replace(piece.unplaced(Fate.PLACED), role=PassageRole.RATING, cell=cell, rating=rating, says=says)
    return _different(pieces, [placed, *_released(pieces, key)])


def _rates(piece: Piece, cell: int) -> bool:
    return piece.fate == Fate.PLACED and piece.role == PassageRole.RATING and piece.cell == cell


def set_aside(pieces: Pieces, key: str) -> Move:
    """A piece will not be in the review. What stood under it waits."""
    return _different(pieces, [_open(pieces, key).unplaced(Fate.SET_ASIDE), *_released(pieces, key)])


def put_back(pieces: Pieces, key: str) -> Move:
    """A piece waits again, and with it what stood under it."""
    return _different(pieces, [_open(pieces, key).unplaced(), *_released(pieces, key)])


def reworded(pieces: Pieces, key: str, *, text: str, says: Says | None = None) -> Move:
    """A piece says something else than the document, and beside its text what `says` has. Its sources stay."""
    piece = _open(pieces, key)
    text = held(text, field="text").strip()
    if not text:
        raise Refused(Why("Write what this piece says, or set it aside"), field="text")
    return _different(pieces, [replace(piece, text=text, says=piece.says if says is None else says)])


def joined(pieces: Pieces, first: str, second: str, *, between: str, key: str) -> Move:
    """Two pieces become one, `key`, in this order. It is what one of them was placed as; two placements refuse."""
    one, other = _open(pieces, first), _open(pieces, second)
    if first == second:
        raise Refused(Why("Choose another piece of text"), field="other")
    if between not in set(Between):
        raise Refused(Why("Choose what stands between the two pieces"), field="between")
    if one.fate == other.fate == Fate.PLACED:
        raise Refused(Why("Both pieces are placed. Put one of them back first."), field="other")
    text = one.text + between + other.text
    if len(text) > LONGEST:
        raise Refused(Why("Together these pieces are longer than {longest} characters", longest=LONGEST), field="other")
    stands = one if one.fate == Fate.PLACED else other
    fate = stands.fate if one.fate == other.fate or stands.fate == Fate.PLACED else Fate.WAITING
    sources = one.sources + other.sources
    guess = _by_hand(stands.guess if stands.guess.role else other.guess)
    says = together(one.says, other.says)
    whole = replace(
        stands, key=key, position=_position(sources), text=text, sources=sources, fate=fate, guess=guess, says=says
    )
    moved = _led_to(pieces, {first, second}, key)
    gone = [replace(piece, fate=Fate.REPLACED) for piece in (one, other)]
    return Move((*gone, *moved), (whole,))


def split(pieces: Pieces, key: str, *, whole: str, cuts: Sequence[int], keys: Sequence[str]) -> Move:
    """A piece becomes several, cut at these places of its text. The first keeps its placement, the others wait.

    `whole` is the document's text; `keys` name the parts, one more than there are cuts.
    """
    piece = _open(pieces, key)
    texts = _between_cuts(piece.text, cuts)
    if not cuts or not all(texts):
        raise Refused(Why("Choose a place to split, with words before and after it"), field="text")
    sources = divided(whole, piece.sources, piece.text, cuts)
    if not all(sources):
        raise Refused(
            Why("One part would have no words of the document in it. Split the original wording."), field="text"
        )
    return _in_parts(pieces, piece, texts=texts, sources=sources, keys=keys)


def kept_apart(pieces: Pieces, key: str, *, whole: str, keys: Sequence[str]) -> Move:
    """A piece that joins several stretches of the document becomes one piece for each of them, in its own words."""
    piece = _open(pieces, key)
    runs = stretches(whole, piece.sources)
    if len(runs) < 2:
        raise Refused(Why("This piece stands together in the document: there is nothing to keep apart"))
    texts = [whole[run[0].start : run[-1].end].strip() for run in runs]
    return _in_parts(pieces, piece, texts=texts, sources=runs, keys=keys)


def _in_parts(
    pieces: Pieces, piece: Piece, *, texts: list[str], sources: Sequence[tuple[Source, ...]], keys: Sequence[str]
) -> Move:
    """The pieces that one becomes. The first keeps its placement, the others wait; none of it is sure any more."""
    said = shared_out(piece.says, texts)
    guess = _by_hand(piece.guess)
    made = [
        replace(piece.unplaced(), key=name, position=_position(part), text=text, sources=part, guess=guess, says=says)
        for name, text, part, says in zip(keys, texts, sources, said, strict=True)
    ]
    if piece.fate == Fate.PLACED:
        first = made[0]
        made[0] = replace(
            piece, key=first.key, position=first.position, text=first.text, sources=first.sources, says=first.says
        )
    moved = _led_to(pieces, {piece.key}, keys[0])
    return Move((replace(piece, fate=Fate.REPLACED), *moved), tuple(made))


def cuts_of(text: str, typed: str) -> list[int]:
    """Where a person put blank lines into a text, as places in the text. Raises `Refused` if its words changed."""
    typed = held(typed, field="text").strip()
    if not same_words(text, typed):
        raise Refused(Why("Put in blank lines only. The words can be changed afterwards."), field="text")
    counts, count = [], 0
    for part in _BLANK_LINES.split(typed)[:-1]:
        count += len("".join(part.split()))
        counts.append(count)
    if not counts:
        raise Refused(Why("Put a blank line where the text is to be split"), field="text")
    if len(counts) >= MOST_PARTS:
        raise Refused(Why("Split into {most} pieces at most", most=MOST_PARTS), field="text")
    solid = [at for at, letter in enumerate(text) if not letter.isspace()]
    return [solid[count] for count in counts]


def taken_back(pieces: Pieces, *, before: Iterable[Piece], made: Collection[str]) -> Move:
    """A move undone: its pieces as they were before it, what it made replaced.

    `pieces` are those of the move as they are now, with what stands under them and what they stood under.
    """
    restored = {piece.key: piece for piece in before}
    gone = {key: replace(pieces[key], fate=Fate.REPLACED) for key in made}
    after = {**pieces, **restored, **gone}
    for piece in after.values():
        if piece.fate == Fate.PLACED and piece.under and not (piece.under in after and after[piece.under].is_finding):
            raise Refused(Why("Undo the later steps first: they concern this piece's finding or actions"))
    return Move((*gone.values(), *restored.values()))


def sums(fates: Iterable[str]) -> dict[str, int]:
    """How many pieces have each fate, replaced ones not counted, and how many there are in all, under `whole`."""
    counts = {fate.value: 0 for fate in Fate if fate is not Fate.REPLACED}
    for fate in fates:
        if fate != Fate.REPLACED:
            counts[fate] += 1
    return {**counts, "whole": sum(counts.values())}


def _open(pieces: Pieces, key: str) -> Piece:
    piece = pieces[key]
    if piece.fate == Fate.APPLIED:
        raise Refused(
            Why("This piece is in the review already. Change it on the results sheet, or undo bringing it in.")
        )
    if piece.fate == Fate.REPLACED:
        raise Refused(Why("This piece was joined or split meanwhile"))
    return piece


def _under(pieces: Pieces, keys: Collection[str]) -> list[Piece]:
    return [piece for piece in pieces.values() if piece.under in keys and piece.fate == Fate.PLACED]


def _by_hand(guess: Guess) -> Guess:
    """What is left of a guess after its piece was joined or divided: never enough to be sure."""
    return replace(guess, confidence=0.5 if guess.role else None, reason="", values={}, already=False)


def _led_to(pieces: Pieces, gone: Collection[str], key: str) -> list[Piece]:
    """The pieces that stand under one of those that are gone, or are taken for doing so, under this one instead."""
    moved = {piece.key: replace(piece, under=key) for piece in _under(pieces, gone)}
    for piece in pieces.values():
        if piece.guess.under in gone and piece.fate not in (Fate.APPLIED, Fate.REPLACED) and piece.key not in gone:
            moved[piece.key] = moved.get(piece.key, piece).guessed(under=key)
    return list(moved.values())


def _released(pieces: Pieces, key: str) -> list[Piece]:
    return [piece.unplaced() for piece in _under(pieces, {key})]


def _different(pieces: Pieces, after: Iterable[Piece]) -> Move:
    return Move(tuple(piece for piece in after if piece != pieces[piece.key]))


def _position(sources: Iterable[Source]) -> int:
    return min(source.start for source in sources)


def _between_cuts(text: str, cuts: Sequence[int]) -> list[str]:
    ends = [0, *cuts, len(text)]
    return [text[start:end].strip() if 0 <= start < end else "" for start, end in pairwise(ends)]
