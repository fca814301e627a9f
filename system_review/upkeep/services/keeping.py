"""Choosing how long a partnership keeps things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Mistakes
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.rows.models import change
from system_review.upkeep.models import Keeping
from system_review.upkeep.rules.keeping import SETTABLE, why_not_chosen


@transaction.atomic
def set_keeping(*, chosen: Mapping[str, int | None], seen: int, by: Member, at: datetime) -> None:
    """Save how long things are kept: a count for each line that has bounds. `seen` is the version that was seen."""
    require(by, Permission.RETENTION_SET)
    mistakes = Mistakes()
    for line in SETTABLE:
        mistakes.add(why_not_chosen(line, chosen.get(line.key)), field=line.key)
    mistakes.tell()
    counts = {line.key: chosen[line.key] for line in SETTABLE}
    keeping, _ = Keeping.unscoped.get_or_create(partnership_id=by.partnership_id)
    before = keeping.chosen
    change(keeping, seen=seen, chosen=counts)
    if counts != before:
        record("partnership.keeping_set", subject=by.partnership, by=by, at=at, before=before or None, after=counts)
