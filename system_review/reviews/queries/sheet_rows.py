"""The rows of one sheet in few queries, whatever its size: six, of which one gathers every kind of link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    CharField,
    Count,
    F,
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
from system_review.reviews.queries.sheet_row_shapes import (
    ActionRow,
    CellRow,
    EvidenceRow,
    FindingRow,
    LinkRow,
    ServingRow,
    SheetRows,
)
from system_review.reviews.rules.words import Status, Unrated
from system_review.rows.prepared import Prepared


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


_CELLS, _FINDINGS, _SERVINGS = Prepared(_cells), Prepared(_findings), Prepared(_servings)
_EVIDENCE, _LINKS = Prepared(_evidence), Prepared(_links)
