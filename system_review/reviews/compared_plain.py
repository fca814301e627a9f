"""A comparison as plain data for other programs, documented in docs/running/commands.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from system_review.reviews.rules.changes import Change
from system_review.reviews.rules.sides import Found, Path, Planned, Rated

if TYPE_CHECKING:
    from system_review.reviews.queries.comparison import Compared


def comparison_plain(compared: Compared) -> dict[str, Any]:
    """The whole: both sides, a sentence, and every change in the order of the review. Keys never change."""
    comparison = compared.comparison
    return {
        "old": compared.names[0],
        "new": compared.names[1],
        "whole": compared.old.is_whole and compared.new.is_whole,
        "summary": compared.summary(),
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "what": [what.value for what in change.what],
        **_stage(change.stage),
        "old": _thing(change.old),
        "new": _thing(change.new),
    }


def _stage(stage: Path) -> dict[str, str | None]:
    return {"domain": stage[0], "level": stage[1] or None, "stage": stage[2]}


def _thing(thing: Rated | Found | Planned | None) -> dict[str, Any] | None:
    if thing is None:
        return None
    if isinstance(thing, Rated):
        return {"rating": thing.rating, "reason": thing.reason, **_for(thing)}
    if isinstance(thing, Found):
        return {**_stage(thing.stage), "colour": thing.colour, "text": thing.text, **_for(thing)}
    return {
        "stages": [_stage(stage) for stage in thing.stages],
        "text": thing.text,
        "leads": [{"name": lead.name, "role": lead.role, "agency": lead.agency} for lead in thing.leads],
        "due_words": thing.due.words,
        "due_on": thing.due.on.isoformat() if thing.due.on else None,
        "repeats_every": thing.due.every,
        "repeats_unit": thing.due.unit or None,
        "status": thing.status,
        "priority": thing.priority,
        "difference": thing.difference,
        **_for(thing),
    }


def _for(thing: Rated | Found | Planned) -> dict[str, str]:
    """The place that it is for, where it is for one alone."""
    return {"place": thing.for_place.name} if thing.for_place.name else {}
