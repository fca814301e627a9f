"""The navigation's register: higher rooms enter their tab of a review here, and the review's pages show it; their page
about a whole partnership, to which the partnership's own page leads; what stands in the foot of every page; and where
the archive of a review leads.

Empty until the rooms' `apps.py` are ready; nobody holds a list of all screens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A tab that another room adds: its words, its address from (partnership slug, review id), and what it counts."""

    key: str
    text: Callable[[], str]
    address: Callable[[str, str], str]
    count: Callable[[Any, Any], int] | None = None  # (review, member) → what is waiting there
    shown: Callable[[Any, Any], bool] | None = None  # (review, member) → whether there is something for this member
    after: str = ""  # the key of the tab that it stands behind; "" for the end


_ENTRIES: list[TabEntry] = []


def add_tab(entry: TabEntry) -> None:
    """Enter a tab; entering the same key again replaces it."""
    _ENTRIES[:] = [*(known for known in _ENTRIES if known.key != entry.key), entry]


def added_tabs() -> tuple[TabEntry, ...]:
    """The tabs that were entered, in the order of entering."""
    return tuple(_ENTRIES)


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A page about a whole partnership: its words, its address from the slug, and whether this member may open it."""

    key: str
    text: Callable[[], str]
    address: Callable[[str], str]
    is_for: Callable[[Any], bool]


_PLACES: list[PlaceEntry] = []


def add_place(entry: PlaceEntry) -> None:
    """Enter a page about a partnership; entering the same key again replaces it."""
    _PLACES[:] = [*(known for known in _PLACES if known.key != entry.key), entry]


def added_places(member: Any) -> tuple[PlaceEntry, ...]:
    """The pages that this member may open, in the order of entering."""
    return tuple(entry for entry in _PLACES if entry.is_for(member))


@dataclass(frozen=True, slots=True)
class FootEntry:
    """A page to which every page leads: its words, and its address from a partnership's slug ("" outside any)."""

    key: str
    text: Callable[[], str]
    address: Callable[[str], str]


_FOOT: list[FootEntry] = []


def add_foot(entry: FootEntry) -> None:
    """Enter a page to which every page leads; entering the same key again replaces it."""
    _FOOT[:] = [*(known for known in _FOOT if known.key != entry.key), entry]


def foot_entries() -> tuple[FootEntry, ...]:
    """The pages to which every page leads, in the order of entering."""
    return tuple(_FOOT)


@dataclass(frozen=True, slots=True)
class AsideEntry:
    """A page about what of a review was archived: its words, its address, and whether this member may open it."""

    key: str
    text: Callable[[], str]
    address: Callable[[str, str], str]  # from (partnership slug, review id)
    is_for: Callable[[Any], bool]


_ASIDES: list[AsideEntry] = []


def add_aside(entry: AsideEntry) -> None:
    """Enter a page to which the archive of a review leads; entering the same key again replaces it."""
    _ASIDES[:] = [*(known for known in _ASIDES if known.key != entry.key), entry]


def added_asides(member: Any) -> tuple[AsideEntry, ...]:
    """The pages that this member may open, in the order of entering."""
    return tuple(entry for entry in _ASIDES if entry.is_for(member))
