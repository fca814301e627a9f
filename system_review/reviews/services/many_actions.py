"""Changing many actions at once: the same lead, date, status or priority, or each one's own date moved on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import acting_for, require, require_own
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import LeadName, leads_named
from system_review.reviews.models import Action, ActionLead, Review, UndoStep
from system_review.reviews.rules.actions import Later, later
from system_review.reviews.rules.told import what_changed_in_many
from system_review.reviews.rules.words import Priority, Status, Unit
from system_review.reviews.services.locking import lock_review
from system_review.reviews.services.telling import as_told
from system_review.reviews.services.undo import columns, keep_undo, set_leads
from system_review.rows.models import change
from system_review.texts import held


@transaction.atomic
def change_many(
    *,
    review: Review,
    seen: Mapping[str, int],
    lead: LeadName | None = None,
    due_words: str = "",
    due_on: date | None = None,
    repeats_every: int | None = None,
    repeats_unit: str = "",
    status: str = "",
    priority: str = "",
    postpone: str = "",
    by: Member,
    at: datetime,
) -> UndoStep:
    """Give many actions the same lead, time, status or priority. `seen` maps public ids to the versions seen.

    `due_words` are what a person typed, `due_on` and how often it comes round what they confirmed of them.
    `postpone` (a `Later`) moves each one's own date on; those without a date stay without.

    All or none: if one was edited meanwhile, nothing changes and the sentence says how many.
    """
    require(by, Permission.ACTION_WRITE)
    values = {**_time(due_words, due_on, repeats_every, repeats_unit), **_many_values(status, priority)}
    if not values and lead is None and not postpone:
        raise Refused(Why("Choose what to change: the lead, the date, the status or the priority"))
    lock_review(review.pk)
    mine = Action.objects.visible_to(by).filter(review=review, public_id__in=seen).values("pk")
    actions = list(Action.unscoped.select_for_update(of=("self",)).filter(pk__in=mine).order_by("pk"))
    require_own(by, *actions)
    _refuse_stale(actions, seen)
    moved = _moved_on(actions, postpone, has_time="due_words" in values)
    accountable = leads_named([lead], by=by, at=at)[0] if lead else None
    rows, leads, stood = [], {}, as_told(actions)
    for action in actions:
        own = {**values, **moved.get(action.public_id, {})}
        rows.append((action, columns(action, *own)))
        if accountable is not None:
            leads[action.public_id] = _lead_numbers(action)
            set_leads(action, [accountable.pk, *leads[action.public_id][1:]])
        change(action, seen=action.version, changed_at=at, **own)
    undo = keep_undo("actions.changed", review=review, rows=rows, leads=leads, by=by, at=at)
    record(
        "actions.changed",
        subject=review,
        by=by,
        at=at,
        review=review,
        actions=" ".join(action.public_id for action in actions),
        on_behalf_of=acting_for(by, *actions[:1]),
        **what_changed_in_many(stood, as_told(actions)),
    )
    return undo


def _time(words: str, on: date | None, every: int | None, unit: str) -> dict[str, Any]:
    """What becomes of the time; nothing where none is given. Earlier words would contradict a new date."""
    words = held(words, field="due_words").strip()
    if not (words or on or every):
        return {}
    time: dict[str, Any] = {"due_words": words, "due_on": on}
    if every or unit:
        if not (every and 1 <= every <= 60 and unit in set(Unit)):
            raise Refused(Why("Select how often they come round"), field="due_words")
        time |= {"repeats_every": every, "repeats_unit": unit}
    return time


def _many_values(status: str, priority: str) -> dict[str, Any]:
    if status and status not in set(Status):
        raise Refused(Why("Select how the actions stand"), field="status")
    if priority and priority not in set(Priority):
        raise Refused(Why("Select a priority"), field="priority")
    given: dict[str, Any] = {"status": status, "priority": priority}
    return {name: value for name, value in given.items() if value}


def _moved_on(actions: Sequence[Action], postpone: str, *, has_time: bool) -> dict[str, dict[str, Any]]:
    """The new date of each action that has one, by its public id; the old words would contradict it."""
    if not postpone:
        return {}
    if postpone not in set(Later):
        raise Refused(Why("Select how far to move the dates"), field="postpone")
    if has_time:
        raise Refused(Why("Enter a date, or choose how far to move the dates: not both"), field="postpone")
    dated = [(action.public_id, action.due_on) for action in actions if action.due_on]
    if not dated:
        raise Refused(Why("None of these actions has a date that could be moved"), field="postpone")
    return {name: {"due_on": later(on, Later(postpone)), "due_words": ""} for name, on in dated}


def _refuse_stale(actions: Sequence[Action], seen: Mapping[str, int]) -> None:
    if not seen:
        raise Refused(Why("Select the actions to change"))
    fresh = {action.public_id for action in actions if action.version == seen[action.public_id]}
    if stale := len(set(seen) - fresh):
        raise Refused(
            Why("Nothing was changed: {count} of the actions were edited meanwhile. Look at them again.", count=stale)
        )


def _lead_numbers(action: Action) -> list[int]:
    return list(ActionLead.unscoped.filter(action=action).order_by("position").values_list("lead_id", flat=True))
