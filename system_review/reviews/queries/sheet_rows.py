"""The rows of one sheet in few queries, whatever its size: seven, of which one gathers every kind of link."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, FilteredRelation, IntegerField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from system_review.partnerships.models import Agency, Member
from system_review.reviews.models import (
    Action,
    ActionLead,
    AlsoRelevant,
    Cell,
    Finding,
    FindingEvidence,
    Review,
    SeeAlso,
    Serving,
    Waiting,
)
from system_review.reviews.rules.words import CLOSED, Status


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link of a finding or an action, of whatever kind. What the texts hold depends on the kind."""

    kind: str
    finding_id: int
    action_id: int
    cell_id: int
    number: int
    one: str
    two: str
    three: str


@dataclass(slots=True)
class SheetRows:
    """Everything that one sheet shows, by what it belongs to."""

    cells: list[Cell]  # of the whole review
    findings: dict[int, list[Finding]]  # by cell, in order
    servings: dict[int, list[Serving]]  # by finding, in order, each with its action
    evidence: dict[int, list[Any]]  # by finding
    leads: dict[int, list[LinkRow]]  # by action: name, role, agency
    about: dict[int, list[LinkRow]]  # by finding: agency
    see_also: dict[int, list[LinkRow]]  # by finding: a cell, or an action with its text and status
    references: dict[int, list[LinkRow]]  # by cell shown in: a finding of another cell
    elsewhere: dict[int, list[LinkRow]]  # by action: the other findings that it serves
    waits: dict[int, list[LinkRow]]  # by action: what it waits for


def sheet_rows(review: Review, *, domain: str, level: str, visible_to: Member) -> SheetRows:
    """Read one sheet: its domain and level ("" where there is none) of a review, as this member may see it."""
    cells = list(Cell.objects.visible_to(visible_to).filter(review=review).order_by("position"))
    findings = _findings(review, domain, level, visible_to)
    links = _links(review, domain, level, visible_to)
    return SheetRows(
        cells=cells,
        findings=_grouped(findings, "cell_id"),
        servings=_grouped(_servings(review, domain, level, visible_to), "finding_id"),
        evidence=_evidence(review, domain, level, visible_to),
        leads=_grouped(_of(links, "lead"), "action_id"),
        about=_grouped(_of(links, "about"), "finding_id"),
        see_also=_grouped(_of(links, "see"), "finding_id"),
        references=_grouped(_of(links, "reference"), "cell_id"),
        elsewhere=_grouped(_of(links, "serving"), "action_id"),
        waits=_grouped(_of(links, "wait"), "action_id"),
    )


def _of(links: list[LinkRow], kind: str) -> list[LinkRow]:
    return [link for link in links if link.kind == kind]


def _grouped(rows: list[Any], column: str) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, column)].append(row)
    return grouped


def _on_sheet(prefix: str, review: Review, domain: str, level: str) -> Q:
    """Findings on this sheet, reached over `prefix`: a join, never a list of numbers."""
    return Q(
        **{
            f"{prefix}review": review,
            f"{prefix}archived_at": None,
            f"{prefix}cell__domain": domain,
            f"{prefix}cell__level": level,
        }
    )


def _findings(review: Review, domain: str, level: str, member: Member) -> list[Finding]:
    rows = Finding.objects.visible_to(member).filter(_on_sheet("", review, domain, level))
    return list(rows.select_related("on_behalf_of").order_by("position", "pk"))


def _servings(review: Review, domain: str, level: str, member: Member) -> list[Serving]:
    rows = Serving.objects.visible_to(member).filter(_on_sheet("finding__", review, domain, level))
    return list(rows.filter(action__archived_at=None).select_related("action").order_by("position", "pk"))


def _evidence(review: Review, domain: str, level: str, member: Member) -> dict[int, list[Any]]:
    rows = FindingEvidence.objects.visible_to(member).filter(_on_sheet("finding__", review, domain, level))
    grouped: dict[int, list[Any]] = defaultdict(list)
    for link in rows.filter(evidence__archived_at=None).select_related("evidence__source").order_by("pk"):
        grouped[link.finding_id].append(link.evidence)
    return grouped


