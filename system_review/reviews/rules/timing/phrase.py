"""One phrase of time as found in a sentence, and what it comes to by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from system_review.errors import Why
from system_review.reviews.rules.timing.due import Choice, Repeats
from system_review.reviews.rules.timing.named import Weak


class Kind(Enum):
    """What a phrase says about when."""

    DAY = "day"  # when it is due
    END = "end"  # until when
    REPEATS = "repeats"  # how often
    START = "start"  # from when
    LENGTH = "length"  # how long
    OCCASION = "occasion"  # by a meeting or another thing without a date
    UNDATED = "undated"  # ongoing, as soon as possible
    TENTATIVE = "tentative"  # to be confirmed
    PASSED = "passed"  # about something else: an age, what is over


@dataclass(frozen=True)
class Phrase:
    """What tokens `first` to `after` (excluded) say. `on` is None when nothing is likeliest."""

    kind: Kind
    first: int
    after: int
    reason: Why
    on: date | None = None
    repeats: Repeats | None = None
    choices: tuple[Choice, ...] = ()
    sure: bool = True
    weak: Weak = Weak.NO
    whole: bool = False  # day, month and year are written out, so that it may lie in the past
    past: bool = False

    @property
    def dates(self) -> bool:
        """Whether it says when something is due."""
        return self.kind in {Kind.DAY, Kind.END}


def distinct(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices without those that come to the same as an earlier one."""
    by_meaning: dict[tuple[date | None, Repeats | None], Choice] = {}
    for choice in choices:
        by_meaning.setdefault((choice.on, choice.repeats), choice)
    return tuple(by_meaning.values())
