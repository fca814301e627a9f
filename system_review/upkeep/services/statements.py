"""Filling in what a partnership says of itself on its pages about privacy and accessibility."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.rows.models import change
from system_review.texts import held
from system_review.upkeep.models import Statement
from system_review.upkeep.rules.statements import Said


@transaction.atomic
def set_statement(*, said: Said, seen: int, by: Member, at: datetime) -> None:
    """Save the partnership's statement. `seen` is the version that the person saw; 1 where there was none yet."""
    require(by, Permission.PARTNERSHIP_CHANGE)
    values = {name: held(text, field=name) if isinstance(text, str) else text for name, text in asdict(said).items()}
    statement, _ = Statement.unscoped.get_or_create(partnership_id=by.partnership_id)
    before = {name: getattr(statement, name) for name in values}
    change(statement, seen=seen, **values)
    changed = {name: value or "" for name, value in values.items() if value != before[name]}
    if changed:
        record("partnership.statement_set", subject=by.partnership, by=by, at=at, after=changed)
