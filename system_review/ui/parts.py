"""What the base page and the marks of ratings are drawn from. Pure: plain words and ready-made addresses, no Django.

Whoever shows a page fills these in; nothing here looks anything up. Words are already in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

# The marks that exist as shapes, each with a class of the same name in `ui.css`.
SHAPES = ("red", "amber", "green", "not_yet_known", "not_applicable", "not_reviewed", "not_rated")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. Without an address they are only words (the last part of a breadcrumb)."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the ways into a review; `count` is shown in a dark circle when it is not nought."""

    text: str
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class LookAs:
    """In the example alone: as which of its roles one can look at it (key and word), and as which one does."""

    url: str
    roles: tuple[tuple[str, str], ...]
    now: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The dark bar: whose partnership this is and who is signed in."""

    partnership: str = ""
    partnership_url: str = ""
    switch_url: str = ""  # for somebody of several partnerships: where theirs are listed
    home_url: str = "/"
    person: str = ""
    person_url: str = ""
    help_url: str = ""
    until: str = ""  # until when a guest may read, in words
    look_as: LookAs | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a page's own content. `help_url` is the part of the guide about this page."""

    title: str
    about: str = ""  # one quiet line: date, framework, marking
    crumbs: tuple[Link, ...] = ()
    tabs: tuple[Tab, ...] = ()
    help_url: str = ""
    seen: str = ""  # who sees it, in a line of its own
    seen_url: str = ""  # where that is changed
    held: str = ""  # that a legal hold keeps it
    tabs_name: str = ""  # what the tabs lead through, where it is not a review


@dataclass(frozen=True, slots=True)
class Notice:
    """What has just happened, in a sentence; where to go on reading (an id on the page); how to undo it.

    `undo_first`: reading goes on at this line, so that the next Tab is Undo; it leads to `focus` from there.
    """

    text: str
    focus: str = ""
    undo_url: str = ""
    undo_first: bool = False
    link: Link | None = None  # to what is still to be done about it


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating as it is drawn: one mark, or two halves with a slash. Each half is a shape and its words.

    Halves without words of their own stand before the words of the last one ("Requires improvement").
    """

    halves: tuple[tuple[str, str], ...]


def rating_of(*, word: str, shapes: tuple[str, ...], words: tuple[str, ...]) -> Rating:
    """A step of a scale as its halves, if the step's word is made of its colours' words; else its shapes and word.

    `shapes` and `words` belong together, better first; a rating that is no step has one of each.
    """
    if len(shapes) < 2:
        return Rating(((shapes[0] if shapes else "not_rated", word),))
    if word == "/".join(words):
        return Rating(tuple(zip(shapes, words, strict=True)))
    return Rating((*((shape, "") for shape in shapes[:-1]), (shapes[-1], word)))


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Part(Generic[Made]):
    """A part of a page that is worked out only if it was not drawn before from the same facts.

    `make` may look at nothing that is not among `facts`; these can be compared.
    """

    facts: Hashable
    make: Callable[[], Made]
