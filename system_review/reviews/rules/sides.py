"""One state of a review, as it is compared: its stages with their ratings, its findings, its actions. Pure.

A side is made of a snapshot (`side_of`), or of a draft's rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from system_review.reviews.rules.review_places import folded
from system_review.reviews.snapshots import ActionSnapshot, LeadSnapshot, ReviewSnapshot

Path = tuple[str, str, str]  # the keys of domain, level ("" for none) and stage


@dataclass(frozen=True, slots=True)
class Placed:
    """The place that something is for; `key` as of other things. For all places: neither key nor name."""

    key: str = ""
    name: str = ""

    def is_same(self, other: Placed) -> bool:
        """Whether both are the same place, though it may have been renamed meanwhile."""
        if self.key and other.key:
            return self.key == other.key
        return self.name == other.name or folded(self.name) == folded(other.name)


ALL_PLACES = Placed()


@dataclass(frozen=True, slots=True)
class Rated:
    """A stage with its overall rating, or with the one for a place."""

    stage: Path
    rating: str
    reason: str = ""
    for_place: Placed = ALL_PLACES


@dataclass(frozen=True, slots=True)
class Found:
    """A finding. `key` says which one it is, wherever it stands and whatever it says; "" where nobody knows."""

    key: str
    stage: Path
    colour: str
    text: str
    for_place: Placed = ALL_PLACES


@dataclass(frozen=True, slots=True)
class Led:
    """Who leads, in words; `key` as above."""

    key: str
    name: str = ""
    role: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is to be done: as written, the day it means, how often it comes round."""

    words: str = ""
    on: date | None = None
    every: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """An action. `stages` are those of the findings that it serves, each once, in the order of the review."""

    key: str
    stages: tuple[Path, ...]
    text: str
    leads: tuple[Led, ...]
    due: Due
    status: str
    priority: str
    difference: str = ""
    for_place: Placed = ALL_PLACES

    @property
    def stage(self) -> Path:
        """Where it stands first."""
        return self.stages[0]


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a review. `is_whole`: nothing of it is hidden from whoever looks, so what is missing is gone."""

    stages: tuple[Rated, ...]
    findings: tuple[Found, ...]
    actions: tuple[Planned, ...]
    is_whole: bool = True


def side_of(snapshot: ReviewSnapshot, keys: Mapping[str, str] | None = None) -> Side:
    """A snapshot as a side. `keys`: which thing each name of the file (`f1`, `a3`, `l2`) is, as far as it is known."""
    keys = keys or {}
    stage_of = {cell.ref: (cell.domain, cell.level or "", cell.stage) for cell in snapshot.cells}
    cell_of = {finding.ref: finding.cell for finding in snapshot.findings if not finding.archived}
    place = {cell.ref: number for number, cell in enumerate(snapshot.cells)}
    agencies = {agency.ref: agency.name for agency in snapshot.agencies}
    leads = {lead.ref: _led(lead, agencies, keys) for lead in snapshot.leads}

    places = {None: ALL_PLACES} | {one.ref: Placed(keys.get(one.ref, ""), one.name) for one in snapshot.places}

    def stages(action: ActionSnapshot) -> tuple[Path, ...]:
        cells = {cell_of[serves.finding] for serves in action.serves if serves.finding in cell_of}
        return tuple(stage_of[cell] for cell in sorted(cells, key=place.__getitem__))

    return Side(
        stages=(
            *(Rated(stage_of[cell.ref], cell.rating, cell.reason) for cell in snapshot.cells),
            *(
                Rated(stage_of[cell.ref], given.rating, given.reason, places[given.place])
                for cell in snapshot.cells
                for given in cell.for_places
            ),
        ),
        findings=tuple(
            Found(keys.get(one.ref, ""), stage_of[one.cell], one.colour.value, one.text, places[one.for_place])
            for one in snapshot.findings
            if not one.archived
        ),
        actions=tuple(
            replace(
                _planned(one, stages(one), tuple(leads[ref] for ref in one.leads), keys.get(one.ref, "")),
                for_place=places[one.for_place],
            )
            for one in snapshot.actions
            if not one.archived and stages(one)
        ),
    )


def _led(lead: LeadSnapshot, agencies: Mapping[str, str], keys: Mapping[str, str]) -> Led:
    return Led(keys.get(lead.ref, ""), lead.name, lead.role, agencies[lead.agency] if lead.agency else "")


def _planned(action: ActionSnapshot, stages: tuple[Path, ...], leads: tuple[Led, ...], key: str) -> Planned:
    repeats = action.repeats
    return Planned(
        key=key,
        stages=stages,
        text=action.text,
        leads=leads,
        due=Due(action.due_words, action.due_on, repeats.every if repeats else None, repeats.unit if repeats else ""),
        status=action.status.value,
        priority=action.priority.value,
        difference=action.difference,
    )
