"""The rows of one sheet in few queries, whatever its size: six, of which one gathers every kind of link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from system_review.evidence.rules import EvidenceState
from system_review.partnerships.models import Member, holder_of
from system_review.reviews.models import (
    OPEN,
    Action,
    ActionLead,
    AlsoRelevant,
    Cell,
    Comment,
    EvidenceStage,
    Finding,
    FindingEvidence,
    PlaceRating,
    Review,
    ReviewEvidence,
    ReviewPlace,
    SeeAlso,
    Serving,
    Waiting,
    WorkingNote,
)
from system_review.reviews.rules.words import CLOSED, Status, Unrated
from system_review.rows.prepared import Prepared


class CellRow(NamedTuple):
    """A stage with its rating."""

    pk: int
    public_id: str
    domain: str
    level: str
    stage: str
    rating: str
    reason: str
    rated_by_name: str
    rated_at: datetime | None
    agreed_at: str


class FindingRow(NamedTuple):
    """A finding; `on_behalf_of` is an agency's name, or None."""

    pk: int
    public_id: str
    cell_id: int
    colour: str
    text: str
    is_priority: bool
    written_by: int | None
    on_behalf: int | None
    on_behalf_of: str | None
    for_place: int | None = None  # the number of the place that it is for; None for all


class ActionRow(NamedTuple):
    """An action."""

    pk: int
    public_id: str
    text: str
    status: str
    priority: str
    due_words: str
    due_on: date | None
    repeats_every: int | None
    repeats_unit: str
    last_done_on: date | None
    difference: str
    written_by: int | None
    on_behalf: int | None
    for_place: int | None = None


class ServingRow(NamedTuple):
    """An action under one finding; `colour` is the finding's when it was planned."""

    finding_id: int
    colour: str
    action: ActionRow


class EvidenceRow(NamedTuple):
    """A piece of evidence under one finding."""

    finding_id: int
    kind: str
    sentence: str
    on: date | None
    how_many: int | None
    state: str
    naming: str


class LinkRow(NamedTuple):
    """One link of a finding or an action, of whatever kind. What the texts hold depends on the kind."""

    kind: str
    finding_id: int
    action_id: int
    cell_id: int
    number: int
    one: str
    two: str
    three: str
    four: str | None = None  # of a lead: who holds the role, "" for nobody, None where it is not told; else a public id


@dataclass(slots=True)
class SheetRows:
    """Everything that one sheet shows, by what it belongs to."""

    cells: list[CellRow]  # of the whole review
    findings: dict[int, list[FindingRow]]  # by cell, in order
    servings: dict[int, list[ServingRow]]  # by finding, in order, each with its action
    evidence: dict[int, list[EvidenceRow]]  # by finding
    leads: dict[int, list[LinkRow]]  # by action: name, role, agency
    about: dict[int, list[LinkRow]]  # by finding: agency
    see_also: dict[int, list[LinkRow]]  # by finding: a cell, or an action with its text and status
    references: dict[int, list[LinkRow]]  # by cell shown in: a finding of another cell
    elsewhere: dict[int, list[LinkRow]]  # by action: the other findings that it serves
    waits: dict[int, list[LinkRow]]  # by action: what it waits for
    comments: dict[int, list[LinkRow]]  # by finding: its open comments, none of which says more than that it is there
    action_comments: dict[int, list[LinkRow]]  # by action
    notes: dict[int, list[LinkRow]]  # by finding: that there is a working note, for the review team
    speaks: dict[int, list[LinkRow]]  # by cell: evidence that came in and speaks to it, whatever rests on it
    places: list[LinkRow] = field(default_factory=list)  # of the review: its number as `action_id`, name, public id
    place_ratings: list[LinkRow] = field(default_factory=list)  # of all cells: the place's number as `action_id`


