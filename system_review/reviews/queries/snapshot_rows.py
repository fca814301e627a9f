"""The rows that a snapshot is written from, as one member may see them, and their names local to the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from system_review.evidence.rules import Naming
from system_review.partnerships.models import Agency, Holding, Member, held_on
from system_review.reviews import snapshots as plain
from system_review.reviews.models import (
    Action,
    ActionLead,
    Cell,
    EvidenceStage,
    Finding,
    PlaceRating,
    Review,
    ReviewEvidence,
    Serving,
)
from system_review.reviews.queries.review_places import places_standing
from system_review.reviews.rules.words import Colour, Unrated

ORDER = {colour: place for place, colour in enumerate(Colour)}


class SnapshotRows:
    """One reading of a review: the rows, each by what it belongs to, and their names local to the file."""

    def __init__(self, review: Review, member: Member, holds: plain.Holds, in_post_on: date) -> None:
        self.review, self.member, self.holds, self.in_post_on = review, member, holds, in_post_on
        self.places = places_standing(review, visible_to=member)
        self.place_refs = refs_of("p", (place.pk for place in self.places))
        self.cells = list(self._rows(Cell, review=review).order_by("position"))
        self.cell_refs = refs_of("c", (cell.pk for cell in self.cells))
        self.findings = self._findings()
        self.place_ratings = self._place_ratings()
        self.finding_refs = refs_of("f", (finding.pk for finding in self.findings))
        self.servings = self._by(Serving, "action_id", finding__review=review)
        self.actions = self._actions()
        self.action_refs = refs_of("a", (action.pk for action in self.actions))
        self.lead_links = self._by(ActionLead, "action_id", "lead__agency", action__review=review)
        self.evidence = self._evidence()
        self.evidence_refs = refs_of("e", (item.pk for item in self.evidence))
        self.stages = self._stages()
        self.about = self._about()
        self.agency_refs = self._agency_refs()
        self.lead_refs = self._lead_refs()
        self.holders = self._holders()

    def _place_ratings(self) -> dict[int, list[PlaceRating]]:
        """By cell, in the order of the places."""
        if not self.places:
            return {}
        rows = self._rows(PlaceRating, for_place__in=self.places).exclude(rating=Unrated.NOT_RATED)
        grouped: dict[int, list[PlaceRating]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: int(self.place_refs[row.for_place_id][1:])):
            grouped[row.cell_id].append(row)
        return grouped

    def _for_place(self, pk: int | None) -> str | None:
        return self.place_refs.get(pk) if pk else None

    def _rows(self, model: Any, **filters: Any) -> Any:
        return model.objects.visible_to(self.member).filter(**filters)

    def _by(self, model: Any, column: str, *related: str, **filters: Any) -> dict[int, list[Any]]:
        rows = self._rows(model, **filters).order_by("position" if hasattr(model, "position") else "pk", "pk")
        grouped: dict[int, list[Any]] = defaultdict(list)
        for row in rows.select_related(*related) if related else rows:
            grouped[getattr(row, column)].append(row)
        return grouped

    def _findings(self) -> list[Finding]:
        rows = self._rows(Finding, review=self.review).select_related("on_behalf_of")
        if not self.holds.archived:
            rows = rows.filter(archived_at=None)
        place = {cell.pk: cell.position for cell in self.cells}
        return sorted(rows, key=lambda f: (place[f.cell_id], ORDER[Colour(f.colour)], f.position, f.pk))

    def _actions(self) -> list[Action]:
        rows = {row.pk: row for row in self._rows(Action, review=self.review)}
        if not self.holds.archived:
            rows = {pk: row for pk, row in rows.items() if row.archived_at is None}
        place = {finding.pk: number for number, finding in enumerate(self.findings)}
        first: dict[int, tuple[int, int, int]] = {}
        for links in self.servings.values():
            for link in links:
                if link.finding_id in place and link.action_id in rows:
                    here = (place[link.finding_id], link.position, link.pk)
                    first[link.action_id] = min(first.get(link.action_id, here), here)
        return [rows[pk] for pk in sorted(first, key=lambda pk: first[pk])]

    def _evidence(self) -> list[Any]:
        links = self._rows(ReviewEvidence, review=self.review).select_related("evidence__source").order_by("position")
        links = [link for link in links if link.evidence.archived_at is None]
        self.place_of_evidence = {link.evidence_id: link.for_place_id for link in links}
        items = [link.evidence for link in links]
        if self.holds.team_only_evidence:
            return items
        return [item for item in items if item.naming != Naming.TEAM_ONLY]

    def _stages(self) -> dict[int, list[int]]:
        links = self._rows(EvidenceStage, cell__review=self.review) if self.evidence else ()
        stages: dict[int, list[int]] = defaultdict(list)
        for link in links:
            stages[link.evidence_id].append(link.cell_id)
        return stages

    def _about(self) -> dict[int, list[int]]:
        pairs = Finding.about.through.objects.filter(finding__in=[f.pk for f in self.findings]) if self.findings else ()
        about: dict[int, list[int]] = defaultdict(list)
        for pair in pairs:
            about[pair.finding_id].append(pair.agency_id)
        return about

    def _named_evidence(self) -> list[Any]:
        whole = self.holds.team_only_evidence
        return [item for item in self.evidence if whole or item.naming == Naming.NAMED]

    def _leads(self) -> dict[int, Any]:
        return {link.lead_id: link.lead for action in self.actions for link in self.lead_links.get(action.pk, ())}

    def _agency_refs(self) -> dict[int, str]:
        used = {number for numbers in self.about.values() for number in numbers}
        used |= {f.on_behalf_of_id for f in self.findings if f.on_behalf_of_id}
        used |= {item.source_id for item in self._named_evidence() if item.source_id}
        used |= {lead.agency_id for lead in self._leads().values() if lead.agency_id}
        self.agencies = list(Agency.objects.visible_to(self.member).filter(pk__in=used).order_by("name", "pk"))
        self.agencies.sort(key=lambda agency: agency.name)  # the two databases sort letters differently
        return refs_of("g", (agency.pk for agency in self.agencies))

    def _lead_refs(self) -> dict[int, str]:
        def words(lead: Any) -> tuple[str, str, str]:
            return (lead.name, lead.role, lead.agency.name if lead.agency else "")

        self.leads = sorted(self._leads().values(), key=words)
        return refs_of("l", (lead.pk for lead in self.leads))

    def _holders(self) -> dict[int, str]:
        roles = [lead.pk for lead in self.leads if lead.is_role]
        if not (self.holds.holders and roles):
            return {}
        held = self._rows(Holding, lead__in=roles).filter(held_on(self.in_post_on))
        return dict(held.values_list("lead_id", "name"))

    def public_ids(self) -> dict[str, str]:
        """By its name in the file, the public id of each stage, finding, action, lead and place."""
        things = (
            (self.cell_refs, self.cells),
            (self.finding_refs, self.findings),
            (self.action_refs, self.actions),
            (self.lead_refs, self.leads),
            (self.place_refs, self.places),
        )
        return {refs[row.pk]: row.public_id for refs, rows in things for row in rows}

    def _agency(self, pk: int | None) -> str | None:
        return self.agency_refs[pk] if pk else None

    def _finding_place(self, link: Any) -> int:
        ref = self.finding_refs.get(link.finding_id, "f0")
        return int(ref[1:])

    def _places(self) -> dict[int, int]:
        """For each serving its place among the shown actions of its finding, without gaps."""
        by_finding: dict[int, list[Any]] = defaultdict(list)
        for links in self.servings.values():
            for link in links:
                if link.action_id in self.action_refs:
                    by_finding[link.finding_id].append(link)
        return {
            link.pk: place
            for links in by_finding.values()
            for place, link in enumerate(sorted(links, key=lambda link: (link.position, link.pk)))
        }


def refs_of(letter: str, numbers: Iterable[int]) -> dict[int, str]:
    return {pk: f"{letter}{place}" for place, pk in enumerate(numbers, start=1)}
