"""Actions: when one is overdue, and which may wait for which. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from system_review.errors import Why
from system_review.reviews.rules.calendar_days import months_later
from system_review.reviews.rules.words import CLOSED, Status


def is_open(status: str) -> bool:
    """Whether something is still to be done."""
    return Status(status) not in CLOSED


def is_overdue(*, status: str, due_on: date | None, today: date) -> bool:
    """An open action is overdue from the day after it was due."""
    return due_on is not None and due_on < today and is_open(status)


def is_difference_untold(*, status: str, difference: str, is_check: bool) -> bool:
    """Whether something was done and nobody has said yet what difference it made. A check makes none."""
    return status == Status.DONE and not difference.strip() and not is_check


class Later(StrEnum):
    """How far dates can be moved on, many at once."""

    WEEK = "1w"
    FORTNIGHT = "2w"
    MONTH = "1m"
    QUARTER = "3m"
    HALF_YEAR = "6m"


def later(on: date, by: Later) -> date:
    """The day that is so much later; at a month's end that month's last day, if it is shorter."""
    count = int(by.value[:-1])
    return on + timedelta(weeks=count) if by.value.endswith("w") else months_later(on, count)


def why_not_wait(action: int, waits_for: int, *, waiting: Mapping[int, Iterable[int]]) -> Why | None:
    """Why one action cannot wait for another: it would wait for itself in the end. None if it can.

    `waiting` says for each action which ones it waits for already.
    """
    ahead, seen = [waits_for], {waits_for}
    while ahead:
        current = ahead.pop()
        if current == action:
            return Why("Choose another action: that one waits for this one already")
        fresh = set(waiting.get(current, ())) - seen
        seen |= fresh
        ahead.extend(fresh)
    return None
