"""What changed between two states of a review: each finding, rating and action, old beside new. Pure.

Two things are the same thing if they carry the same key; things without one are put together by their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from system_review.reviews.rules.changes import Change, Comparison, Kind, What
from system_review.reviews.rules.same_words import by_words
from system_review.reviews.rules.sides import Found, Planned, Rated, Side
from system_review.reviews.rules.words import NOT_SHOWN, Unrated


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
    paired = set(partner.values())
    left_before = [place for place in range(len(before)) if place not in paired]
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
