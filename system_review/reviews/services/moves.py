"""Moving a finding: another colour, another stage, another order; archived and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import (
    Action,
    AlsoRelevant,
    Cell,
    ColourChange,
    Finding,
    Serving,
    UndoStep,
)
from system_review.reviews.rules import findings as rules
from system_review.reviews.rules.calendar_days import why_not_yet
from system_review.reviews.rules.words import CLOSED, Status
from system_review.reviews.services.actions import Plan, add_action
from system_review.reviews.services.findings import next_position
from system_review.reviews.services.locking import lock_review
from system_review.reviews.services.undo import columns, keep_undo
from system_review.rows.models import change
from system_review.texts import held


@transaction.atomic
def recolour_finding(
    *,
    finding: Finding,
    seen: int,
    colour: str,
    on: date,
    reason: str,
    onward: Mapping[str, str],
    check: Plan | None = None,
    by: Member,
    at: datetime,
) -> UndoStep:
    """A finding moves to another colour, on a day, for a reason. `onward` answers for each open action by public id.

    Actions that carry on now serve the new colour; what was done stays under the colour that it was planned for.
    `check` is an action that is planned with it: to look again whether the new colour still holds.
    """
    require(by, Permission.FINDING_MOVE)
    lock_review(finding.review_id)
    servings = _open_servings(finding)
    mistakes = Mistakes()
    mistakes.add(rules.why_not_recolour(finding.colour, colour), field="colour")
    mistakes.add(why_not_yet(on, today=timezone.localdate(at)), field="on")
    with mistakes:
        reason = held(reason, field="reason").strip()
        mistakes.add(rules.why_no_reason(reason), field="reason")
    mistakes.add(rules.why_not_answered([s.action.public_id for s in servings], onward), field="onward")
    mistakes.tell()
    before = columns(finding, "colour", "position")
    earlier = finding.colour
    change(finding, seen=seen, colour=colour, position=next_position(finding.cell, colour), changed_at=at)
    step = ColourChange.unscoped.create(
        partnership_id=finding.partnership_id,
        finding=finding,
        before=earlier,
        after=colour,
        on=on,
        reason=reason,
        by_name=by.name,
    )
    rows: list[tuple[Any, dict[str, Any]]] = [(finding, before)]
    carried = {}
    for serving in servings:
        answer = onward[serving.action.public_id]
        if answer == rules.Onward.CARRY_ON:
            carried[serving.pk] = serving.colour
        else:
            rows.append((serving.action, columns(serving.action, "status")))
            _close(serving.action, Status(answer), at)
    Serving.unscoped.filter(pk__in=carried).update(colour=colour)
    if check is not None:
        planned = add_action(finding=finding, plan=check, by=by, at=at)
        rows.append((planned, {"archived_at": at.isoformat()}))  # undone, it is archived
    undo = keep_undo(
        "finding.recoloured",
        review=finding.review,
        rows=rows,
        servings=carried,
        colour_change=step.pk,
        by=by,
        at=at,
    )
    record(
        "finding.recoloured",
        subject=finding,
        by=by,
        at=at,
        review=finding.review,
        before=earlier,
        after=colour,
        on=on.isoformat(),
        reason=reason,
    )
    return undo


def _open_servings(finding: Finding) -> list[Serving]:
    return list(
        Serving.unscoped.filter(finding=finding, colour=finding.colour, action__archived_at=None)
        .exclude(action__status__in=CLOSED)
        .select_related("action")
        .order_by("position", "pk")
    )


def _close(action: Action, status: Status, at: datetime) -> None:
    change(action, seen=action.version, status=status, changed_at=at)


@transaction.atomic
def move_finding(*, finding: Finding, seen: int, cell: Cell, by: Member, at: datetime) -> UndoStep:
    """Move a finding, with its actions, to another stage of the same review."""
    require(by, Permission.FINDING_MOVE)
    if cell.review_id != finding.review_id or cell.pk == finding.cell_id:
        raise Refused(Why("Choose another stage of this review"), field="cell")
    before, earlier = columns(finding, "cell_id", "position"), str(finding.cell)
    change(finding, seen=seen, cell=cell, position=next_position(cell, finding.colour), changed_at=at)
    AlsoRelevant.unscoped.filter(finding=finding, cell=cell).delete()
    undo = keep_undo("finding.moved", review=finding.review, rows=[(finding, before)], by=by, at=at)
    record("finding.moved", subject=finding, by=by, at=at, review=finding.review, before=earlier, after=str(cell))
    return undo


@transaction.atomic
def reorder_finding(*, finding: Finding, seen: int, earlier: bool, by: Member, at: datetime) -> None:
    """Move a finding one place up or down its column. At the end of the column nothing changes."""
    require(by, Permission.FINDING_MOVE)
    column = list(
        Finding.unscoped.filter(cell=finding.cell_id, colour=finding.colour, archived_at=None).order_by(
            "position", "pk"
        )
    )
    here = next(place for place, other in enumerate(column) if other.pk == finding.pk)
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(column):
        return
    change(finding, seen=seen, changed_at=at)
    column[here], column[there] = column[there], column[here]
    for position, other in enumerate(column):
        if other.position != position or other.pk == finding.pk:
            Finding.unscoped.filter(pk=other.pk).update(position=position)
    record("finding.reordered", subject=finding, by=by, at=at, review=finding.review, place=there + 1)


@transaction.atomic
def archive_finding(*, finding: Finding, seen: int, by: Member, at: datetime) -> UndoStep:
    """Take a finding off the sheet, with the actions that serve nothing else. It can be brought back."""
    require(by, Permission.FINDING_MOVE)
    if finding.archived_at:
        raise Refused(Why("This finding is archived already"))
    lock_review(finding.review_id)
    change(finding, seen=seen, archived_at=at, changed_at=at)
    rows: list[tuple[Any, dict[str, Any]]] = [(finding, {"archived_at": None})]
    for action in _actions_of_this_alone(finding):
        change(action, seen=action.version, archived_at=at, changed_at=at)
        rows.append((action, {"archived_at": None}))
    undo = keep_undo("finding.archived", review=finding.review, rows=rows, by=by, at=at)
    record("finding.archived", subject=finding, by=by, at=at, review=finding.review)
    return undo


def _actions_of_this_alone(finding: Finding) -> list[Action]:
    elsewhere = Serving.unscoped.filter(finding__archived_at=None).exclude(finding=finding).values("action")
    return list(
        Action.unscoped.filter(servings__finding=finding, archived_at=None).exclude(pk__in=elsewhere).order_by("pk")
    )


@transaction.atomic
def restore_finding(*, finding: Finding, seen: int, by: Member, at: datetime) -> None:
    """Bring an archived finding back to the end of its column, with the actions that were archived with it."""
    require(by, Permission.FINDING_MOVE)
    together = finding.archived_at
    if together is None:
        raise Refused(Why("This finding is not archived"))
    lock_review(finding.review_id)
    change(finding, seen=seen, archived_at=None, position=next_position(finding.cell, finding.colour), changed_at=at)
    for action in Action.unscoped.filter(servings__finding=finding, archived_at=together).order_by("pk"):
        change(action, seen=action.version, archived_at=None, changed_at=at)
    record("finding.restored", subject=finding, by=by, at=at, review=finding.review)
