"""Taking one step back, until something of it is edited again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Action, ActionLead, ColourChange, Finding, Review, Serving, UndoStep
from system_review.reviews.services.locking import lock_review
from system_review.rows.models import Row

TABLES: dict[str, type[Finding | Action]] = {"finding": Finding, "action": Action}
MOMENTS = {"archived_at"}


def columns(row: Row, *names: str) -> dict[str, Any]:
    """The columns of a row as they stand, in a form that JSON keeps."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def keep_undo(
    kind: str,
    *,
    review: Review,
    rows: Iterable[tuple[Row, dict[str, Any]]],
    by: Member,
    at: datetime,
    servings: dict[int, str] | None = None,
    leads: dict[str, list[int]] | None = None,
    colour_change: int | None = None,
) -> UndoStep:
    """Keep what a step changed. `rows` are the changed rows with the columns that they had before.

    `servings` maps a serving's number to its earlier colour, `leads` an action's public id to its earlier leads.
    Called after the change: the rows carry the versions that an undo must still find.
    """
    before: dict[str, Any] = {"rows": {}, "servings": servings or {}, "leads": leads or {}, "change": colour_change}
    versions: dict[str, dict[str, int]] = {}
    for row, earlier in rows:
        table = type(row).__name__.lower()
        before["rows"].setdefault(table, {})[row.public_id] = earlier
        versions.setdefault(table, {})[row.public_id] = row.version
    return UndoStep.unscoped.create(
        partnership_id=review.partnership_id,
        review=review,
        member=by,
        kind=kind,
        before=before,
        versions=versions,
        at=at,
    )


@transaction.atomic
def undo(*, step: UndoStep, by: Member, at: datetime) -> None:
    """Put back what a step changed. `Refused` if something of it was edited since, or it was undone before."""
    require(by, Permission.FINDING_WRITE)
    lock_review(step.review_id)
    used = UndoStep.unscoped.filter(pk=step.pk, undone_at=None).update(undone_at=at)
    if not used:
        raise Refused(Why("This was undone already"))
    for table, rows in step.before["rows"].items():
        for public_id, values in rows.items():
            _put_back(TABLES[table], public_id, values, seen=step.versions[table][public_id], at=at)
    for pk, colour in step.before["servings"].items():
        Serving.unscoped.filter(pk=int(pk), partnership_id=by.partnership_id).update(colour=colour)
    for public_id, leads in step.before["leads"].items():
        _put_back_leads(public_id, leads)
    if step.before["change"]:
        ColourChange.unscoped.filter(pk=step.before["change"], partnership_id=by.partnership_id).delete()
    record("step.undone", subject=step, by=by, at=at, review=step.review, step=step.kind)


def _put_back(
    model: type[Finding | Action], public_id: str, values: dict[str, Any], *, seen: int, at: datetime
) -> None:
    values = {name: _moment(name, value) for name, value in values.items()}
    saved = model.unscoped.filter(public_id=public_id, version=seen).update(
        version=F("version") + 1, changed_at=at, **values
    )
    if not saved:
        raise Refused(Why("This can no longer be undone: part of it has been edited since"))


def _moment(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in MOMENTS and value else value


def _put_back_leads(public_id: str, leads: list[int]) -> None:
    action = Action.unscoped.get(public_id=public_id)
    set_leads(action, leads)


def set_leads(action: Action, leads: Iterable[int]) -> None:
    """Give an action exactly these leads, by number, the first accountable."""
    ActionLead.unscoped.filter(action=action).delete()
    ActionLead.unscoped.bulk_create(
        ActionLead(partnership_id=action.partnership_id, action=action, lead_id=lead, position=position)
        for position, lead in enumerate(dict.fromkeys(leads))
    )
