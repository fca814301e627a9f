"""The sheets of a torn text: which pieces belong to which level, how they were read, and the lists of ratings. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from system_review.documents.interpreter.garbled.pieces import Piece
from system_review.documents.interpreter.headings import Named
from system_review.reviews.rules.words import Colour

COLOURS = (Colour.RED.value, Colour.AMBER.value, Colour.GREEN.value)


@dataclass(slots=True)
class PrintedRating:
    """A rating as it is printed: its piece, the stage above it and the level beside it, "" where there is none."""

    piece: Piece
    stage: str
    level: str
    rating: str


@dataclass(slots=True)
class TornSheet:
    """One sheet: its level's key ("" if its heads name none), what it says in order, and its heads.

    `backwards` is true if its columns were read from right to left, each action before its finding.
    """

    level: str = ""
    domain: str = ""
    said: list[Piece] = field(default_factory=list)
    heads: list[Piece] = field(default_factory=list)
    ratings: list[PrintedRating] = field(default_factory=list)

    @property
    def backwards(self) -> bool:
        """By the order of the heads of its columns: green first is backwards."""
        named = [piece.named for piece in self.heads if piece.named]
        order = [COLOURS.index(each.plan or each.colour) for each in named if (each.plan or each.colour) in COLOURS]
        rising = sum((other > one) - (other < one) for one, other in pairwise(order))
        if rising:
            return rising < 0
        first = next((each for each in named if each.is_plan or each.is_found or each.colour), Named())
        return first.is_plan


def sheets_of(pieces: Sequence[Piece]) -> tuple[list[TornSheet], list[list[PrintedRating]], list[Piece]]:
    """The sheets in order, the lists of ratings in order, and the pieces before the first head, which are notes."""
    starts = _starts(pieces)
    sheets, lists, before = [], _lists(pieces), list(pieces[: starts[0]]) if starts else list(pieces)
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        sheet = TornSheet()
        for piece in pieces[start:end]:
            if piece.says:
                sheet.said.append(piece)
            elif not piece.is_rating:
                sheet.heads.append(piece)
        named = [piece.named for piece in sheet.heads if piece.named]
        sheet.level = next((each.level for each in named if each.level), "")
        sheet.domain = next((each.domain for each in named if each.domain), "")
        sheets.append(sheet)
    return sheets, lists, before


def _starts(pieces: Sequence[Piece]) -> list[int]:
    """Where each sheet begins: at the first head that names a column which the sheet has already."""
    starts: list[int] = []
    seen: set[str] = set()
    run = None  # where the heads that stand together here began
    for at, piece in enumerate(pieces):
        named = piece.named
        if named is None or named.says_overall:
            run = None
            continue
        keys = _keys(named)
        is_head = bool(keys) or named.is_found or named.is_plan
        if not is_head:
            continue
        run = at if run is None else run
        if not starts or keys & seen:
            starts.append(run)
            seen = set()
        seen |= keys
    return starts


def _keys(named: Named) -> set[str]:
    """What a sheet has only once: a column's plan, a colour, a level of its own."""
    keys = {f"plan {named.plan}"} if named.plan else set()
    keys |= {f"colour {named.colour}"} if named.colour and not named.plan else set()
    return keys | ({"level"} if named.level and not named.stage and not named.says_overall else set())


def _lists(pieces: Sequence[Piece]) -> list[list[PrintedRating]]:
    """The ratings as they are listed. A new list begins where the stages begin again, or after something is said."""
    lists: list[list[PrintedRating]] = []
    stage, fresh, listed = "", True, set[str]()
    for piece in pieces:
        named = piece.named
        if named is None:
            fresh = True
            continue
        if named.stage and not named.says_overall:
            if named.stage in listed:
                fresh = True
            stage = named.stage
        if not named.says_overall or not named.rating:
            continue
        stage = named.stage or stage
        if fresh or stage in listed:
            lists.append([])
            listed = set()
        lists[-1].append(PrintedRating(piece, stage, named.level, named.rating))
        listed.add(stage)
        stage, fresh = "", False
    return lists
