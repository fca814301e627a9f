"""What changed between two states of a review: each finding, rating and action, old beside new. Pure.

A state is given as a `Side`: made of a snapshot (`side_of`), or of a draft's rows. Two things are the same thing if
they carry the same key; things without one are put together by their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from system_review.reviews.rules.review_places import folded
from system_review.reviews.rules.same_words import by_words
from system_review.reviews.rules.words import NOT_SHOWN, Colour, Status, Unrated
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
        return folded(self.name) == folded(other.name)


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


def compare(old: Side, new: Side) -> Comparison:
    """Everything that changed from one state to another.

    Where one side is not whole, what is missing there is not told as added or gone, and a rating that is not shown
    is not told at all.
    """
    stages = dict.fromkeys(one.stage for one in (*new.stages, *old.stages))
    place = {stage: number for number, stage in enumerate(stages)}
    kinds = {kind: number for number, kind in enumerate(Kind)}
    changes = (*_ratings(old, new), *_findings(old, new), *_actions(old, new))
    # sorting keeps the order within a stage: first what is there now, in its order, then what is gone
    return Comparison(tuple(sorted(changes, key=lambda change: (place[change.stage], kinds[change.kind]))))


Paired = TypeVar("Paired", Found, Planned)


def pairs(old: Iterable[Paired], new: Iterable[Paired]) -> list[tuple[Paired | None, Paired | None]]:
    """Each thing with what it became: by key, and where there is none by its words. None: it was not there, it is gone.

    First what is there now, in its order, then what is gone. A thing has a partner once.
    """
    before, after = list(old), list(new)
    keyed = {one.key: place for place, one in enumerate(before) if one.key}
    partner = {place: keyed[one.key] for place, one in enumerate(after) if one.key in keyed}
    left_before = [place for place in range(len(before)) if place not in set(partner.values())]
    left_after = [place for place in range(len(after)) if place not in partner]
    partner |= by_words(
        {n: (before[n].text, before[n].stage) for n in left_before if _may_pair(before[n], after)},
        {n: (after[n].text, after[n].stage) for n in left_after if _may_pair(after[n], before)},
    )
    found: list[tuple[Paired | None, Paired | None]] = [
        (before[partner[place]] if place in partner else None, one) for place, one in enumerate(after)
    ]
    used = set(partner.values())
    return found + [(one, None) for place, one in enumerate(before) if place not in used]


def _may_pair(one: Found | Planned, others: list[Found] | list[Planned]) -> bool:
    """Words decide only where a key cannot: if both sides have keys, what has no partner has none."""
    return not one.key or not all(other.key for other in others)


def _ratings(old: Side, new: Side) -> Iterable[Change]:
    for was, now in _rated_pairs(old, new):
        if NOT_SHOWN in (was.rating, now.rating):
            continue
        what = _differing(was, now, {What.RATING: "rating", What.REASON: "reason"})
        if what:
            yield Change(Kind.RATING, what, was, now)


def _rated_pairs(old: Side, new: Side) -> Iterable[tuple[Rated, Rated]]:
    """Each stage's rating for all, and those for places; where a place has none on one side, it was not rated there."""
    stages = {one.stage for one in old.stages} & {one.stage for one in new.stages}
    left = [one for one in old.stages if one.stage in stages]
    for now in new.stages:
        if now.stage not in stages:
            continue
        was = next((one for one in left if one.stage == now.stage and one.for_place.is_same(now.for_place)), None)
        if was:
            left.remove(was)
        yield was or replace(now, rating=Unrated.NOT_RATED.value, reason=""), now
    if new.is_whole:  # else what is not there may only be hidden
        yield from ((was, replace(was, rating=Unrated.NOT_RATED.value, reason="")) for was in left)


def _findings(old: Side, new: Side) -> Iterable[Change]:
    for was, now in pairs(old.findings, new.findings):
        if was and now:
            what = _differing(was, now, {What.COLOUR: "colour", What.MOVED: "stage", What.WORDS: "text"})
            what += _of_place(was, now)
            if what:
                yield Change(Kind.FINDING, what, was, now)
        elif _is_told(was, old, new):
            yield Change(Kind.FINDING, (What.GONE if was else What.ADDED,), was, now)


_OF_ACTION = {
    What.STATUS: "status",
    What.WORDS: "text",
    What.DUE: "due",
    What.PRIORITY: "priority",
    What.DIFFERENCE: "difference",
}


def _actions(old: Side, new: Side) -> Iterable[Change]:
    for was, now in pairs(old.actions, new.actions):
        if was and now:
            what = _differing(was, now, _OF_ACTION)
            if _led_by(was) != _led_by(now) and not _same_keys(was, now):
                what += (What.LEADS,)
            if _moved(was, now, is_whole=old.is_whole and new.is_whole):
                what += (What.MOVED,)
            what += _of_place(was, now)
            if what:
                yield Change(Kind.ACTION, what, was, now)
        elif _is_told(was, old, new):
            yield Change(Kind.ACTION, (What.GONE if was else What.ADDED,), was, now)


def _is_told(was: object, old: Side, new: Side) -> bool:
    return new.is_whole if was else old.is_whole


def _differing(was: object, now: object, columns: Mapping[What, str]) -> tuple[What, ...]:
    return tuple(what for what, column in columns.items() if getattr(was, column) != getattr(now, column))


def _of_place(was: Found | Planned, now: Found | Planned) -> tuple[What, ...]:
    return () if was.for_place.is_same(now.for_place) else (What.PLACE,)


def _moved(was: Planned, now: Planned, *, is_whole: bool) -> bool:
    """Where not all stages are shown, one that is not there may only be hidden."""
    before, after = set(was.stages), set(now.stages)
    return before != after if is_whole else not after <= before


def _led_by(action: Planned) -> tuple[tuple[str, str, str], ...]:
    return tuple((lead.name, lead.role, lead.agency) for lead in action.leads)


def _same_keys(was: Planned, now: Planned) -> bool:
    """Whether the same people lead it, though one of them or an agency was renamed meanwhile."""
    keys = [tuple(lead.key for lead in action.leads) for action in (was, now)]
    return all(keys[0]) and keys[0] == keys[1]


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
