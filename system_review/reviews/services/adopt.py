"""A snapshot from a file becomes a new review, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from system_review.audit.services import record
from system_review.errors import Refused
from system_review.evidence.models import Evidence
from system_review.frameworks.services import keep_framework
from system_review.partnerships.access import require
from system_review.partnerships.models import Agency, Holding, Lead, Member
from system_review.partnerships.rules import Permission
from system_review.reviews import snapshots as plain
from system_review.reviews.models import (
    Action,
    ActionLead,
    AlsoRelevant,
    CameFrom,
    Cell,
    ColourChange,
    EvidenceStage,
    Finding,
    FindingEvidence,
    PlaceRating,
    ProgressNote,
    Review,
    ReviewEvidence,
    ReviewPlace,
    SeeAlso,
    Serving,
    SummaryLink,
    SummaryText,
    ValueJudgement,
    Waiting,
)
from system_review.reviews.rules.adoption import why_not_adopt
from system_review.reviews.rules.review_places import folded
from system_review.reviews.rules.states import first_state
from system_review.reviews.services.adopt_comments import adopt_challenges, adopt_comments
from system_review.reviews.services.reviews import paths_of


@transaction.atomic
def adopt_snapshot(
    *, snapshot: plain.ReviewSnapshot, is_example: bool = False, file_hash: str = "", by: Member, at: datetime
) -> Review:
    """Make a new review, with new identifiers, that is equal to the snapshot. Raises `Refused` with the place."""
    require(by, Permission.REVIEW_BEGIN)
    if why := why_not_adopt(snapshot):
        raise Refused(why)
    review = Review.unscoped.create(
        partnership_id=by.partnership_id,
        framework=keep_framework(snapshot=snapshot.framework, by=by, at=at),
        is_example=is_example,
        state=first_state(has_findings=bool(snapshot.findings)),
        begun_at=at,
        has_places=bool(snapshot.places),
        **snapshot.review.model_dump(),
    )
    _Adoption(review, snapshot, at).write()
    record(
        "review.adopted",
        subject=review,
        by=by,
        at=at,
        review=review,
        title=review.title,
        file=file_hash or None,
        findings=len(snapshot.findings),
        actions=len(snapshot.actions),
    )
    return review


class _Adoption:
    """One writing of a snapshot: the rows by their names in the file."""

    def __init__(self, review: Review, snapshot: plain.ReviewSnapshot, at: datetime) -> None:
        self.review, self.snapshot, self.at = review, snapshot, at
        self.tenant = {"partnership_id": review.partnership_id}

    def write(self) -> None:
        self._agencies()
        self._leads()
        self._cells()
        self._places()
        self._evidence()
        self._findings()
        self._actions()
        self._links()
        self._values()
        self._summary()
        adopt_comments(self.snapshot, self.review, self.finding, self.action)
        adopt_challenges(self.snapshot, self.review, self.cell, self.finding)

    def _make(self, model: Any, rows: Iterable[dict[str, Any]]) -> list[Any]:
        made: list[Any] = model.unscoped.bulk_create([model(**self.tenant, **row) for row in rows])
        return made

    def _keyed(self, model: Any, things: Iterable[Any], columns: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        things = list(things)
        made = self._make(model, [columns(thing) for thing in things])
        return {thing.ref: row for thing, row in zip(things, made, strict=True)}

    def _agencies(self) -> None:
        there = {agency.name: agency for agency in Agency.unscoped.filter(**self.tenant)}
        for agency in self.snapshot.agencies:
            if agency.name not in there:
                there[agency.name] = Agency.unscoped.create(**self.tenant, name=agency.name)
        self.agency = {agency.ref: there[agency.name].pk for agency in self.snapshot.agencies}

    def _leads(self) -> None:
        there = {(lead.name, lead.role, lead.agency_id): lead.pk for lead in Lead.unscoped.filter(**self.tenant)}
        self.lead: dict[str, int] = {}
        for lead in self.snapshot.leads:
            who = (lead.name, lead.role, self.agency[lead.agency] if lead.agency else None)
            if who not in there:
                made = Lead.unscoped.create(**self.tenant, name=who[0], role=who[1], agency_id=who[2])
                there[who] = made.pk
                self._put_in_post(made, lead.holder)
            self.lead[lead.ref] = there[who]

    def _put_in_post(self, lead: Lead, holder: str) -> None:
        """Who held a role in the file holds it here, where the role is new: whom a role has here stays as it is."""
        if holder:
            since = min(self.snapshot.review.date, timezone.localtime(self.at).date())
            Holding.unscoped.create(**self.tenant, lead=lead, name=holder, since=since)

    def _cells(self) -> None:
        paths = paths_of(self.snapshot.framework)
        position = {path: place for place, path in enumerate(paths)}
        self.cell = self._keyed(
            Cell,
            self.snapshot.cells,
            lambda cell: {
                "review": self.review,
                "domain": cell.domain,
                "level": cell.level or "",
                "stage": cell.stage,
                "position": position[cell.domain, cell.level or "", cell.stage],
                "rating": cell.rating,
                "reason": cell.reason,
                "rated_by_name": cell.rated_by,
                "rated_at": cell.rated_at,
                "agreed_at": cell.agreed_at,
            },
        )
        here = {(cell.domain, cell.level or "", cell.stage) for cell in self.snapshot.cells}
        self._make(
            Cell,
            [
                {"review": self.review, "domain": p[0], "level": p[1], "stage": p[2], "position": position[p]}
                for p in paths
                if p not in here
            ],
        )

    def _places(self) -> None:
        """The places, each with a rating for every cell: the one that the file has, or not rated."""
        self.place = self._keyed(
            ReviewPlace,
            self.snapshot.places,
            lambda place: {
                "review": self.review,
                "name": place.name,
                "folded": folded(place.name),
                "position": self.snapshot.places.index(place),
            },
        )
        if not self.place:
            return
        given = {(cell.ref, one.place): one for cell in self.snapshot.cells for one in cell.for_places}
        ref_of = {row.pk: ref for ref, row in self.cell.items()}
        rows = []
        for cell in Cell.unscoped.filter(review=self.review).order_by("position"):
            for ref, place in self.place.items():
                rated = given.get((ref_of.get(cell.pk, ""), ref))
                columns = rated.model_dump(exclude={"place", "rated_by"}) if rated else {}
                name = {"rated_by_name": rated.rated_by} if rated else {}
                rows.append({"cell": cell, "for_place": place, **columns, **name})
        self._make(PlaceRating, rows)

    def _for_place(self, ref: str | None) -> ReviewPlace | None:
        return self.place[ref] if ref else None

    def _evidence(self) -> None:
        self.evidence = self._keyed(
            Evidence,
            self.snapshot.evidence,
            lambda item: {
                **item.model_dump(exclude={"ref", "source", "confidence", "stages", "for_place"}),
                "source_id": self.agency[item.source] if item.source else None,
                "confidence": item.confidence or "",
            },
        )
        self._make(
            ReviewEvidence,
            [
                {
                    "review": self.review,
                    "evidence": self.evidence[item.ref],
                    "position": place,
                    "for_place": self._for_place(item.for_place),
                }
                for place, item in enumerate(self.snapshot.evidence)
            ],
        )
        self._make(
            EvidenceStage,
            [
                {"evidence": self.evidence[item.ref], "cell": self.cell[ref]}
                for item in self.snapshot.evidence
                for ref in item.stages
            ],
        )

    def _findings(self) -> None:
        place: dict[tuple[str, str], int] = {}

        def columns(finding: plain.FindingSnapshot) -> dict[str, Any]:
            column = (finding.cell, finding.colour)
            place[column] = place.get(column, -1) + 1
            return {
                "review": self.review,
                "cell": self.cell[finding.cell],
                "text": finding.text,
                "colour": finding.colour,
                "position": place[column],
                "is_priority": finding.priority,
                "for_place": self._for_place(finding.for_place),
                "on_behalf_of_id": self.agency[finding.on_behalf_of] if finding.on_behalf_of else None,
                "written_at": self.at,
                "changed_at": self.at,
                "archived_at": self.at if finding.archived else None,
            }

        self.finding = self._keyed(Finding, self.snapshot.findings, columns)
        about = Finding.about.through
        about.objects.bulk_create(
            about(finding_id=self.finding[finding.ref].pk, agency_id=self.agency[agency])
            for finding in self.snapshot.findings
            for agency in finding.about
        )

    def _actions(self) -> None:
        self.action = self._keyed(
            Action,
            self.snapshot.actions,
            lambda action: {
                "review": self.review,
                **action.model_dump(
                    include={"text", "status", "priority", "due_words", "due_on", "last_done_on", "difference"}
                ),
                "is_check": action.check,
                "for_place": self._for_place(action.for_place),
                "repeats_every": action.repeats.every if action.repeats else None,
                "repeats_unit": action.repeats.unit if action.repeats else "",
                "written_at": self.at,
                "changed_at": self.at,
                "archived_at": self.at if action.archived else None,
            },
        )

    def _links(self) -> None:
        findings, actions = self.snapshot.findings, self.snapshot.actions
        mine = [(finding, self.finding[finding.ref]) for finding in findings]
        plans = [(action, self.action[action.ref]) for action in actions]
        self._make(AlsoRelevant, [{"finding": row, "cell": self.cell[c]} for f, row in mine for c in f.also_in])
        self._make(
            FindingEvidence, [{"finding": row, "evidence": self.evidence[e]} for f, row in mine for e in f.evidence]
        )
        self._make(
            ColourChange,
            [
                {"finding": row, **change.model_dump(exclude={"by"}), "by_name": change.by}
                for f, row in mine
                for change in f.changes
            ],
        )
        self._make(
            SeeAlso,
            [
                {
                    "finding": row,
                    "cell": self.cell[see.cell] if see.cell else None,
                    "action": self.action[see.action] if see.action else None,
                }
                for f, row in mine
                for see in f.see_also
            ],
        )
        self._make(
            Serving,
            [
                {"action": row, "finding": self.finding[s.finding], "colour": s.colour, "position": s.place}
                for a, row in plans
                for s in a.serves
            ],
        )
        self._make(
            ActionLead,
            [
                {"action": row, "lead_id": self.lead[lead], "position": place}
                for a, row in plans
                for place, lead in enumerate(a.leads)
            ],
        )
        self._make(
            ProgressNote,
            [{"action": row, "on": n.on, "text": n.text, "by_name": n.by} for a, row in plans for n in a.notes],
        )
        self._make(Waiting, [{"action": row, "waits_for": self.action[w]} for a, row in plans for w in a.waits_for])
        self._make(
            CameFrom,
            [
                *({"finding": row, **c.model_dump()} for f, row in mine for c in f.came_from),
                *({"action": row, **c.model_dump()} for a, row in plans for c in a.came_from),
            ],
        )

    def _values(self) -> None:
        self._make(
            ValueJudgement,
            [
                {"review": self.review, "position": place, **value.model_dump()}
                for place, value in enumerate(self.snapshot.values)
            ],
        )

    def _summary(self) -> None:
        parts = self.snapshot.summary
        rows = self._make(SummaryText, [{"review": self.review, "part": p.part, "text": p.text} for p in parts])
        written = list(zip(rows, parts, strict=True))
        self._make(
            SummaryLink,
            [
                *({"summary": row, "finding": self.finding[ref]} for row, part in written for ref in part.findings),
                *({"summary": row, "action": self.action[ref]} for row, part in written for ref in part.actions),
            ],
        )