def _links(review: Review, domain: str, level: str, member: Member) -> list[LinkRow]:
    here = (review, domain, level)
    parts = [
        _part(
            "lead",
            ActionLead.objects.visible_to(member).filter(_on_sheet("action__servings__finding__", *here)).distinct(),
            action=F("action_id"),
            number=F("position"),
            one=F("lead__name"),
            two=F("lead__role"),
            three=F("lead__agency__name"),
        ),
        _part(
            "about",
            Agency.objects.visible_to(member).filter(_on_sheet("findings_about__", *here)),
            finding=F("findings_about__pk"),
            one=F("name"),
        ),
        _part(
            "see",
            SeeAlso.objects.visible_to(member).filter(_on_sheet("finding__", *here)),
            finding=F("finding_id"),
            action=F("action_id"),
            cell=F("cell_id"),
            number=F("pk"),
            one=Coalesce(F("action__text"), Cast(_actions_in_cell(), TextField())),
            two=Coalesce(F("action__status"), Cast(_actions_in_cell(action__status=Status.DONE), TextField())),
            three=F("action__public_id"),
        ),
        _part(
            "reference",
            AlsoRelevant.objects.visible_to(member).filter(
                cell__review=review, cell__domain=domain, cell__level=level, finding__archived_at=None
            ),
            finding=F("finding__cell_id"),
            cell=F("cell_id"),
            one=F("finding__text"),
            two=F("finding__colour"),
            three=F("finding__public_id"),
        ),
        _part(
            "serving",
            Serving.objects.visible_to(member)
            .filter(_on_sheet("action__servings__finding__", *here), finding__archived_at=None)
            .distinct(),
            finding=F("finding_id"),
            action=F("action_id"),
            cell=F("finding__cell_id"),
            one=F("colour"),
            two=F("finding__public_id"),
        ),
        _part(
            "wait",
            Waiting.objects.visible_to(member)
            .filter(_on_sheet("action__servings__finding__", *here), waits_for__archived_at=None)
            .distinct(),
            action=F("action_id"),
            one=F("waits_for__text"),
            two=F("waits_for__status"),
            three=F("waits_for__public_id"),
        ),
    ]
    rows = parts[0].union(*parts[1:], all=True)
    return sorted((LinkRow(*row) for row in rows), key=lambda row: (row.kind, row.number or 0))


def _actions_in_cell(**filters: Any) -> Any:
    """How many actions serve the findings of the cell that a row points to."""
    # because it is a part of a row that was found scoped, and counts what that row points to
    rows = Serving.unscoped.filter(
        finding__cell=OuterRef("cell_id"), finding__archived_at=None, action__archived_at=None, **filters
    )
    return Subquery(rows.order_by().values("finding__cell").annotate(n=Count("action", distinct=True)).values("n"))


def _part(kind: str, rows: Any, **columns: Any) -> Any:
    numbers = {name: columns.get(name, Value(None)) for name in ("finding", "action", "cell", "number")}
    texts = {name: columns.get(name, Value("")) for name in ("one", "two", "three")}
    return (
        rows.annotate(
            row_kind=Value(kind, output_field=CharField()),
            **{f"row_{name}": Cast(value, IntegerField()) for name, value in numbers.items()},
            **{f"row_{name}": Cast(value, TextField()) for name, value in texts.items()},
        )
        .order_by()
        .values_list("row_kind", *(f"row_{name}" for name in (*numbers, *texts)))
    )


@dataclass(frozen=True, slots=True)
class Load:
    """What one accountable lead carries: open actions, and how many of them are overdue. `name` "" is nobody."""

    name: str
    open: int
    overdue: int


def load_by_lead(review: Review, *, visible_to: Member, today: date) -> list[Load]:
    """Open actions by their first lead, those without one under "", in one query."""
    rows = (
        Action.objects.visible_to(visible_to)
        .filter(review=review, archived_at=None, servings__finding__archived_at=None)
        .exclude(status__in=CLOSED)
        .annotate(first=FilteredRelation("lead_links", condition=Q(lead_links__position=0)))
        .values("first__lead_id", "first__lead__name", "first__lead__role", "first__lead__agency__name")
        .annotate(open=Count("pk", distinct=True), overdue=Count("pk", filter=Q(due_on__lt=today), distinct=True))
        .order_by("-open", "first__lead__name")
    )
    return [
        Load(
            row["first__lead__name"] or row["first__lead__role"] or row["first__lead__agency__name"] or "",
            row["open"],
            row["overdue"],
        )
        for row in rows
    ]
