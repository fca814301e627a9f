"""Everything placed goes into the review in one step, and comes out again until something of it is edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from system_review.audit.services import record
from system_review.documents.models import Document, InboxStep, Passage
from system_review.documents.rules.pieces import Says, says_of
from system_review.documents.rules.sources import Source, wordings
from system_review.documents.rules.words import Fate, PassageRole, StepKind
from system_review.documents.services.beside import point, rate_stages, take_ratings_back
from system_review.documents.services.staging import lock
from system_review.documents.services.sureness import find_sure
from system_review.errors import Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, ActionLead, CameFrom, Finding, SeeAlso, Serving
from system_review.reviews.rules.words import Status
from system_review.reviews.services.actions import Plan, add_action
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.locking import lock_review
from system_review.rows.models import change, once, touch

EDITED_SINCE = Why(
    "This can no longer be undone: part of it has been edited since, or something else builds on it. "
    "Archive on the results sheet what should not be there."
)


def apply_document(*, document: Document, seen: int, key: str = "", by: Member, at: datetime) -> InboxStep:
    """Write every placed piece into the review, findings first, in the order of the text, in one transaction.

    `seen` is the document's version that the person looked at: whatever was staged since, by whomever, they have not
    seen. `key` is the form's: posted twice, applied once. Gives the step, for `undo_application`.
    """
    require(by, Permission.DOCUMENT_BRING_IN)

    def make() -> InboxStep:
        lock(document)
        lock_review(document.review_id)
        change(document, seen=seen, applied_at=at)
        rows = list(
            Passage.unscoped.filter(document=document, fate=Fate.PLACED)
            .select_related("cell__review", "under__became_finding", "under_finding")
            .order_by("position")
        )
        if not rows:
            raise Refused(Why("Nothing is placed yet"))
        findings = _write_findings(document, rows, by, at)
        actions, pointers = _write_actions(document, rows, by, at)
        ratings = rate_stages(document, rows, by, at)
        step = _keep(document, rows, findings, actions, by, at, pointers=pointers, ratings=ratings)
        record(
            "document.applied",
            subject=document,
            by=by,
            at=at,
            review=document.review,
            hash=document.hash,
            findings=len(findings),
            actions=len(actions),
            ratings=len(ratings) or None,
        )
        return step

    applied: InboxStep = once(InboxStep, member_id=by.pk, key=key, make=make)
    return applied


def _write_findings(document: Document, rows: list[Passage], by: Member, at: datetime) -> list[Finding]:
    made = []
    for row in (row for row in rows if row.role == PassageRole.FINDING):
        assert row.cell is not None  # noqa: S101  # the table's constraint says so
        finding = add_finding(cell=row.cell, colour=row.colour, text=row.text, by=by, at=at)
        _became(row, became_finding=finding)
        _say_where_from(document, row, finding=finding)
        made.append(finding)
    return made


def _write_actions(document: Document, rows: list[Passage], by: Member, at: datetime) -> tuple[list[Action], list[int]]:
    """The actions, and the numbers of the references that came with them."""
    by_number = {row.pk: row for row in rows}
    made, pointers = [], []
    for row in (row for row in rows if row.role == PassageRole.ACTION):
        finding, says = _finding_above(row, by_number), says_of(row.says)
        action = add_action(finding=finding, plan=_plan(row, says), by=by, at=at)
        pointers += point(finding, says, by=by, at=at)
        _became(row, became_action=action)
        _say_where_from(document, row, action=action)
        made.append(action)
    return made, pointers


def _plan(row: Passage, says: Says) -> Plan:
    return Plan(
        text=row.text,
        leads=[LeadName(*lead) for lead in says.leads],
        due_words=says.due_words,
        due_on=date.fromisoformat(says.due_on) if says.due_on else None,
        status=says.status if says.status in set(Status) else Status.NOT_STARTED,
    )


def _finding_above(row: Passage, by_number: dict[int, Passage]) -> Finding:
    """The finding that an action's piece stands under: made just now or at an earlier applying, or the review's own."""
    above = by_number.get(row.under_id or 0, row.under)
    finding = above.became_finding if above else row.under_finding
    if finding is None or finding.archived_at:
        raise Refused(Why("Choose another finding for the action “{text}”: its own is not there now", text=str(row)))
    return finding


def _became(row: Passage, **thing: Any) -> None:
    change(row, seen=row.version, fate=Fate.APPLIED, **thing)


def _say_where_from(document: Document, row: Passage, **thing: Any) -> None:
    sources = [Source(*source) for source in row.sources]
    CameFrom.unscoped.bulk_create(
        CameFrom(
            partnership_id=document.partnership_id,
            file_name=document.name,
            file_hash=document.hash,
            place=place[:200],
            wording=wording,
            **thing,
        )
        for place, wording in wordings(document.text, sources)
    )


def _keep(
    document: Document,
    rows: list[Passage],
    findings: list[Finding],
    actions: list[Action],
    by: Member,
    at: datetime,
    **further: Any,
) -> InboxStep:
    step: InboxStep = InboxStep.unscoped.create(
        partnership_id=document.partnership_id,
        document=document,
        member=by,
        kind=StepKind.APPLIED,
        before={"pieces": [], "made": []},
        after={
            "versions": _versions(rows),
            "findings": _versions(findings),
            "actions": _versions(actions),
            "servings": list(Serving.unscoped.filter(action__in=actions).values_list("pk", flat=True)),
            **further,
        },
        at=at,
    )
    return step


def _versions(rows: Iterable[Any]) -> dict[str, int]:
    return {row.public_id: row.version for row in rows}


@transaction.atomic
def undo_application(*, step: InboxStep, by: Member, at: datetime) -> None:
    """Take out of the review all that one applying wrote; its pieces are placed again, as before.

    `Refused` as soon as one of these findings and actions was edited, or something else refers to one.
    """
    require(by, Permission.DOCUMENT_BRING_IN)
    document = step.document
    lock(document)
    lock_review(document.review_id)
    used = InboxStep.unscoped.filter(pk=step.pk, kind=StepKind.APPLIED, undone_at=None).update(undone_at=at)
    if not used:
        raise Refused(Why("This was undone already"))
    for row in _unedited(Passage, step.after["versions"]):
        change(row, seen=row.version, fate=Fate.PLACED, became_finding=None, became_action=None)
    findings = _unedited(Finding, step.after["findings"])
    actions = _unedited(Action, step.after["actions"])
    take_ratings_back(document, step.after.get("ratings", []))
    _take_out(findings, actions, step.after["servings"], step.after.get("pointers", []))
    _say_when_applied(document)
    find_sure(document)
    record(
        "document.taken_out",
        subject=document,
        by=by,
        at=at,
        review=document.review,
        findings=len(findings),
        actions=len(actions),
    )


def _unedited(model: Any, versions: dict[str, int]) -> list[Any]:
    """The rows of these versions, in the order of their numbers. `Refused` if one has another version by now."""
    rows = list(model.unscoped.select_for_update(of=("self",)).filter(public_id__in=versions).order_by("pk"))
    if len(rows) < len(versions) or any(row.version != versions[row.public_id] for row in rows):
        raise Refused(EDITED_SINCE)
    return rows


def _say_when_applied(document: Document) -> None:
    """Count the step on the document, and say when something of it was last brought in, if anything still is."""
    steps = InboxStep.unscoped.filter(document=document, kind=StepKind.APPLIED, undone_at=None)
    last = steps.aggregate(last=Max("at"))["last"]
    Document.unscoped.filter(pk=document.pk).update(applied_at=last)
    touch(document)


def _take_out(findings: list[Finding], actions: list[Action], servings: list[int], pointers: list[int]) -> None:
    """Delete what applying wrote, and nothing else: the database protects whatever something else refers to."""
    try:
        CameFrom.unscoped.filter(finding__in=findings).delete()
        CameFrom.unscoped.filter(action__in=actions).delete()
        SeeAlso.unscoped.filter(pk__in=pointers).delete()
        ActionLead.unscoped.filter(action__in=actions).delete()
        Serving.unscoped.filter(pk__in=servings).delete()
        Action.unscoped.filter(pk__in=[action.pk for action in actions]).delete()
        Finding.unscoped.filter(pk__in=[finding.pk for finding in findings]).delete()
    except ProtectedError:
        raise Refused(EDITED_SINCE) from None
