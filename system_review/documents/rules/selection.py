"""A part of a review that is handed out alone: a place, what an agency or a lead has, what has changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from system_review.errors import Refused, Why
from system_review.reviews.snapshot_of_place import place_called
from system_review.reviews.snapshots import ReviewSnapshot

LeadNames = tuple[str, str, str]  # name, role, agency; any may be ""


@dataclass(frozen=True, slots=True)
class Changed:
    """The findings and actions (their names in the file) that have changed since a moment, and its day in words."""

    since: datetime
    on: date
    refs: frozenset[str] = frozenset()
    met_until: str = ""  # the time of that day at which the meeting closed that one looks back to: "15:10"


@dataclass(frozen=True, slots=True)
class Selection:
    """Keys of the framework, an agency by its name, a lead by its names. What is empty narrows nothing.

    A domain without a level is the whole domain. An agency has the findings that are about it or written on its behalf,
    and the actions that its people lead; a lead has the actions that they lead, alone or with others.
    """

    domain: str = ""
    level: str = ""
    stage: str = ""
    agency: str = ""
    lead: LeadNames | None = None
    changed: Changed | None = None
    for_place: str = ""  # the name of a place of the review: the review is narrowed to it before it is written

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        is_placed = bool(self.domain or self.level or self.stage)
        return is_placed or bool(self.agency or self.lead or self.changed or self.for_place)

    @property
    def is_somebodys(self) -> bool:
        """Whether it is what an agency or a lead has."""
        return bool(self.agency or self.lead)

    @property
    def is_by_thing(self) -> bool:
        """Whether single findings and actions are chosen, not whole stages."""
        return self.is_somebodys or self.changed is not None

    def has_place(self, domain: str, level: str | None, stage: str = "") -> bool:
        """Whether a sheet, or a stage of it, is part of it."""
        pairs = ((self.domain, domain), (self.level, level or ""), (self.stage, stage))
        return all(not wanted or not there or wanted == there for wanted, there in pairs)

    def said(self) -> str:
        """The same as the history keeps it."""
        place = "/".join(part for part in (self.domain, self.level, self.stage) if part)
        lead = ", ".join(filter(None, self.lead or ()))
        changed = f"changed since {self.changed.on.isoformat()}" if self.changed else ""
        return "; ".join(part for part in (place, self.agency, lead, self.for_place, changed) if part)

    def names(self) -> list[str]:
        """What it is called in the name of a file: "target level-1 Police"; nothing of when something has changed."""
        lead = next(filter(None, self.lead or ()), "")
        return [part for part in (self.domain, self.level, self.stage, self.agency, lead, self.for_place) if part]

    def beside_the_place(self) -> Selection | None:
        """What else narrows; None where nothing does."""
        rest = replace(self, for_place="")
        return rest if rest.narrows else None


def place_of(path: str) -> Selection:
    """A domain, a level or a stage by its path: "target", "target/level-1", "target/level-1/referral".

    Without levels a stage is "domain//stage", as in the filters of the plan.
    """
    domain, level, *rest = (*(part.strip() for part in path.split("/")), "", "")
    return Selection(domain=domain, level=level, stage="/".join(part for part in rest if part))


def one_lead(leads: Iterable[LeadNames], name: str) -> LeadNames:
    """The one whose name or role this is. Raises `Refused`, with those that there are, where none is or several are."""
    there = sorted(set(leads))
    found = [one for one in there if _same(name, one[0]) or _same(name, one[1])]
    if len(found) == 1:
        return found[0]
    said = _listed(", ".join(filter(None, one)) for one in (found or there))
    if found:
        raise Refused(Why("Several lead actions here under this name: {leads}. Give the role.", leads=said))
    if not there:
        raise Refused(Why("Nobody called {name} leads an action in this review: nobody leads one yet", name=name))
    raise Refused(Why("Nobody called {name} leads an action in this review. There are: {leads}", name=name, leads=said))


def as_there(only: Selection, snapshot: ReviewSnapshot) -> Selection:
    """The same part as the review spells it. Raises `Refused`, with what there is, where it has no such part."""
    if only.for_place:
        ref = place_called(snapshot, only.for_place)
        only = replace(only, for_place=next(one.name for one in snapshot.places if one.ref == ref))
    return _agency_there(_place_there(only, snapshot), snapshot)


def _agency_there(only: Selection, snapshot: ReviewSnapshot) -> Selection:
    if not only.agency:
        return only
    names = [agency.name for agency in snapshot.agencies]
    for name in names:
        if _same(name, only.agency):
            return replace(only, agency=name)
    if not names:
        raise Refused(Why("Nothing here is about {name} or led by it: no agency is named yet", name=only.agency))
    said = "Nothing here is about {name} or led by it. There are: {names}"
    raise Refused(Why(said, name=only.agency, names=_listed(names)))


def _place_there(only: Selection, snapshot: ReviewSnapshot) -> Selection:
    if not (only.domain or only.level or only.stage):
        return only
    sheets = list(snapshot.framework.sheets())
    domains = list(dict.fromkeys(domain.key for domain, _, _ in sheets))
    domain = _found(only.domain, domains)
    if not domain:
        said = "There is no domain “{key}”. There are: {keys}"
        raise Refused(Why(said, key=only.domain, keys=_listed(domains)))
    here = {level.key if level else "": [s.key for s in stages] for one, level, stages in sheets if one.key == domain}
    level, stage = only.level, only.stage
    if set(here) == {""} and not stage:  # without levels, a stage may follow its domain
        level, stage = "", level
    if (level or stage) and not (level == "" and "" in here):
        wanted, level = level, _found(level, here)
        if not level:
            said = "There is no level “{key}” in {domain}. There are: {keys}"
            raise Refused(Why(said, key=wanted, domain=domain, keys=_listed(here)))
    if stage:
        wanted, stage = stage, _found(stage, here[level])
        if not stage:
            said = "There is no stage “{key}” there. There are: {keys}"
            raise Refused(Why(said, key=wanted, keys=_listed(here[level])))
    return replace(only, domain=domain, level=level, stage=stage)


def _found(key: str, keys: Iterable[str]) -> str:
    return next((one for one in keys if _same(one, key)), "")


def _same(one: str, other: str) -> bool:
    return bool(one) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


_MOST = 20


def _listed(names: Iterable[str]) -> str:
    """Names in a sentence; of very many, the first."""
    listed = list(names)
    return "; ".join(listed[:_MOST]) + (" …" if len(listed) > _MOST else "")
