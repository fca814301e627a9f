"""Finding one thing of a review by its public id: what this member may not see is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from system_review.errors import NotAllowed, NotThere, Why
from system_review.evidence.models import Evidence
from system_review.evidence.rules import in_team as in_every_team
from system_review.evidence.rules import may_describe
from system_review.partnerships.access import require, require_own
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import (
    Action,
    ActionLead,
    Cell,
    Comment,
    Finding,
    Review,
    ReviewEvidence,
    SeeAlso,
    UndoStep,
    ValueJudgement,
)
from system_review.reviews.queries.seeing import sight_of, with_sight
from system_review.rows.prepared import Prepared

_CONTENT = "framework__content"  # 60 KB that is read once a process


def _by_public_id(model: type[Any], *related: str, put_off: str) -> Prepared:
    """A query for one thing by its public id, with what its page and its services need."""

    def build(member: Any, public_id: str) -> Any:
        rows = model.objects.visible_to(member).filter(public_id=public_id)
        return rows.select_related(*related).defer(put_off)

    return Prepared(build)


def _review(member: Any, public_id: str) -> Any:
    rows = with_sight(Review.objects.visible_to(member), member).filter(public_id=public_id)
    return rows.select_related("framework").defer(_CONTENT)


_REVIEW = Prepared(_review)
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
    found: Finding = _found(
        None if "\x00" in public_id else _FINDING.first(visible_to=member, public_id=public_id)
    )  # a form may send it; PostgreSQL cannot
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
    found: Evidence = _one(_listed(review, member).filter(evidence__public_id=public_id)).evidence
    return found


def evidence_to_change(member: Member, public_id: str, *, review: Review) -> Evidence:
    """The same, to be changed: of what one is told the kind alone, one cannot change the rest."""
    found = evidence_for(member, public_id, review=review)
    require(member, Permission.EVIDENCE_WRITE)
    require_own(member, found)
    whole = sight_of(review, visible_to=member).in_team or found.written_by_id == member.pk
    if not may_describe(found.naming, in_team=whole):
        raise NotAllowed(Why("Only the review team can change this evidence. Ask a review lead."))
    return found


def _listed(review: Review, member: Member) -> Any:
    """The evidence that a review lists, as this member may see it: the links, each with its piece."""
    return ReviewEvidence.objects.visible_to(member).filter(review=review).select_related("evidence__source")


def see_also_for(member: Member, finding: Finding, number: int) -> SeeAlso:
    """A cross-reference of a finding."""
    found: SeeAlso = _one(SeeAlso.objects.visible_to(member).filter(finding=finding, pk=number))
    return found


def agency_for(member: Member, public_id: str) -> Agency:
    """An agency of the partnership."""
    found: Agency = _one(Agency.objects.visible_to(member).filter(public_id=public_id))
    return found


def lead_for(member: Member, public_id: str) -> Lead:
    """A lead of the partnership; for who is not of every review's team, one who leads an action that they see."""
    rows = leads_seen(member).select_related("agency").filter(public_id=public_id)
    found: Lead = _one(rows)
    return found


def leads_seen(member: Member) -> Any:
    """The leads that a member may know of: a name that stands only under what is hidden would tell of it."""
    rows = Lead.objects.visible_to(member)
    if in_every_team(member.roles):
        return rows
    return rows.filter(Exists(ActionLead.objects.visible_to(member).filter(lead=OuterRef("pk"))))


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


def agency_chosen(member: Member, public_id: str) -> Agency | None:
    """An agency of the partnership; None where none was chosen."""
    return next(iter(agencies_chosen(member, [public_id])), None)


def evidence_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Evidence]:
    """Evidence that the review lists."""
    wanted = [public_id for public_id in public_ids if public_id]
    links = _listed(review, member).filter(evidence__public_id__in=wanted) if wanted else ()
    rows = {link.evidence.public_id: link.evidence for link in links}
    return [rows[public_id] for public_id in dict.fromkeys(wanted) if public_id in rows]


def cells_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Cell]:
    """Cells of the review."""
    return _chosen(Cell, member, public_ids, review=review)


def actions_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Action]:
    """Actions of the review that are not archived."""
    return _chosen(Action, member, public_ids, review=review, archived_at=None)


def findings_chosen(member: Member, public_ids: Iterable[str], *, review: Review) -> list[Finding]:
    """Findings of the review that are not archived."""
    return _chosen(Finding, member, public_ids, review=review, archived_at=None)
