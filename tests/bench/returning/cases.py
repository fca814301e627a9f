"""An export of the example, to be edited, with what has been changed in it so far: the answer key. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.kinds import kind_of
from system_review.documents.readers.reading import read
from system_review.documents.rules.returned.differences import Difference, differences
from system_review.documents.rules.returned.gathering import returned_in
from system_review.documents.rules.returned.present import Present, present_of
from system_review.documents.writers.formats import FORMATS
from system_review.documents.writers.marks import Marks, Source
from system_review.documents.writers.wording import english
from system_review.frameworks.files import shipped
from system_review.reviews.example import example_snapshot
from system_review.reviews.snapshots import ActionSnapshot, FindingSnapshot, ReviewSnapshot

AS_AT = date(2027, 4, 20)
_LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"


@dataclass(frozen=True)
class Wanted:
    """A difference that the file should show: `about` is an id ("" for something new)."""

    kind: str
    about: str
    theirs: str = ""


@dataclass
class Case:
    """A file that is being edited. `wanted` grows with each edit; `touched` are ids that were edited already."""

    name: str
    format: str
    data: bytes
    chance: random.Random
    wanted: list[Wanted] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    edits: list[str] = field(default_factory=list)
    has_names: bool = True

    def want(self, kind: str, about: str, theirs: str = "") -> None:
        """Note a change in the answer key."""
        self.wanted.append(Wanted(kind, about, theirs))
        self.touched.add(about)


@cache
def snapshot() -> ReviewSnapshot:
    """The example as it is exported."""
    framework = next(one for one in shipped() if one.key == "contextual-safeguarding")
    return example_snapshot(framework, today=AS_AT)


@cache
def names() -> dict[str, str]:
    """Public ids for everything in it, always the same."""
    chance = random.Random(7)
    things = (*snapshot().findings, *snapshot().actions, *snapshot().cells)
    return {each.ref: "".join(chance.choice(_LETTERS) for _ in range(22)) for each in things}


@cache
def exported(format_key: str) -> bytes:
    """The example's export, with its hidden names."""
    marks = Marks.of(snapshot(), Source("a" * 22, 57), names())
    return FORMATS[format_key].write(snapshot(), english(AS_AT), marks=marks)


@cache
def present() -> Present:
    """The example as the review that the file comes back to."""
    return present_of(snapshot(), names(), english(AS_AT))


def findings() -> list[FindingSnapshot]:
    """What stands in full in the file."""
    return [each for each in snapshot().findings if not each.archived]


def actions() -> list[ActionSnapshot]:
    """The actions that serve a finding of the file."""
    there = {each.ref for each in findings()}
    return [each for each in snapshot().actions if not each.archived and any(s.finding in there for s in each.serves)]


def came_back(data: bytes, *, now: Present | None = None) -> list[Difference]:
    """What is different in a file that came back."""
    reading = read(data, kind_of(data, "returned"))
    framework = snapshot().framework
    understanding = understand(reading, framework, base=AS_AT)
    return differences(returned_in(reading, understanding, framework, base=AS_AT), now or present())
