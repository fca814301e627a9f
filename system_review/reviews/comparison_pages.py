"""What a page that compares two states of a review is drawn from. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.reviews.rules.same_words import Piece
from system_review.ui.parts import Link, Part, Rating, Tab


@dataclass(frozen=True, slots=True)
class Row:
    """One detail that changed: what it is called, as it was and as it is. An empty text says that there is none."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it was and as it is, in pieces. `is_same`: it did not change, and stands once."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    is_same: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed.

    `happened` says how in a few words; `old` and `new` are its mark (a colour or an overall rating) on both sides, None
    where it has none there. `was` and `now`: whether it is there at all.
    """

    kind: str
    name: str  # "Finding"
    happened: str
    old: Rating | None
    new: Rating | None
    words: Words | None
    rows: tuple[Row, ...] = ()
    was: bool = True
    now: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in one stage."""

    old: str  # what the earlier state is called
    new: str
    name: str
    url: str  # where it stands now; "" for nowhere
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two states of a review beside one another."""

    old: str  # what the earlier state is called
    new: str
    summary: str  # the whole in a line
    notes: tuple[str, ...]  # what one must know to read it
    kinds: tuple[Tab, ...]  # all, and each kind, with its number
    groups: tuple[Part[Group], ...]
    nothing: str = ""  # said where nothing changed


@dataclass(frozen=True, slots=True)
class Comparable:
    """What a version can be compared with."""

    link: Link
    about: str
