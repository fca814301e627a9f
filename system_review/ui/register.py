"""The navigation's register: higher rooms enter their tab of a review here, and the review's pages show it.

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
    after: str = ""  # the key of the tab that it stands behind; "" for the end


_ENTRIES: list[TabEntry] = []


def add_tab(entry: TabEntry) -> None:
    """Enter a tab; entering the same key again replaces it."""
    _ENTRIES[:] = [*(known for known in _ENTRIES if known.key != entry.key), entry]


def added_tabs() -> tuple[TabEntry, ...]:
    """The tabs that were entered, in the order of entering."""
    return tuple(_ENTRIES)
