"""Evidence in a review: listed there, and linked to the findings that rest on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.evidence.models import Evidence
from system_review.evidence.services import Description, add_evidence, edit_evidence
from system_review.partnerships.access import Unsaid, acting_for, require, require_own
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import add_agency
from system_review.reviews.models import (
    Cell,
    EvidenceStage,
    Finding,
    FindingEvidence,
    Review,
    ReviewEvidence,
    ReviewPlace,
)
from system_review.reviews.services.findings import list_evidence
from system_review.reviews.services.review_places import change_of_place, for_now


@transaction.atomic
def add_to_review(
    *,
    review: Review,
    description: Description,
    source_name: str = "",
    findings: Sequence[Finding] = (),
    stages: Sequence[Cell] = (),
    on_behalf_of: Agency | None = None,
    for_place: ReviewPlace | Unsaid | None = Unsaid.UNSAID,
    key: str = "",
    by: Member,
    at: datetime,
) -> Evidence:
    """Add a piece of evidence, list it in the review, and link it to findings, and to the stages that it speaks to.

    `source_name` names an agency.
    """
    description = _from(source_name, description, by, at)
    evidence = add_evidence(description=description, on_behalf_of=on_behalf_of, key=key, by=by, at=at)
    list_evidence(review.pk, review.partnership_id, [evidence])
    link_findings(review=review, evidence=evidence, findings=findings, by=by, at=at)
    link_stages(review=review, evidence=evidence, stages=stages, by=by, at=at)
    set_place(review=review, evidence=evidence, place=for_place, by=by, at=at)
    return evidence


@transaction.atomic
def edit_in_review(
    *,
    review: Review,
    evidence: Evidence,
    seen: int,
    description: Description,
    source_name: str = "",
    findings: Sequence[Finding],
    on_behalf_of: Agency | Unsaid | None = Unsaid.UNSAID,
    stages: Sequence[Cell] | None = None,
    for_place: ReviewPlace | Unsaid | None = Unsaid.UNSAID,
    by: Member,
    at: datetime,
) -> None:
    """Change a piece of evidence, the findings of this review that rest on it, and the stages that it speaks to.

    Without `stages` those stay as they are, and without `for_place` the place that it is for in this review.
    """
    description = _from(source_name, description, by, at)
    edit_evidence(evidence=evidence, seen=seen, description=description, on_behalf_of=on_behalf_of, by=by, at=at)
    link_findings(review=review, evidence=evidence, findings=findings, by=by, at=at)
    if stages is not None:
        link_stages(review=review, evidence=evidence, stages=stages, by=by, at=at)
    set_place(review=review, evidence=evidence, place=for_place, by=by, at=at)


@transaction.atomic
def set_place(
    *, review: Review, evidence: Evidence, place: ReviewPlace | Unsaid | None, by: Member, at: datetime
) -> None:
    """Say for which place of the review a piece is, None for all; where nothing is said it stays as it was."""
    require(by, Permission.EVIDENCE_WRITE)
    require_own(by, evidence)
    if isinstance(place, Unsaid):
        return
    listed = ReviewEvidence.unscoped.select_related("for_place").get(review=review, evidence=evidence)
    place = for_now(review.pk, listed.for_place, place)
    if told := change_of_place(listed.for_place, place):
        ReviewEvidence.unscoped.filter(pk=listed.pk).update(for_place=place)
        behalf = acting_for(by, evidence)
        record("evidence.place_set", subject=evidence, by=by, at=at, review=review, on_behalf_of=behalf, **told)


@transaction.atomic
def link_stages(*, review: Review, evidence: Evidence, stages: Sequence[Cell], by: Member, at: datetime) -> None:
    """Say to exactly which stages of the review a piece speaks, whether or not a finding rests on it yet."""
    require(by, Permission.EVIDENCE_WRITE)
    require_own(by, evidence)
    if any(cell.review_id != review.pk for cell in stages):
        raise Refused(Why("Choose stages of this review"), field="stages")
    links = EvidenceStage.unscoped.filter(evidence=evidence, cell__review=review)
    before, wanted = set(links.values_list("cell_id", flat=True)), {cell.pk for cell in stages}
    if before == wanted:
        return
    links.exclude(cell__in=wanted).delete()
    EvidenceStage.unscoped.bulk_create(
        EvidenceStage(partnership_id=review.partnership_id, evidence=evidence, cell=cell)
        for cell in stages
        if cell.pk not in before
    )
    record(
        "evidence.placed",
        subject=evidence,
        by=by,
        at=at,
        review=review,
        stages="; ".join(str(cell) for cell in stages) or None,
        on_behalf_of=acting_for(by, evidence),
    )


def _from(source_name: str, description: Description, by: Member, at: datetime) -> Description:
    if not source_name.strip():
        return description
    return replace(description, source=add_agency(name=source_name, by=by, at=at))


@transaction.atomic
def link_findings(*, review: Review, evidence: Evidence, findings: Sequence[Finding], by: Member, at: datetime) -> None:
    """Let exactly these findings of the review rest on the evidence; its links in other reviews stay."""
    require(by, Permission.EVIDENCE_WRITE)
    require_own(by, evidence)
    if any(finding.review_id != review.pk for finding in findings):
        raise Refused(Why("Choose findings of this review"), field="findings")
    links = FindingEvidence.unscoped.filter(evidence=evidence, finding__review=review)
    hidden = set(links.values_list("finding_id", flat=True)) - set(
        FindingEvidence.objects.visible_to(by).filter(pk__in=links.values("pk")).values_list("finding_id", flat=True)
    )  # the links of what this member does not see stay
    before = set(links.values_list("finding_id", flat=True))
    wanted = {finding.pk for finding in findings} | hidden
    if before == wanted:
        return
    links.exclude(finding__in=wanted).delete()
    FindingEvidence.unscoped.bulk_create(
        FindingEvidence(partnership_id=review.partnership_id, evidence=evidence, finding=finding)
        for finding in findings
        if finding.pk not in before
    )
    record(
        "evidence.linked",
        subject=evidence,
        by=by,
        at=at,
        review=review,
        findings=" ".join(finding.public_id for finding in findings),
        on_behalf_of=acting_for(by, evidence),
    )
