"""Writing a finding: what it says, whom it is about, what it rests on, what it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from system_review.audit.services import record
from system_review.errors import Mistakes, Refused, Why
from system_review.evidence.models import Evidence
from system_review.partnerships.access import Unsaid, acting_for, change_of_agency, require, require_own, spoken_for
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import add_agency
from system_review.reviews.models import (
    Action,
    AlsoRelevant,
    Cell,
    Finding,
    FindingEvidence,
    ReviewEvidence,
    ReviewPlace,
    SeeAlso,
    Serving,
)
from system_review.reviews.rules import findings as rules
from system_review.reviews.services.review_places import change_of_place, for_now
from system_review.rows.models import change, once
from system_review.texts import held


def add_finding(
    *,
    cell: Cell,
    colour: str,
    text: str,
    about: Sequence[Agency] = (),
    another_agency: str = "",
    on_behalf_of: Agency | None = None,
    evidence: Sequence[Evidence] = (),
    is_priority: bool = False,
    for_place: ReviewPlace | Unsaid | None = None,
    key: str = "",
    by: Member,
    at: datetime,
) -> Finding:
    """Write a finding at the end of its colour's column. `key` is the creating form's: posted twice, made once."""
    require(by, Permission.FINDING_WRITE)
    text = checked_words(text, colour)
    on_behalf_of = spoken_for(by, on_behalf_of)

    def make() -> Finding:
        place = for_now(cell.review_id, None, for_place)
        finding = Finding.unscoped.create(
            partnership_id=cell.partnership_id,
            review_id=cell.review_id,
            cell=cell,
            colour=colour,
            text=text,
            on_behalf_of=on_behalf_of,
            position=next_position(cell, colour),
            is_priority=is_priority,
            for_place=place,
            written_by=by,
            written_at=at,
            changed_at=at,
        )
        if about or another_agency:
            _set_about(finding, about, another_agency, by, at)
        _link_evidence(finding, evidence)
        record(
            "finding.added",
            subject=finding,
            by=by,
            at=at,
            review=cell.review,
            text=text,
            colour=colour,
            cell=str(cell),
            priority="high" if is_priority else None,
            place=place.name if place else None,
            on_behalf_of=on_behalf_of.name if on_behalf_of else None,
        )
        return finding

    return once(Finding, member_id=by.pk, key=key, make=make)


def checked_words(text: str, colour: str) -> str:
    """What a finding is to say, tidied. Raises `Refused` where it says nothing, or has no colour that there is."""
    mistakes = Mistakes()
    with mistakes:
        text = held(text, field="text").strip()
        mistakes.add(rules.why_not_write(text), field="text")
    mistakes.add(rules.why_no_colour(colour), field="colour")
    mistakes.tell()
    return text


def _set_about(finding: Finding, agencies: Sequence[Agency], another: str, by: Member, at: datetime) -> None:
    """Set the agencies that a finding is about. The links have no scoped manager: their table is written directly."""
    wanted = {agency.pk for agency in agencies}
    if another.strip():
        wanted.add(add_agency(name=another, by=by, at=at).pk)
    links = Finding.about.through.objects.filter(finding=finding)
    now = set(links.values_list("agency_id", flat=True))
    if now - wanted:
        links.filter(agency__in=now - wanted).delete()
    if wanted - now:
        Finding.about.through.objects.bulk_create(
            Finding.about.through(finding=finding, agency_id=pk) for pk in sorted(wanted - now)
        )


def next_position(cell: Cell, colour: str) -> int:
    """The place after the last finding of a column."""
    last = Finding.unscoped.filter(cell=cell, colour=colour).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _link_evidence(finding: Finding, evidence: Sequence[Evidence]) -> None:
    if not evidence:
        return
    FindingEvidence.unscoped.bulk_create(
        FindingEvidence(partnership_id=finding.partnership_id, finding=finding, evidence=item) for item in evidence
    )
    list_evidence(finding.review_id, finding.partnership_id, evidence)


def list_evidence(review_id: int, partnership_id: int, evidence: Sequence[Evidence]) -> None:
    """Put evidence at the end of a review's list; what stands there already stays where it is."""
    listed = ReviewEvidence.unscoped.filter(review_id=review_id)
    there = set(listed.values_list("evidence_id", flat=True))
    last = listed.aggregate(last=Max("position"))["last"]
    fresh = [item for item in evidence if item.pk not in there]
    ReviewEvidence.unscoped.bulk_create(
        ReviewEvidence(partnership_id=partnership_id, review_id=review_id, evidence=item, position=position)
        for position, item in enumerate(fresh, start=0 if last is None else last + 1)
    )


def _relink_evidence(finding: Finding, evidence: Sequence[Evidence], by: Member) -> None:
    """Let a finding rest on exactly this evidence. What no form offers keeps its link: what is archived or not seen."""
    links = FindingEvidence.unscoped.filter(finding=finding)
    offered = FindingEvidence.objects.visible_to(by).filter(finding=finding, evidence__archived_at=None)
    there = set(links.values_list("evidence_id", flat=True))
    wanted = {item.pk for item in evidence}
    if gone := set(offered.values_list("evidence_id", flat=True)) - wanted:
        links.filter(evidence__in=gone).delete()
    _link_evidence(finding, [item for item in evidence if item.pk not in there])