def sheet_rows(review: Review, *, domain: str, level: str, visible_to: Member) -> SheetRows:
    """Read one sheet: its domain and level ("" where there is none) of a review, as this member may see it."""
    here: dict[str, Any] = {"review": review.pk, "domain": domain, "level": level}
    links: dict[str, list[LinkRow]] = defaultdict(list)
    for row in sorted(_LINKS.rows(visible_to=visible_to, **here), key=lambda row: (row[4] or 0, row[5] or "")):
        links[row[0]].append(LinkRow._make(row))
    return SheetRows(
        cells=list(map(CellRow._make, _CELLS.rows(visible_to=visible_to, review=review.pk))),
        findings=_grouped(map(FindingRow._make, _FINDINGS.rows(visible_to=visible_to, **here)), "cell_id"),
        servings=_grouped(map(_serving, _SERVINGS.rows(visible_to=visible_to, **here)), "finding_id"),
        evidence=_grouped(map(EvidenceRow._make, _EVIDENCE.rows(visible_to=visible_to, **here)), "finding_id"),
        leads=_grouped(links["lead"], "action_id"),
        about=_grouped(links["about"], "finding_id"),
        see_also=_grouped(links["see"], "finding_id"),
        references=_grouped(links["reference"], "cell_id"),
        elsewhere=_grouped(links["serving"], "action_id"),
        waits=_grouped(links["wait"], "action_id"),
        comments=_grouped(links["comment"], "finding_id"),
        action_comments=_grouped(links["comment"], "action_id"),
        notes=_grouped(links["note"], "finding_id"),
        speaks=_grouped(links["speaks"], "cell_id"),
        places=links["place"],
        place_ratings=links["rated"],
    )


def _serving(row: tuple[Any, ...]) -> ServingRow:
    return ServingRow(row[0], row[1], ActionRow._make(row[2:]))


def _grouped(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, column)].append(row)
    return grouped


def _on_sheet(prefix: str, review: int, domain: str, level: str) -> Q:
    """Findings on this sheet, reached over `prefix`: a join, never a list of numbers."""
    return Q(
        **{
            f"{prefix}review": review,
            f"{prefix}archived_at": None,
            f"{prefix}cell__domain": domain,
            f"{prefix}cell__level": level,
        }
    )


_WHOSE = ("written_by_id", "on_behalf_of_id")  # who may change it follows from these


def _cells(member: Any, review: int) -> Any:
    rows = Cell.objects.visible_to(member).filter(review=review)
    return rows.order_by("position").values_list(*CellRow._fields)


def _findings(member: Any, review: int, domain: str, level: str) -> Any:
    rows = Finding.objects.visible_to(member).filter(_on_sheet("", review, domain, level)).order_by("position", "pk")
    return rows.values_list(*FindingRow._fields[:6], *_WHOSE, "on_behalf_of__name", "for_place_id")


def _servings(member: Any, review: int, domain: str, level: str) -> Any:
    rows = Serving.objects.visible_to(member).filter(_on_sheet("finding__", review, domain, level))
    columns = (
        "finding_id",
        "colour",
        *(f"action__{name}" for name in (*ActionRow._fields[:-3], *_WHOSE, "for_place_id")),
    )
    return rows.filter(action__archived_at=None).order_by("position", "pk").values_list(*columns)


def _evidence(member: Any, review: int, domain: str, level: str) -> Any:
    rows = FindingEvidence.objects.visible_to(member).filter(_on_sheet("finding__", review, domain, level))
    columns = ("finding_id", *(f"evidence__{name}" for name in EvidenceRow._fields[1:]))
    return rows.filter(evidence__archived_at=None).order_by("pk").values_list(*columns)


