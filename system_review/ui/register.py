"""The navigation's register: higher rooms enter their tab of a review here, and the review's pages show it; their page
about a whole partnership, to which the partnership's own page leads; what stands in the foot of every page; and where
the archive of a review leads.

Empty until the rooms' `apps.py` are ready; nobody holds a list of all screens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar


class Entry(Protocol):
    """What can be entered: known by its key."""

    @property
    def key(self) -> str: ...


Kind = TypeVar("Kind", bound=Entry)


class Entries(Generic[Kind]):
    """What was entered, in the order of entering."""

    def __init__(self) -> None:
        self._entries: list[Kind] = []

    def __iter__(self) -> Iterator[Kind]:
        return iter(tuple(self._entries))

    def add(self, entry: Kind) -> None:
        """Enter it; entering the same key again replaces it."""
        self._entries[:] = [*(known for known in self._entries if known.key != entry.key), entry]


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A tab that another room adds: its words, its address from (partnership slug, review id), and what it counts."""

    key: str
    text: Callable[[], str]
    address: Callable[[str, str], str]
    count: Callable[[Any, Any], int] | None = None  # (review, member) → what is waiting there
    shown: Callable[[Any, Any], bool] | None = None  # (review, member) → whether there is something for this member
    after: str = ""  # the key of the tab that it stands behind; "" for the end


TABS = Entries[TabEntry]()


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A page about a whole partnership: its words, its address from the slug, and whether this member may open it."""

    key: str
    text: Callable[[], str]
    address: Callable[[str], str]
    is_for: Callable[[Any], bool]


PLACES = Entries[PlaceEntry]()


def places_for(member: Any) -> tuple[PlaceEntry, ...]:
    """The pages about the partnership that this member may open."""
    return tuple(entry for entry in PLACES if entry.is_for(member))


@dataclass(frozen=True, slots=True)
class FootEntry:
    """A page to which every page leads: its words, and its address from a partnership's slug ("" outside any)."""

    key: str
    text: Callable[[], str]
    address: Callable[[str], str]


FOOT = Entries[FootEntry]()


@dataclass(frozen=True, slots=True)
class AsideEntry:
    """A page about what of a review was archived: its words, its address, and whether this member may open it."""

    key: str
    text: Callable[[], str]
    address: Callable[[str, str], str]  # from (partnership slug, review id)
    is_for: Callable[[Any], bool]


ASIDES = Entries[AsideEntry]()
