"""What changed between two states of a review, and how that is counted. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from system_review.reviews.rules.sides import Found, Path, Planned, Rated
from system_review.reviews.rules.words import Colour, Status


class Kind(StrEnum):
    """What changed."""

    RATING = "rating"
    FINDING = "finding"
    ACTION = "action"


class What(StrEnum):
    """How it changed."""

    ADDED = "added"
    GONE = "gone"
    COLOUR = "colour"
    MOVED = "moved"  # to another stage
    RATING = "rating"
    REASON = "reason"
    WORDS = "words"
    LEADS = "leads"
    DUE = "due"
    STATUS = "status"
    PRIORITY = "priority"
    DIFFERENCE = "difference"
    PLACE = "place"  # for another place of the review


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: as it was (None: it was not there) and as it is (None: it is gone)."""

    kind: Kind
    what: tuple[What, ...]
    old: Rated | Found | Planned | None
    new: Rated | Found | Planned | None

    @property
    def stage(self) -> Path:
        """Where it stands now, or stood last."""
        return (self.new or self.old).stage  # type: ignore[union-attr]  # one of them is there


@dataclass(frozen=True, slots=True)
class Summary:
    """The changes counted."""

    recoloured: tuple[tuple[str, str, int], ...]  # from a colour to a colour, how many findings
    rated: int  # stages whose overall rating is another
    done: int  # actions that are done now and were not
    others: int  # things that changed in none of these ways, and neither came nor went
    counts: tuple[tuple[Kind, What, int], ...]

    def count(self, kind: Kind, what: What) -> int:
        """How many things of a kind changed in this way."""
        return next((number for k, w, number in self.counts if (k, w) == (kind, what)), 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change, stage by stage in the order of the review; within one the rating, the findings, the actions."""

    changes: tuple[Change, ...]

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    def summary(self) -> Summary:
        """What a line can tell of it."""
        recoloured = Counter(
            (change.old.colour, change.new.colour)
            for change in self.changes
            if What.COLOUR in change.what and isinstance(change.old, Found) and isinstance(change.new, Found)
        )
        order = {colour.value: place for place, colour in enumerate(Colour)}
        return Summary(
            recoloured=tuple(
                (before, after, number)
                for (before, after), number in sorted(
                    recoloured.items(), key=lambda one: (order[one[0][0]], order[one[0][1]])
                )
            ),
            rated=sum(What.RATING in change.what for change in self.changes),
            done=sum(map(_became_done, self.changes)),
            others=sum(not (_TOLD & set(change.what) or _became_done(change)) for change in self.changes),
            counts=tuple(
                (kind, what, number)
                for (kind, what), number in sorted(
                    Counter((change.kind, what) for change in self.changes for what in change.what).items()
                )
            ),
        )


_TOLD = {What.COLOUR, What.RATING, What.ADDED, What.GONE}


def _became_done(change: Change) -> bool:
    old, new = change.old, change.new
    if not isinstance(new, Planned) or new.status != Status.DONE:
        return False
    return not isinstance(old, Planned) or old.status != Status.DONE
