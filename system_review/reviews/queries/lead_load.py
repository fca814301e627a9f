"""What each accountable lead carries: open actions, and those overdue, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
)

from system_review.partnerships.models import Member
from system_review.reviews.models import (
    Action,
    Review,
    Serving,
)
from system_review.reviews.rules.words import CLOSED
from system_review.rows.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Load:
    """What one accountable lead carries: open actions, and how many of them are overdue. `name` "" is nobody."""

    name: str
    open: int
    overdue: int


def load_by_lead(review: Review, *, visible_to: Member, today: date) -> list[Load]:
    """Open actions by their first lead, those without one under "", in one query."""
    rows = _LOAD.rows(visible_to=visible_to, review=review.pk, today=today)
    return [Load(name or role or agency or "", *counts) for _, name, role, agency, *counts in rows]


def _load(member: Any, review: int, today: date) -> Any:
    names = ("first__lead_id", "first__lead__name", "first__lead__role", "first__lead__agency__name")
    on_a_sheet = Serving.objects.visible_to(member).filter(action=OuterRef("pk"), finding__archived_at=None)
    return (
        Action.objects.visible_to(member)
        .filter(Exists(on_a_sheet), review=review, archived_at=None)
        .exclude(status__in=CLOSED)
        .annotate(first=FilteredRelation("lead_links", condition=Q(lead_links__position=0)))
        .values(*names)
        .annotate(open=Count("pk", distinct=True), overdue=Count("pk", filter=Q(due_on__lt=today), distinct=True))
        .order_by("-open", "first__lead__name")
        .values_list(*names, "open", "overdue")
    )


_LOAD = Prepared(_load)
