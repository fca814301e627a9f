"""Finding one thing of a review by its public id: what this member may not see is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from system_review.errors import NotThere, Why
from system_review.evidence.models import Evidence
from system_review.partnerships.models import Agency, Lead, Member
from system_review.reviews.models import Action, Cell, Comment, Finding, Review, SeeAlso, UndoStep, ValueJudgement
from system_review.rows.prepared import Prepared

_CONTENT = "framework__content"  # 60 KB that is read once a process


def _by_public_id(model: type[Any], *related: str, put_off: str) -> Prepared:
    """A query for one thing by its public id, with what its page and its services need."""

    def build(member: Any, public_id: str) -> Any:
        rows = model.objects.visible_to(member).filter(public_id=public_id)
        return rows.select_related(*related).defer(put_off)

    return Prepared(build)


_REVIEW = _by_public_id(Review, "framework", put_off=_CONTENT)
_CELL, _ACTION, _VALUE = (
    _by_public_id(model, "review__framework", put_off=f"review__{_CONTENT}") for model in (Cell, Action, ValueJudgement)
)
_FINDING = _by_public_id(Finding, "cell__review", "on_behalf_of", "review__framework", put_off=f"review__{_CONTENT}")


def _found(thing: Any) -> Any:
    if thing is None:
        raise NotThere(Why("There is no such page"))
    return thing


def _one(rows: Any) -> Any:
    return _found(rows.first())


def review_for(member: Member, public_id: str) -> Review:
    """A review with its framework."""
    found: Review = _found(_REVIEW.first(visible_to=member, public_id=public_id))
    return found


def cell_for(member: Member, public_id: str) -> Cell:
    """A cell with its review."""
    found: Cell = _found(_CELL.first(visible_to=member, public_id=public_id))
    return found


def finding_for(member: Member, public_id: str) -> Finding:
    """A finding with its cell and review, archived or not."""
    found: Finding = _found(_FINDING.first(visible_to=member, public_id=public_id))
    return found


def action_for(member: Member, public_id: str) -> Action:
    """An action with its review, archived or not."""
    found: Action = _found(_ACTION.first(visible_to=member, public_id=public_id))
    return found


def value_for(member: Member, public_id: str) -> ValueJudgement:
    """A judgement on a value."""
    found: ValueJudgement = _found(_VALUE.first(visible_to=member, public_id=public_id))
    return found


def comment_for(member: Member, public_id: str) -> Comment:
    """A comment or a reply, with what it is about. What is about something hidden is hidden with it."""
    related = ("answers", "review__framework", "finding__cell", "action")
    rows = Comment.objects.visible_to(member).filter(public_id=public_id)
    found: Comment = _one(rows.select_related(*related).defer(f"review__{_CONTENT}"))
    thing: type[Any] = Finding if found.finding_id else Action
    _one(thing.objects.visible_to(member).filter(pk=found.finding_id or found.action_id))
    return found


def step_for(member: Member, public_id: str) -> UndoStep:
    """A step that this member made and may take back."""
    found: UndoStep = _one(
        UndoStep.objects.visible_to(member)
        .select_related("review__framework")
        .defer(f"review__{_CONTENT}")
        .filter(public_id=public_id, member=member)
    )
    return found


def evidence_for(member: Member, public_id: str, *, review: Review) -> Evidence:
    """A piece of evidence that the review lists."""
    found: Evidence = _one(
        Evidence.objects.visible_to(member)
        .select_related("source")
        .filter(public_id=public_id, pk__in=review_evidence_numbers(review, member))
    )
    return found


def review_evidence_numbers(review: Review, member: Member) -> Any:
    """The numbers of the evidence that a review lists, as a subquery."""
    from system_review.reviews.models import ReviewEvidence

    return ReviewEvidence.objects.visible_to(member).filter(review=review).values("evidence_id")


def see_also_for(member: Member, finding: Finding, number: int) -> SeeAlso:
    """A cross-reference of a finding."""
    found: SeeAlso = _one(SeeAlso.objects.visible_to(member).filter(finding=finding, pk=number))
    return found


def agency_for(member: Member, public_id: str) -> Agency:
    """An agency of the partnership."""
    found: Agency = _one(Agency.objects.visible_to(member).filter(public_id=public_id))
    return found


def lead_for(member: Member, public_id: str) -> Lead:
    """A lead of the partnership."""
    found: Lead = _one(Lead.objects.visible_to(member).select_related("agency").filter(public_id=public_id))
    return found


def _chosen(model: type[Any], member: Member, public_ids: Iterable[str], **filters: Any) -> list[Any]:
    """The rows with these public ids that the member may see, in the order given. Others are passed over."""
    wanted = [public_id for public_id in public_ids if public_id]
    if not wanted:
        return []
    rows = {row.public_id: row for row in model.objects.visible_to(member).filter(public_id__in=wanted, **filters)}
    return [rows[public_id] for public_id in dict.fromkeys(wanted) if public_id in rows]


def agencies_chosen(member: Member, public_ids: Iterable[str]) -> list[Agency]:
    """Agencies of the partnership."""
    return _chosen(Agency, member, public_ids)


def evidence_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Evidence]:
    """Evidence that the review lists."""
    wanted = [public_id for public_id in public_ids if public_id]
    return _chosen(Evidence, member, wanted, pk__in=review_evidence_numbers(review, member)) if wanted else []


def cells_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Cell]:
    """Cells of the review."""
    return _chosen(Cell, member, public_ids, review=review)


def actions_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Action]:
    """Actions of the review that are not archived."""
    return _chosen(Action, member, public_ids, review=review, archived_at=None)


def findings_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Finding]:
    """Findings of the review that are not archived."""
    return _chosen(Finding, member, public_ids, review=review, archived_at=None)
