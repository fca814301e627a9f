"""How an action stands, as the history tells it; taken before and after a change."""

from __future__ import annotations

from collections.abc import Iterable

from system_review.reviews.models import Action, ActionLead
from system_review.reviews.rules.told import rhythm_told, time_told


def as_told(actions: Iterable[Action]) -> list[dict[str, str]]:
    """How each of these actions stands now, with its leads as they are stored; in one query."""
    there = list(actions)
    leads: dict[int, list[str]] = {action.pk: [] for action in there}
    rows = ActionLead.unscoped.filter(action__in=list(leads)).order_by("action", "position")
    for row in rows.select_related("lead__agency"):
        leads[row.action_id].append(str(row.lead))
    return [_told(action, "; ".join(leads[action.pk])) for action in there]


def _told(action: Action, leads: str) -> dict[str, str]:
    return {
        "leads": leads,
        "due": time_told(action.due_words, action.due_on),
        "repeats": rhythm_told(action.repeats_every, action.repeats_unit),
        "status": action.status,
        "priority": action.priority,
        "difference": action.difference,
    }
