"""Answer keys: what a document says, cell by cell, as somebody who reads it would write it down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from system_review.frameworks.files import shipped
from system_review.frameworks.snapshots import FrameworkSnapshot

KEYS = Path(__file__).parent / "keys"
KINDS = {"red": "to amber", "amber": "to green", "green": "to sustain", "not_yet_known": "to find out"}
UNRATED = {
    "not_yet_known": "Not yet known",
    "not_applicable": "Not applicable",
    "not_reviewed": "Not reviewed this time",
}


@dataclass(frozen=True)
class Person:
    """Somebody who leads actions."""

    name: str
    agency: str
    rank: str = ""

    @property
    def first(self):
        return self.name.split()[0]

    @property
    def initials(self):
        return "".join(part[0] for part in self.name.replace("-", " ").split() if part[0].isupper())


@dataclass(frozen=True)
class Action:
    """An action as it is meant, without the words for its leads and its time."""

    text: str
    leads: tuple[Person, ...] = ()
    due: str = ""
    see: tuple[str, ...] = ()
    pointer: bool = False  # nothing but a cross-reference

    @property
    def named(self):
        return tuple(person.name for person in self.leads)


@dataclass(frozen=True)
class Finding:
    """A finding; its colour is "" where the document does not tell it."""

    colour: str
    text: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A stage, `at` "domain/level/stage" or "domain/stage", or "" where the document does not tell."""

    at: str
    overall: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Key:
    """All that a document says."""

    name: str
    title: str
    style: str
    on: date
    framework: FrameworkSnapshot
    cells: tuple[Cell, ...] = field(repr=False)

    def only(self, *beginnings):
        """The same, with these sheets only ("target/level-1")."""
        kept = tuple(cell for cell in self.cells if cell.at.startswith(beginnings))
        return replace(self, cells=kept)

    def sheets(self):
        """Each sheet ("target/level-1", or "leadership") with its cells, in order."""
        found = {}
        for cell in self.cells:
            found.setdefault(cell.at.rpartition("/")[0], []).append(cell)
        return found

    def people(self):
        named = {
            person.name: person
            for cell in self.cells
            for one in cell.findings
            for action in one.actions
            for person in action.leads
        }
        return tuple(named.values())


def names_of(framework, at):
    """The framework's own words for "target/level-1/referral": domain, level ("" without), stage."""
    domain_key, *rest = at.split("/")
    domain = next(one for one in framework.domains if one.key == domain_key)
    level = next((one for one in domain.levels if rest and one.key == rest[0]), None)
    stages = level.stages if level else domain.stages
    stage = next((one for one in stages if one.key == rest[-1]), None) if rest else None
    return tuple(framework.said(one.name, "en") if one else "" for one in (domain, level, stage))


def rating_of(framework, overall):
    """A rating in the framework's words ("Amber/Red", "Not applicable"); "" for none."""
    step = next((step for step in framework.scale if step.key == overall), None)
    return framework.said(step.word, "en") if step else UNRATED.get(overall, "")


def letters_of(framework, overall):
    """A rating in letters ("A/R"), else in words."""
    step = next((step for step in framework.scale if step.key == overall), None)
    return framework.said(step.letters, "en") if step else UNRATED.get(overall, "")


@cache
def frameworks():
    """The frameworks that come with the product, by key."""
    return {one.key: one for one in shipped()}


@cache
def keys():
    """All answer keys, by the name of their file."""
    return {path.stem: _key(path) for path in sorted(KEYS.glob("*.yaml"))}


def _key(path):
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    people = {ref: Person(**person) for ref, person in data["people"].items()}
    framework = frameworks()[data["framework"]]
    cells = tuple(_cell(cell, people) for cell in data["cells"])
    for cell in cells:
        assert names_of(framework, cell.at)[2], f"{path.name}: no stage {cell.at}"
    return Key(path.stem, data["title"], data["style"], data["date"], framework, cells)


def _cell(data, people):
    return Cell(data["at"], data.get("overall") or "", tuple(_finding(one, people) for one in data["findings"]))


def _finding(data, people):
    return Finding(data["colour"], data["text"], tuple(_action(one, people) for one in data.get("actions", ())))


def _action(data, people):
    leads = tuple(people[ref] for ref in data.get("by", ()))
    return Action(data["text"], leads, data.get("due", ""), tuple(data.get("see", ())), data.get("pointer", False))
