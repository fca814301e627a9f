"""What a file of ours says when it comes back: findings, actions, ratings and comments, as plain data. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from system_review.documents.rules.returned.cells import OtherCells
from system_review.documents.writers.marks import Extent, Source


class What(StrEnum):
    """What a thing of the file is."""

    FINDING = "finding"
    ACTION = "action"
    RATING = "rating"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says in one place. `edited`: whether somebody changed it there; None where the file cannot tell.

    `print` is the fingerprint of what was exported, "" where the file has none. `means` is the day that the words of a
    time mean, where that is sure. `emptied`: the cell that always has something has nothing.
    """

    value: str
    edited: bool | None = None
    print: str = ""
    means: str = ""
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """A finding, an action, a rating or a comment of the file.

    `id` is the public id that the file gives it, `number` what it is numbered with there. `spot` is
    "domain/level/stage" by the framework's keys. `under` and `about` are numbers of other things of the file: the
    finding of an action, what a comment is on. `said` has by field what stands there: text, lead, due, status, notes,
    stage, colour, rating.
    `goes_on` is true where somebody wrote a further paragraph under it: a finding's text has it, an action's notes.
    `in_list` is true for a row of a list, where the order of things says nothing.
    """

    what: What
    said: Mapping[str, Said]
    id: str = ""
    number: str = ""
    spot: str = ""
    colour: str = ""
    under: int | None = None
    under_number: str = ""
    about: int | None = None
    by: str = ""
    place: str = ""
    in_list: bool = False
    goes_on: bool = False

    def value(self, name: str) -> str:
        """What the file says in a field; "" for nothing."""
        return self.said[name].value if name in self.said else ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file of ours as it came back: what it names as what it was made from, and its things.

    `spots` are the stages that it holds: what belongs to another was never in it. `foreign_columns` are the heads of
    columns in its lists that we did not make: what stands in them is compared with nothing. `others` are changed cells
    of our own lists that are compared with nothing either.
    """

    source: Source = field(default=Source())
    things: tuple[Thing, ...] = ()
    spots: tuple[str, ...] = field(default=())
    foreign_columns: tuple[str, ...] = ()
    others: tuple[OtherCells, ...] = ()

    @property
    def has_marks(self) -> bool:
        """Whether anything in it still has the hidden name that we gave it."""
        return any(thing.id for thing in self.things)


def as_plain(returned: Returned) -> dict[str, Any]:
    """As JSON keeps it."""
    return asdict(returned)


def from_plain(plain: Mapping[str, Any]) -> Returned:
    """As it was kept."""
    things = (
        Thing(
            **{
                **thing,
                "what": What(thing["what"]),
                "said": {name: Said(**said) for name, said in thing["said"].items()},
            }
        )
        for thing in plain["things"]
    )
    foreign = tuple(plain.get("foreign_columns", ()))  # files of the version before have none
    others = tuple(
        OtherCells(**{**each, "rows": tuple(each["rows"])})
        for each in plain.get("others", ())  # nor these
    )
    return Returned(_source(plain), tuple(things), tuple(plain["spots"]), foreign, others)


def _source(plain: Mapping[str, Any]) -> Source:
    kept = plain.get("source")
    if kept is None:  # of the version before, in which a part told no change
        is_part = bool(plain["review"]) and not plain["event"]
        return Source(plain["review"], plain["event"], Extent.PART if is_part else Extent.WHOLE)
    return Source(**{**kept, "extent": Extent(kept["extent"])})