def _links(member: Any, review: int, domain: str, level: str) -> Any:
    here = (review, domain, level)
    planned = Serving.objects.visible_to(member).filter(_on_sheet("finding__", *here)).values("action_id")
    parts = [
        _part(
            "lead",
            ActionLead.objects.visible_to(member).filter(action_id__in=planned),
            action=F("action_id"),
            number=F("position"),
            one=F("lead__name"),
            two=F("lead__role"),
            three=F("lead__agency__name"),
            four=holder_of("lead_id", member),
        ),
        _part(
            "about",
            Finding.objects.visible_to(member).filter(_on_sheet("", *here), about__isnull=False),
            finding=F("pk"),
            one=F("about__name"),
        ),
        _part(
            "see",
            SeeAlso.objects.visible_to(member).filter(_on_sheet("finding__", *here)),
            finding=F("finding_id"),
            action=F("action_id"),
            cell=F("cell_id"),
            number=F("pk"),
            one=Coalesce(F("action__text"), Cast(_actions_in_cell(member), TextField())),
            two=Coalesce(F("action__status"), Cast(_actions_in_cell(member, action__status=Status.DONE), TextField())),
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
            Serving.objects.visible_to(member).filter(action_id__in=planned, finding__archived_at=None),
            finding=F("finding_id"),
            action=F("action_id"),
            cell=F("finding__cell_id"),
            one=F("colour"),
            two=F("finding__public_id"),
        ),
        _part(
            "wait",
            Waiting.objects.visible_to(member).filter(action_id__in=planned, waits_for__archived_at=None),
            action=F("action_id"),
            one=F("waits_for__text"),
            two=F("waits_for__status"),
            three=F("waits_for__public_id"),
        ),
        _part(
            "comment",
            Comment.objects.visible_to(member).filter(OPEN, review=review),
            finding=F("finding_id"),
            action=F("action_id"),
        ),
        _part(
            "note",
            WorkingNote.objects.visible_to(member).filter(_on_sheet("finding__", *here)).exclude(text=""),
            finding=F("finding_id"),
        ),
        _part(
            "speaks",
            EvidenceStage.objects.visible_to(member).filter(
                cell__review=review,
                cell__domain=domain,
                cell__level=level,
                evidence__archived_at=None,
                evidence__state=EvidenceState.RECEIVED,
            ),
            action=_place_of_piece(member),
            cell=F("cell_id"),
            number=F("evidence_id"),
            one=F("evidence__kind"),
            two=F("evidence__sentence"),
            three=F("evidence__naming"),
            four=F("evidence__public_id"),
        ),
        _part(
            "place",
            ReviewPlace.objects.visible_to(member).filter(review=review, archived_at=None),
            action=F("pk"),
            number=F("position"),
            one=F("name"),
            two=F("public_id"),
        ),
        _part(
            "rated",
            PlaceRating.objects.visible_to(member)
            .filter(cell__review=review, for_place__archived_at=None)
            .exclude(rating=Unrated.NOT_RATED.value),
            action=F("for_place_id"),
            cell=F("cell_id"),
            number=F("for_place__position"),
            one=F("rating"),
            two=F("reason"),
            three=F("rated_by_name"),
            four=F("agreed_at"),
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


def _place_of_piece(member: Any) -> Any:
    """The number of the place that a piece of evidence is for in the review of the stage; None for all."""
    listed = ReviewEvidence.objects.visible_to(member).filter(
        evidence=OuterRef("evidence_id"), review=OuterRef("cell__review_id")
    )
    return Subquery(listed.values("for_place_id")[:1])


def _actions_in_cell(member: Any, **filters: Any) -> Any:
    """How many actions serve the findings of the cell that a row points to."""
    rows = Serving.objects.visible_to(member).filter(
        finding__cell=OuterRef("cell_id"), finding__archived_at=None, action__archived_at=None, **filters
    )
    return Subquery(rows.order_by().values("finding__cell").annotate(n=Count("action", distinct=True)).values("n"))


def _part(kind: str, rows: Any, **columns: Any) -> Any:
    numbers = {name: columns.get(name, Value(None)) for name in ("finding", "action", "cell", "number")}
    texts = {name: columns.get(name, Value("")) for name in ("one", "two", "three", "four")}
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


_CELLS, _FINDINGS, _SERVINGS = Prepared(_cells), Prepared(_findings), Prepared(_servings)
_EVIDENCE, _LINKS, _LOAD = Prepared(_evidence), Prepared(_links), Prepared(_load)
