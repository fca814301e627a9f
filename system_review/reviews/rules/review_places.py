"""The names of a review's places. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from system_review.errors import Why

MOST = 40
LONGEST_FOLDED = 600  # characters: single ones of some scripts become many, and what is unique is kept in an index
_EVERYTHING = frozenset({"all", "all places", "for all places"})  # what the pages call all of them together
ALL = "all"  # stands for all places where one is chosen


def folded(name: str) -> str:
    """A place's name as it is compared: without regard to case, to how many spaces, and to how letters are made."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def why_not_called(name: str, *, taken: Iterable[str] = ()) -> Why | None:
    """Why a place cannot be called this; None if it can. `taken` are the names of the other places."""
    if not folded(name):
        return Why("Enter the name of the place")
    if folded(name) in _EVERYTHING:
        return Why("All places together are called that already: give this one a name of its own")
    if len(folded(name)) > LONGEST_FOLDED:
        return Why("Shorten the name of the place")
    same = next((other for other in taken if folded(other) == folded(name)), None)
    return Why("There is a place called “{name}” already", name=same) if same is not None else None


def why_not_another(count: int) -> Why | None:
    """Why a review cannot have one place more; None if it can."""
    return Why("A review can have {most} places at most", most=MOST) if count >= MOST else None
