"""A review as plain data, as it is for one of its places: what is for that place, and what is for all. Pure."""

from __future__ import annotations

from typing import Any

from system_review.errors import Refused, Why
from system_review.reviews.rules.review_places import folded
from system_review.reviews.snapshots import CellSnapshot, FindingSnapshot, ReviewSnapshot


def place_called(snapshot: ReviewSnapshot, name: str) -> str:
    """The name local to the file of the place that is called this. `Refused`, with the places that there are."""
    for one in snapshot.places:
        if folded(one.name) == folded(name):
            return one.ref
    if not snapshot.places:
        raise Refused(Why("This review is not about several places, so there is none called “{name}”", name=name))
    names = ", ".join(one.name for one in snapshot.places)
    raise Refused(Why("This review has no place called “{name}”. It has: {names}", name=name, names=names))


def for_one_place(snapshot: ReviewSnapshot, place: str) -> ReviewSnapshot:
    """The same without what is for another place than this (its name local to the file), and without links to that.

    A stage has the place's own rating in place of the one for all, where there is one.
    """
    findings = {one.ref for one in snapshot.findings if one.for_place in (None, place)}
    evidence = {one.ref for one in snapshot.evidence if one.for_place in (None, place)}
    actions = {
        one.ref
        for one in snapshot.actions
        if one.for_place in (None, place) and any(serves.finding in findings for serves in one.serves)
    }

    def those(refs: tuple[str, ...], there: set[str]) -> tuple[str, ...]:
        return tuple(ref for ref in refs if ref in there)

    def about(said: Any) -> bool:
        return (said.finding is None or said.finding in findings) and (
            getattr(said, "action", None) is None or said.action in actions
        )

    return _with(
        snapshot,
        places=tuple(one for one in snapshot.places if one.ref == place),
        cells=tuple(_rated(cell, place) for cell in snapshot.cells),
        evidence=tuple(one for one in snapshot.evidence if one.ref in evidence),
        findings=tuple(
            _with(one, evidence=those(one.evidence, evidence), see_also=_see_also(one, actions))
            for one in snapshot.findings
            if one.ref in findings
        ),
        actions=tuple(
            _with(
                one,
                serves=tuple(serves for serves in one.serves if serves.finding in findings),
                waits_for=those(one.waits_for, actions),
            )
            for one in snapshot.actions
            if one.ref in actions
        ),
        summary=tuple(
            _with(one, findings=those(one.findings, findings), actions=those(one.actions, actions))
            for one in snapshot.summary
        ),
        comments=tuple(filter(about, snapshot.comments)),
        working_notes=tuple(filter(about, snapshot.working_notes)),
        challenges=tuple(filter(about, snapshot.challenges)),
    )


def _with(thing: Any, **values: Any) -> Any:
    return thing.model_copy(update=values)


def _see_also(finding: FindingSnapshot, actions: set[str]) -> tuple[Any, ...]:
    return tuple(see for see in finding.see_also if see.action is None or see.action in actions)


def _rated(cell: CellSnapshot, place: str) -> CellSnapshot:
    given = next((one for one in cell.for_places if one.place == place), None)
    own = given.model_dump(exclude={"place"}) if given else {}
    rated: CellSnapshot = _with(cell, **own, for_places=())
    return rated
