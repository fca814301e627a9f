"""What the overview is counted from: the whole review in five short queries, without its long texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import Left

from system_review.evidence.rules import EvidenceState, in_team, may_describe
from system_review.partnerships.models import Member
from system_review.reviews.models import (
    Action,
    Cell,
    Finding,
    FindingEvidence,
    Review,
    ReviewEvidence,
    SeeAlso,
    Serving,
)
from system_review.reviews.queries.places import Path
from system_review.reviews.queries.plan_rows import PlanLead
from system_review.reviews.rules.actions import is_open, is_overdue
from system_review.reviews.rules.words import Colour
from system_review.rows.prepared import Prepared

_ENOUGH = 120  # characters of a text, from which a few words are shown


class CellRow(NamedTuple):
    """A stage with its rating."""

    pk: int
    public_id: str
    domain: str
    level: str
    stage: str
    rating: str
    reason: str

    @property
    def path(self) -> Path:
        """Its keys in the framework."""
        return self.domain, self.level, self.stage


class FindingRow(NamedTuple):
    """A finding, and whether it has a plan for its present colour (or refers to one) and rests on evidence."""

    pk: int
    public_id: str
    cell: int
    colour: Colour
    has_plan: bool
    has_evidence: bool


class ActionRow(NamedTuple):
    """An action with the beginning of its text, and its accountable lead."""

    pk: int
    public_id: str
    text: str
    status: str
    due_on: date | None
    lead: PlanLead | None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return is_open(self.status)

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return is_overdue(status=self.status, due_on=self.due_on, today=today)


class AwaitedRow(NamedTuple):
    """Evidence that was asked for and is not there yet. Where only its kind may be told, the rest is empty."""

    kind: str
    asked_of: str
    source: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OverviewRows:
    """Everything that the overview counts."""

    cells: list[CellRow]
    findings: dict[int, list[FindingRow]]  # by cell
    actions: list[ActionRow]
    cells_of: dict[int, list[int]]  # by action, in the order of the sheets
    actions_in: dict[int, int]  # how many actions a cell has, each once
    awaited: list[AwaitedRow]

    @property
    def facts(self) -> Hashable:
        """All of it, to be compared: what the overview is drawn from."""
        findings = tuple(tuple(of_cell) for of_cell in self.findings.values())
        cells_of = tuple((action, *cells) for action, cells in self.cells_of.items())
        return tuple(self.cells), findings, tuple(self.actions), cells_of, tuple(self.awaited)

    def counts(self, cell: CellRow) -> tuple[int, int]:
        """How many findings and actions are in a stage."""
        return len(self.findings.get(cell.pk, ())), self.actions_in.get(cell.pk, 0)


def overview_rows(review: Review, *, visible_to: Member) -> OverviewRows:
    """Read what the overview counts, as this member may see it."""
    findings: dict[int, list[FindingRow]] = defaultdict(list)
    for row in finding_rows(review, visible_to=visible_to):
        findings[row.cell].append(row)
    cells_of: dict[int, list[int]] = defaultdict(list)
    actions_in: dict[int, int] = defaultdict(int)
    for _, action, cell in _SERVINGS.rows(visible_to=visible_to, review=review.pk):
        cells_of[action].append(cell)
        actions_in[cell] += 1
    return OverviewRows(
        cells=[CellRow(*row) for row in _CELLS.rows(visible_to=visible_to, review=review.pk)],
        findings=findings,
        actions=[_action(row) for row in _ACTIONS.rows(visible_to=visible_to, review=review.pk)],
        cells_of=cells_of,
        actions_in=actions_in,
        awaited=_awaited(review, visible_to),
    )


def finding_rows(review: Review, *, visible_to: Member) -> list[FindingRow]:
    """The findings of a review that are not archived, in the order of the sheets."""
    rows = _FINDINGS.rows(visible_to=visible_to, review=review.pk)
    return [
        FindingRow(pk, public_id, cell, Colour(colour), bool(plan), bool(evidence))
        for pk, public_id, cell, colour, plan, evidence in rows
    ]


def _cells(member: Any, review: int) -> Any:
    rows = Cell.objects.visible_to(member).filter(review=review).order_by("position")
    return rows.values_list("pk", "public_id", "domain", "level", "stage", "rating", "reason")


def _findings(member: Any, review: int) -> Any:
    def some(model: Any, **filters: Any) -> Exists:
        return Exists(model.objects.visible_to(member).filter(finding=OuterRef("pk"), **filters))

    return (
        Finding.objects.visible_to(member)
        .filter(review=review, archived_at=None)
        .annotate(
            plan=some(Serving, colour=OuterRef("colour"), action__archived_at=None) | some(SeeAlso),
            evidence=some(FindingEvidence, evidence__archived_at=None),
        )
        .order_by("cell__position", "position", "pk")
        .values_list("pk", "public_id", "cell_id", "colour", "plan", "evidence")
    )


def _servings(member: Any, review: int) -> Any:
    """Pairs of action and cell, each once, in the order of the sheets."""
    return (
        Serving.objects.visible_to(member)
        .filter(finding__review=review, finding__archived_at=None, action__archived_at=None)
        .order_by("finding__cell__position", "action_id")
        .values_list("finding__cell__position", "action_id", "finding__cell_id")
        .distinct()
    )


def _actions(member: Any, review: int) -> Any:
    lead = ("public_id", "name", "role", "agency__name", "agency__public_id")
    return (
        Action.objects.visible_to(member)
        .filter(review=review, archived_at=None)
        .annotate(
            first=FilteredRelation("lead_links", condition=Q(lead_links__position=0)), start=Left("text", _ENOUGH)
        )
        .order_by("pk")
        .values_list("pk", "public_id", "start", "status", "due_on", *(f"first__lead__{name}" for name in lead))
    )


def _action(row: Sequence[Any]) -> ActionRow:
    pk, public_id, text, status, due_on, *lead = row
    return ActionRow(pk, public_id, text, status, due_on, _lead(lead))


def _lead(columns: Sequence[str | None]) -> PlanLead | None:
    return PlanLead(*(column or "" for column in columns)) if columns[0] else None


def _asked_for(member: Any, review: int) -> Any:
    return (
        ReviewEvidence.objects.visible_to(member)
        .filter(review=review, evidence__archived_at=None, evidence__state=EvidenceState.ASKED_FOR)
        .order_by(F("evidence__due_on").asc(nulls_last=True), "position")
        .values_list(
            "evidence__naming", "evidence__kind", "evidence__asked_of", "evidence__source__name", "evidence__due_on"
        )
    )


def _awaited(review: Review, member: Member) -> list[AwaitedRow]:
    team = in_team(member.roles)
    return [
        AwaitedRow(kind, asked_of, source or "", due_on)
        if may_describe(naming, in_team=team)
        else AwaitedRow(kind, "", "", None)
        for naming, kind, asked_of, source, due_on in _ASKED_FOR.rows(visible_to=member, review=review.pk)
    ]


_CELLS, _FINDINGS, _SERVINGS = Prepared(_cells), Prepared(_findings), Prepared(_servings)
_ACTIONS, _ASKED_FOR = Prepared(_actions), Prepared(_asked_for)
