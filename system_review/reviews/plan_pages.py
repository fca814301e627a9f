"""What the plan's rows are drawn from. Pure: ready to print, as in `pages.py`."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.reviews.pages import Mark
from system_review.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Kind:
    """What an action is for ("To get to amber"), and the stages where it is for that."""

    word: str
    stages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """An action, ready to print. `lead` is the accountable one, `others` goes on after it; both empty: nobody yet."""

    anchor: str
    public_id: str
    version: int
    text: str  # the whole of it; `start` and `rest` are the same, folded
    start: str
    rest: str
    kinds: tuple[Kind, ...]
    serves: str  # "Serves 3 stages"; "" for one
    lead: str
    lead_url: str
    others: str
    when: str
    tag: str  # "overdue"
    remark: str  # "12 December 2026 is a Saturday", while it is open
    status: str
    status_word: str
    priority: str  # "" for normal
    waits: tuple[str, ...]
    difference: str
    changed: str
    change_url: str  # "" if this reader may not
    mark: Mark | None
    progress_url: str
    check_url: str  # "" where nothing is to be looked at again, or not by this reader
    for_place: str = ""  # the place that it is for; "" for all
    is_untold: bool = False  # it is done, and nobody has said yet what difference it made


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head, which sorts by it."""

    text: str
    url: str
    order: str = ""  # "ascending" or "descending" while the rows stand in this order