@transaction.atomic
def edit_finding(
    *,
    finding: Finding,
    seen: int,
    text: str,
    about: Sequence[Agency],
    another_agency: str = "",
    on_behalf_of: Agency | None,
    evidence: Sequence[Evidence],
    is_priority: bool | None = None,
    for_place: ReviewPlace | Unsaid | None = Unsaid.UNSAID,
    by: Member,
    at: datetime,
) -> None:
    """Change a finding: its text, what it rests on, for which place it is, whether it is a priority (None: as it is).

    `seen` is the version the person looked at.
    """
    require(by, Permission.FINDING_WRITE)
    require_own(by, finding)
    text = checked_words(text, finding.colour)
    on_behalf_of = spoken_for(by, on_behalf_of)
    before, behalf = finding.text, acting_for(by, finding)
    agencies = change_of_agency(finding.on_behalf_of, on_behalf_of)
    place = for_now(finding.review_id, finding.for_place, for_place)
    places = change_of_place(finding.for_place, place)
    is_priority = finding.is_priority if is_priority is None else is_priority
    marked = None if is_priority == finding.is_priority else ("high" if is_priority else "normal")
    values = {"text": text, "on_behalf_of": on_behalf_of, "is_priority": is_priority, "for_place": place}
    change(finding, seen=seen, changed_at=at, **values)
    _set_about(finding, about, another_agency, by, at)
    _relink_evidence(finding, evidence, by)
    record(
        "finding.edited",
        subject=finding,
        by=by,
        at=at,
        review=finding.review,
        before=before,
        after=text,
        priority=marked,
        on_behalf_of=behalf,
        **agencies,
        **places,
    )


def copy_finding(
    *, finding: Finding, cell: Cell, with_actions: bool, key: str = "", by: Member, at: datetime
) -> Finding:
    """Write the same finding in another stage, or again in its own. Its actions can serve the copy as well."""
    require(by, Permission.FINDING_WRITE)
    require_own(by, finding)
    if cell.review_id != finding.review_id:
        raise Refused(Why("Choose a stage of this review"), field="cell")

    def make() -> Finding:
        copy = add_finding(
            cell=cell,
            colour=finding.colour,
            text=finding.text,
            about=_about(finding),
            on_behalf_of=finding.on_behalf_of,
            for_place=finding.for_place,
            evidence=list(Evidence.unscoped.filter(finding_links__finding=finding)),
            by=by,
            at=at,
        )
        if with_actions:
            Serving.unscoped.bulk_create(
                Serving(
                    partnership_id=copy.partnership_id,
                    action_id=serving.action_id,
                    finding=copy,
                    colour=serving.colour,
                    position=serving.position,
                )
                for serving in Serving.unscoped.filter(finding=finding, action__archived_at=None)
            )
        return copy

    return once(Finding, member_id=by.pk, key=key, make=make)


def _about(finding: Finding) -> list[Agency]:
    return list(Agency.unscoped.filter(pk__in=Finding.about.through.objects.filter(finding=finding).values("agency")))


@transaction.atomic
def set_also_relevant(*, finding: Finding, seen: int, cells: Sequence[Cell], by: Member, at: datetime) -> None:
    """Say in which other stages a finding is shown as a reference. It is counted in its own alone."""
    require(by, Permission.FINDING_WRITE)
    require_own(by, finding)
    if any(cell.review_id != finding.review_id for cell in cells):
        raise Refused(Why("Choose stages of this review"), field="cells")
    others = [cell for cell in cells if cell.pk != finding.cell_id]
    change(finding, seen=seen, changed_at=at)
    AlsoRelevant.unscoped.filter(finding=finding).delete()
    AlsoRelevant.unscoped.bulk_create(
        AlsoRelevant(partnership_id=finding.partnership_id, finding=finding, cell=cell) for cell in others
    )
    places = ", ".join(str(cell) for cell in others)
    behalf = acting_for(by, finding)
    record(
        "finding.made_relevant",
        subject=finding,
        by=by,
        at=at,
        review=finding.review,
        cells=places,
        on_behalf_of=behalf,
    )


@transaction.atomic
def add_see_also(
    *, finding: Finding, cell: Cell | None = None, action: Action | None = None, by: Member, at: datetime
) -> None:
    """Let a finding's plan point to the actions of another stage, or to one action."""
    require(by, Permission.ACTION_WRITE)
    require_own(by, finding)
    pointed = cell or action
    if pointed is None or pointed.review_id != finding.review_id or (cell and cell.pk == finding.cell_id):
        raise Refused(Why("Choose another stage, or an action"), field="target")
    SeeAlso.unscoped.get_or_create(partnership_id=finding.partnership_id, finding=finding, cell=cell, action=action)
    record(
        "finding.pointed",
        subject=finding,
        by=by,
        at=at,
        review=finding.review,
        to=str(cell or action.public_id),  # type: ignore[union-attr]
        on_behalf_of=acting_for(by, finding),
    )


@transaction.atomic
def remove_see_also(*, finding: Finding, see_also: SeeAlso, by: Member, at: datetime) -> None:
    """Take a cross-reference away."""
    require(by, Permission.ACTION_WRITE)
    require_own(by, finding)
    SeeAlso.unscoped.filter(pk=see_also.pk, finding=finding).delete()
    behalf = acting_for(by, finding)
    record("finding.unpointed", subject=finding, by=by, at=at, review=finding.review, on_behalf_of=behalf)
