"""Hidden names in our Word and Excel files, by which a file that partners edited is known again. Pure.

A mark names a thing by its public id and carries fingerprints of what was written there, so that it can be told later
who changed something: whoever edited the file, or this product since. No word is kept in a mark.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from system_review.documents.writers.pages import PlanEntry
    from system_review.reviews.snapshots import ActionSnapshot, ReviewSnapshot

ID = "[2-9a-kmnp-z]{22}"
_LONG, _SHORT = 8, 4
FINDING = 6  # characters of the fingerprint of a finding's text; that of its place follows
_MARK = re.compile(rf"_?sr_(?P<kind>[a-z])_(?P<id>{ID})(?P<prints>(?:_[0-9a-f]{{4,10}})*)")
_FILE = re.compile(rf"_?sr_r_(?P<review>{ID})_(?P<event>\d{{1,9}})(?P<extent>[po]?)")
_VERSION = "v"  # the kind of the mark that names an agreed version; with the file's own it were too long for Word


class Extent(StrEnum):
    """How much of a review a file holds: what is missing in a part is not gone, and a place has ratings of its own."""

    WHOLE = ""
    PART = "p"
    ONE_PLACE = "o"


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says that it was made from: a review, its last change (0: not told), how much of it, which version.

    Of an agreed version the change is the one by which it was agreed.
    """

    review: str = ""
    event: int = 0
    extent: Extent = Extent.WHOLE
    version: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it holds a part only. Files that tell no change were made for somebody who sees a part."""
        return self.extent != Extent.WHOLE or bool(self.review and not self.event)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a file is made from, and the ids of what is in it."""

    source: Source
    names: Mapping[str, str] = field(default_factory=dict)  # from the names local to the file: f1, a1, c1
    places: Mapping[str, str] = field(default_factory=dict)  # where each finding stands, as `place_words` has it

    @classmethod
    def of(cls, snapshot: ReviewSnapshot, source: Source, names: Mapping[str, str]) -> Marks:
        """The marks of a file that is written from this snapshot."""
        cells = {cell.ref: "/".join((cell.domain, cell.level or "", cell.stage)) for cell in snapshot.cells}
        places = {each.ref: place_words(cells[each.cell], each.colour) for each in snapshot.findings}
        return cls(source, names, places)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it was read: `kind` is f, a, l (who leads), w (when and how it stands), p (in the plan), c (rating)."""

    kind: str
    id: str
    prints: tuple[str, ...] = ()


def print_of(text: str, length: int = _LONG) -> str:
    """The fingerprint of a text, the same however its white space is set."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def place_words(spot: str, colour: str) -> str:
    """Where a finding stands: its stage by the framework's keys, and its colour."""
    return f"{spot} {colour}"


def state_prints(when: str, status: str) -> str:
    """The fingerprints of when an action is due and of how it stands, in the room of one."""
    return print_of(when, _SHORT) + print_of(status, _SHORT)


def due_written(action: ActionSnapshot) -> str:
    """When an action is due as a list has it, in two columns: the words, and the day."""
    parts = (action.due_words.strip(), action.due_on.isoformat() if action.due_on else "")
    return " = ".join(part for part in parts if part)


def file_marks(marks: Marks) -> tuple[str, ...]:
    """The marks of the whole file: the review, and the agreed version if it is made from one."""
    source = marks.source
    own = f"sr_r_{source.review}_{source.event}{source.extent}"
    return (own, f"sr_{_VERSION}_{source.version}") if source.version else (own,)


def finding_mark(marks: Marks | None, ref: str, text: str) -> str:
    """The mark round a finding's text; without ids the name local to the file."""
    place = marks.places.get(ref, "") if marks else ""
    return _named(marks, "f", ref, print_of(text, FINDING) + print_of(place, _SHORT))


def action_mark(marks: Marks | None, ref: str, text: str) -> str:
    return _named(marks, "a", ref, print_of(text))


def lead_mark(marks: Marks | None, entry: PlanEntry) -> str:
    return _named(marks, "l", entry.ref, print_of(entry.lead + entry.rest_of_lead()))


def state_mark(marks: Marks | None, entry: PlanEntry) -> str:
    return _named(marks, "w", entry.ref, state_prints(entry.when, entry.status))


def row_mark(marks: Marks, entry: PlanEntry, *, when: str | None = None) -> str:
    """The mark of a row that holds all of an action; `when` is its time as it stands there."""
    state = state_prints(entry.when if when is None else when, entry.status)
    prints = (print_of(entry.text), print_of(entry.lead + entry.rest_of_lead()), state)
    return _named(marks, "a", entry.ref, *prints)


def plan_mark(marks: Marks | None, ref: str) -> str:
    return _named(marks, "p", ref)


def rating_mark(marks: Marks | None, ref: str, word: str) -> str:
    return _named(marks, "c", ref, print_of(word))


def _named(marks: Marks | None, kind: str, ref: str, *prints: str) -> str:
    if marks is None or ref not in marks.names:
        return f"sr_{kind}_{ref}"
    return "_".join(("sr", kind, marks.names[ref], *prints))


def read_mark(name: str) -> Mark | None:
    """The mark that a bookmark or a hidden cell is; None if it is none, or one local to its file."""
    found = _MARK.fullmatch(name)
    if found is None:
        return None
    return Mark(found["kind"], found["id"], tuple(filter(None, found["prints"].split("_"))))


def source_in(names: Iterable[str]) -> Source | None:
    """What a file says by its marks that it was made from; None if it does not."""
    source, version = None, ""
    for name in names:
        if source is None and (found := _FILE.fullmatch(name)):
            source = Source(found["review"], int(found["event"]), Extent(found["extent"]))
        elif (mark := read_mark(name)) and mark.kind == _VERSION:
            version = mark.id
    return replace(source, version=version) if source else None
