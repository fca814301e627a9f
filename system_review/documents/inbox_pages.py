"""What the pages of bringing in are drawn from. Pure: words in the reader's language, ready-made addresses, no Django.

An address that is empty means that this reader may not do it; its link or button is not shown. Texts have gone
through `texts.shown`. On screen a passage is a *piece of text*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Choices = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Sums:
    """How many pieces there are, and what became of them. The five parts add up to the whole.

    `waiting` need a person; `sure` wait as well, but may be accepted all at once.
    """

    whole: int
    placed: int
    applied: int
    set_aside: int
    waiting: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text in the list of those brought in."""

    name: str
    about: str  # "pasted by Anwen on 20 April 2027"
    sums: Sums
    url: str
    version: int
    set_aside_url: str = ""
    return_url: str = ""
    state: str = ""  # a word on a text that is being read, or could not be


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A piece where it stands in the text. `mark` is a colour's value, for its edge and shape; "" where it has none."""

    key: str
    start: str
    rest: str
    name: str  # its first words, for whoever hears a link without what stands around it
    place: str
    fate: str
    what: str  # "Red finding · Target, Level 1, Referral"; "Waits"
    mark: str = ""
    url: str = ""  # opens it, or shows it on the results sheet
    return_url: str = ""  # puts it back to waiting
    version: int = 0
    beside: str = ""  # what a placed action says beside its text


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A finding that is placed, or one that is in the review already, with the actions placed under it."""

    finding: PieceLine | None
    words: str = ""  # of a finding that is in the review already
    mark: str = ""
    actions: tuple[PieceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a piece is taken for: in words, its colour's value, what it says beside its text, and why."""

    what: str
    mark: str = ""
    beside: str = ""  # "Lead: Meera, health · by the end of June (30 June 2027)"
    reason: str = ""
    can_accept: bool = False


@dataclass(frozen=True, slots=True)
class SureLine:
    """A piece that may be accepted with all the others: exactly the text that would be kept."""

    key: str
    text: str
    name: str
    taken: Taken
    url: str


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question about the open piece: its words, what it is about beside that, and its answers, likeliest first."""

    words: str
    about: Sequence[str]
    more: int  # further pieces that it is about, not shown
    answers: Sequence[tuple[str, str]]  # what the button posts, its words
    url: str
    version: int
    each: Sequence[tuple[str, str]] = ()  # the pieces that may be answered for apart: their ids and texts
    is_apart: bool = False  # whether one mostly does


@dataclass(frozen=True, slots=True)
class OpenPiece:
    """The piece that a person looks at, with all that can be done with it. Addresses by what they do."""

    key: str
    version: int
    title: str
    text: str  # as it is stored, for the boxes
    shown: str
    place: str
    wording: str  # the document's own words, where they differ; else ""
    tag: str  # "3 of 9 that wait"
    fate: str
    urls: dict[str, str]
    join_next: str = ""  # what the button posts; "" where there is no neighbour
    join_previous: str = ""
    taken: Taken | None = None
    asked: AskedLine | None = None
    stretches: Sequence[str] = ()  # the document's own lines, where several are joined
    next_url: str = ""
    previous_url: str = ""
    beside: str = ""  # what a placed action says beside its text
    understood: Sequence[str] = ()  # how its leads and its time were understood, a line each


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A text and what becomes of its pieces, which themselves are drawn beside it."""

    sums: Sums
    placed: Sequence[PlacedGroup]
    open: OpenPiece | None
    told: Sequence[str]
    version: int
    apply_url: str = ""
    undo_url: str = ""
    undo_words: str = ""  # what it would take back
    return_url: str = ""  # brings the whole text back, where it was set aside
    sheet_url: str = ""
    placed_more: str = ""  # the address that shows all that is placed, where it is much
    sure: Sequence[SureLine] = ()
    sure_more: str = ""  # the address that shows all of them, where they are many
    accept_url: str = ""
    preview_url: str = ""
    kept: str = ""  # how long the file is kept, in a sentence
    keep_url: str = ""
    keep_words: str = ""
