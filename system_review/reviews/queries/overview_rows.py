"""What the overview is counted from: the whole review in five short queries, without its long texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import Left

from system_review.evidence.rules import EvidenceState, is_late, is_to_come, may_describe
from system_review.partnerships.models import Member, holder_of
from system_review.reviews.models import (
    Action,
    Cell,
    Finding,
    FindingEvidence,
    PlaceRating,
    Review,
    ReviewEvidence,
    ReviewPlace,
    SeeAlso,
    Serving,
)
from system_review.reviews.queries.places import Path
from system_review.reviews.queries.plan_rows import PlanLead
from system_review.reviews.queries.seeing import Sight, sight_of
from system_review.reviews.rules.actions import is_difference_untold, is_open, is_overdue
from system_review.reviews.rules.words import Colour, Unrated
from system_review.rows.prepared import Prepared, Row

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
    is_untold: bool  # it is done, and nobody has said yet what difference it made
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


class Gathered(NamedTuple):
    """How many pieces of evidence a review lists, and how many of them are done with, under way and overdue."""

    total: int
    done: int
    under_way: int
    overdue: int


class Read(NamedTuple):
    """The rows as they were read, each a plain tuple: what the overview is drawn from, to be compared."""

    cells: tuple[Row, ...]
    findings: tuple[Row, ...]
    servings: tuple[Row, ...]  # action and cell, each pair once, in the order of the sheets
    actions: tuple[Row, ...]
    evidence: tuple[Row, ...]  # each listed piece: its state, its naming, what `AwaitedRow` tells, its place


class OverviewRows:
    """Everything that the overview counts, worked out of what was `read` when it is drawn.

    Where it is of one place, `of_all` is the whole review.
    """

    def __init__(self, read: Read, *, sight: Sight, of_all: OverviewRows | None = None) -> None:
        self.read, self.sight = read, sight
        self.of_all = of_all or self

    @cached_property
    def cells(self) -> list[CellRow]:
        return [CellRow(*row) for row in self.read.cells]

    @cached_property
    def findings(self) -> dict[int, list[FindingRow]]:
        """By cell."""
        found: dict[int, list[FindingRow]] = defaultdict(list)
        for row in map(_finding, self.read.findings):
            found[row.cell].append(row)
        return found

    @cached_property
    def actions(self) -> list[ActionRow]:
        return [_action(row) for row in self.read.actions]

    @cached_property
    def cells_of(self) -> dict[int, list[int]]:
        """By action, in the order of the sheets."""
        found: dict[int, list[int]] = defaultdict(list)
        for _, action, cell in self.read.servings:
            found[action].append(cell)
        return found

    @cached_property
    def actions_in(self) -> dict[int, int]:
        """How many actions a cell has, each once."""
        return Counter(cell for _, _, cell in self.read.servings)

    @cached_property
    def awaited(self) -> list[AwaitedRow]:
        """What was asked of somebody and is not here yet."""
        rows = [row for row in self.read.evidence if row[0] == EvidenceState.ASKED_FOR]
        return [_awaited(row[1:-1], in_team=self.sight.in_team) for row in rows]

    def gathered(self, today: date) -> Gathered:
        """How far the gathering is, over everything that the review lists. When something was due may not be told."""
        states = [state for state, *_ in self.read.evidence]
        late = sum(
            may_describe(naming, in_team=self.sight.in_team) and is_late(state=state, due_on=due_on, today=today)
            for state, naming, *_, due_on, _place in self.read.evidence
        )
        done = sum(not is_to_come(state) for state in states)
        return Gathered(len(states), done, states.count(EvidenceState.UNDER_WAY), late)


def overview_rows(review: Review, *, visible_to: Member, for_place: ReviewPlace | None = None) -> OverviewRows:
    """Read what the overview counts, as this member may see it: of the whole review, or for one place and for all."""
    queries = (_CELLS, _FINDINGS, _SERVINGS, _ACTIONS, _EVIDENCE)
    read = Read(*(tuple(query.rows(visible_to=visible_to, review=review.pk)) for query in queries))
    whole = OverviewRows(read, sight=sight_of(review, visible_to=visible_to))
    if for_place is None:
        return whole
    return OverviewRows(_for_place(read, for_place, visible_to), sight=whole.sight, of_all=whole)


def _for_place(read: Read, place: ReviewPlace, member: Member) -> Read:
    """What was read, as far as it is for this place or for all.

    An action is left out as the plan leaves it out: if it is for another place, or if all its findings are.
    """
    others, planned = _elsewhere(Finding, place, member), _elsewhere(Action, place, member)
    served = Serving.objects.visible_to(member).filter(finding__review=place.review_id, finding__archived_at=None)
    pairs = set(served.exclude(finding__in=others).values_list("action_id", "finding__cell_id")) if others else None
    if pairs is not None:
        planned |= {action for _, action, _ in read.servings} - {action for action, _ in pairs}
    return read._replace(
        cells=_rated_there(read.cells, place, member),
        findings=tuple(row for row in read.findings if row[0] not in others),
        servings=tuple(
            row for row in read.servings if row[1] not in planned and (pairs is None or (row[1], row[2]) in pairs)
        ),
        actions=tuple(row for row in read.actions if row[0] not in planned),
        evidence=tuple(row for row in read.evidence if row[-1] in (None, place.pk)),
    )


def _elsewhere(model: Any, place: ReviewPlace, member: Member) -> set[int]:
    """The numbers of those that are for another place of the review."""
    rows = model.objects.visible_to(member).filter(review=place.review_id, archived_at=None)
    return set(rows.exclude(for_place=None).exclude(for_place=place).values_list("pk", flat=True))


def _rated_there(cells: Iterable[Row], place: ReviewPlace, member: Member) -> tuple[Row, ...]:
    """The cells with the ratings of the place, where it has its own."""
    given = PlaceRating.objects.visible_to(member).filter(for_place=place).exclude(rating=Unrated.NOT_RATED)
    ratings = {cell: (rating, reason) for cell, rating, reason in given.values_list("cell_id", "rating", "reason")}
    return tuple((*row[:5], *ratings.get(row[0], row[5:])) for row in cells)


def cell_rows(review: Review, *, visible_to: Member, for_place: ReviewPlace | None = None) -> list[CellRow]:
    """The stages of a review in order, with the ratings of a place where one looks at one."""
    rows = _CELLS.rows(visible_to=visible_to, review=review.pk)
    return [CellRow(*row) for row in (_rated_there(rows, for_place, visible_to) if for_place else rows)]


def finding_rows(review: Review, *, visible_to: Member, for_place: ReviewPlace | None = None) -> list[FindingRow]:
    """The findings of a review that are not archived, in the order of the sheets; those of a place and of all."""
    rows = [_finding(row) for row in _FINDINGS.rows(visible_to=visible_to, review=review.pk)]
    if for_place is None:
        return rows
    others = _elsewhere(Finding, for_place, visible_to)
    return [row for row in rows if row.pk not in others]


def _finding(row: Row) -> FindingRow:
    pk, public_id, cell, colour, plan, evidence = row
    return FindingRow(pk, public_id, cell, Colour(colour), bool(plan), bool(evidence))


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
    columns = (*(f"first__lead__{name}" for name in lead), "holder")
    return (
        Action.objects.visible_to(member)
        .filter(review=review, archived_at=None)
        .annotate(
            first=FilteredRelation("lead_links", condition=Q(lead_links__position=0)), start=Left("text", _ENOUGH)
        )
        .annotate(holder=holder_of("first__lead_id", member))
        .order_by("pk")
        .values_list("pk", "public_id", "start", "status", "due_on", "difference", "is_check", *columns)
    )


def _action(row: Row) -> ActionRow:
    pk, public_id, text, status, due_on, difference, is_check, *lead = row
    untold = is_difference_untold(status=status, difference=difference, is_check=bool(is_check))
    return ActionRow(pk, public_id, text, status, due_on, untold, _lead(lead))


def _lead(columns: Sequence[str | None]) -> PlanLead | None:
    return PlanLead(*(column or "" for column in columns)) if columns[0] else None


def _evidence(member: Any, review: int) -> Any:
    columns = ("state", "naming", "kind", "asked_of", "source__name", "due_on")
    return (
        ReviewEvidence.objects.visible_to(member)
        .filter(review=review, evidence__archived_at=None)
        .order_by(F("evidence__due_on").asc(nulls_last=True), "position")
        .values_list(*(f"evidence__{column}" for column in columns), "for_place_id")
    )


def _awaited(row: Row, *, in_team: bool) -> AwaitedRow:
    naming, kind, asked_of, source, due_on = row
    if may_describe(naming, in_team=in_team):
        return AwaitedRow(kind, asked_of, source or "", due_on)
    return AwaitedRow(kind, "", "", None)


_CELLS, _FINDINGS, _SERVINGS = Prepared(_cells), Prepared(_findings), Prepared(_servings)
_ACTIONS, _EVIDENCE = Prepared(_actions), Prepared(_evidence)
