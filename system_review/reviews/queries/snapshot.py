"""A review as plain data: what every document is written from, and the interchange file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from system_review.evidence.rules import Naming
from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Agency, Holding, Member, held_on
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
    SeeAlso,
    Serving,
    ValueJudgement,
    Waiting,
)
from system_review.reviews.queries.review_places import places_standing
from system_review.reviews.queries.snapshot_comments import challenge_snapshots, comment_snapshots, note_snapshots
from system_review.reviews.queries.snapshot_summary import summary_snapshots
from system_review.reviews.rules.words import NOT_SHOWN, Colour, Priority, Status, Unit, Unrated
from system_review.rows.reading import one_moment

ORDER = {colour: place for place, colour in enumerate(Colour)}


def snapshot_of(
    review: Review, *, visible_to: Member, holds: plain.Holds | None = None, in_post_on: date | None = None
) -> plain.ReviewSnapshot:
    """The plain form of a review as this member may see it. `holds` says what to include beside the present state.

    `in_post_on` is the day on which holders of roles are told, where they are: without it, the member's.
    """
    with one_moment():
        return _Gathering(review, visible_to, holds or plain.Holds(), in_post_on or visible_to.today).snapshot()


def snapshot_with_ids(
    review: Review, *, visible_to: Member, holds: plain.Holds | None = None, in_post_on: date | None = None
) -> tuple[plain.ReviewSnapshot, dict[str, str]]:
    """The same, and by each name local to it of a finding, an action, a stage, a lead or a place its public id."""
    with one_moment():
        gathered = _Gathering(review, visible_to, holds or plain.Holds(), in_post_on or visible_to.today)
        return gathered.snapshot(), gathered.public_ids()


class _Gathering:
    """One reading of a review: the rows, each by what it belongs to, and their names local to the file."""

    def __init__(self, review: Review, member: Member, holds: plain.Holds, in_post_on: date) -> None:
        self.review, self.member, self.holds, self.in_post_on = review, member, holds, in_post_on
        self.places = places_standing(review, visible_to=member)
        self.place_refs = _refs("p", (place.pk for place in self.places))
        self.cells = list(self._rows(Cell, review=review).order_by("position"))
        self.cell_refs = _refs("c", (cell.pk for cell in self.cells))
        self.findings = self._findings()
        self.place_ratings = self._place_ratings()
        self.finding_refs = _refs("f", (finding.pk for finding in self.findings))
        self.servings = self._by(Serving, "action_id", finding__review=review)
        self.actions = self._actions()
        self.action_refs = _refs("a", (action.pk for action in self.actions))
        self.lead_links = self._by(ActionLead, "action_id", "lead__agency", action__review=review)
        self.evidence = self._evidence()
        self.evidence_refs = _refs("e", (item.pk for item in self.evidence))
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
        return _refs("g", (agency.pk for agency in self.agencies))

    def _lead_refs(self) -> dict[int, str]:
        def words(lead: Any) -> tuple[str, str, str]:
            return (lead.name, lead.role, lead.agency.name if lead.agency else "")

        self.leads = sorted(self._leads().values(), key=words)
        return _refs("l", (lead.pk for lead in self.leads))

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

    def snapshot(self) -> plain.ReviewSnapshot:
        review = self.review
        return plain.ReviewSnapshot(
            holds=self.holds,
            partnership=self.member.partnership.name,
            framework=content_of(review.framework),
            review=plain.AboutSnapshot(
                title=review.title,
                date=review.date,
                marking=review.marking,
                **{name: getattr(review, name) for name in Review.ABOUT},
            ),
            places=tuple(plain.PlaceSnapshot(ref=self.place_refs[one.pk], name=one.name) for one in self.places),
            agencies=tuple(plain.AgencySnapshot(ref=self.agency_refs[a.pk], name=a.name) for a in self.agencies),
            leads=tuple(map(self._lead, self.leads)),
            evidence=tuple(map(self._one_evidence, self.evidence)),
            cells=tuple(map(self._cell, self.cells)),
            findings=self._finding_snapshots(),
            actions=self._action_snapshots(),
            values=tuple(map(_value, self._rows(ValueJudgement, review=review).order_by("position", "pk"))),
            summary=summary_snapshots(review, self.finding_refs, self.action_refs, visible_to=self.member),
            comments=comment_snapshots(review, self.finding_refs, self.action_refs, visible_to=self.member)
            if self.holds.comments
            else (),
            working_notes=note_snapshots(review, self.finding_refs, visible_to=self.member)
            if self.holds.working_notes
            else (),
            challenges=challenge_snapshots(review, self.cell_refs, self.finding_refs, visible_to=self.member)
            if self.holds.challenges
            else (),
        )

    def _lead(self, lead: Any) -> plain.LeadSnapshot:
        return plain.LeadSnapshot(
            ref=self.lead_refs[lead.pk],
            name=lead.name,
            role=lead.role,
            agency=self._agency(lead.agency_id),
            holder=self.holders.get(lead.pk, ""),
        )

    def _agency(self, pk: int | None) -> str | None:
        return self.agency_refs[pk] if pk else None

    def _cell(self, cell: Cell) -> plain.CellSnapshot:
        return plain.CellSnapshot(
            ref=self.cell_refs[cell.pk],
            domain=cell.domain,
            level=cell.level or None,
            stage=cell.stage,
            rating=Unrated.NOT_RATED.value if cell.rating == NOT_SHOWN else cell.rating,
            reason=cell.reason,
            rated_by=cell.rated_by_name,
            rated_at=cell.rated_at,
            agreed_at=cell.agreed_at,
            for_places=tuple(map(self._place_rating, self.place_ratings.get(cell.pk, ()))),
        )

    def _place_rating(self, given: PlaceRating) -> plain.PlaceRatingSnapshot:
        return plain.PlaceRatingSnapshot(
            place=self.place_refs[given.for_place_id],
            rating=given.rating,
            reason=given.reason,
            rated_by=given.rated_by_name,
            rated_at=given.rated_at,
            agreed_at=given.agreed_at,
        )

    def _one_evidence(self, item: Any) -> plain.EvidenceSnapshot:
        ref = self.evidence_refs[item.pk]
        if item.naming == Naming.KIND_ONLY and not self.holds.team_only_evidence:
            return plain.EvidenceSnapshot(ref=ref, kind=item.kind, state=item.state, naming=item.naming)
        return plain.EvidenceSnapshot(
            ref=ref,
            kind=item.kind,
            sentence=item.sentence,
            on=item.on,
            source=self._agency(item.source_id),
            how_many=item.how_many,
            confidence=item.confidence or None,
            state=item.state,
            asked_of=item.asked_of,
            asked_on=item.asked_on,
            due_on=item.due_on,
            naming=item.naming,
            looked_at_by=item.looked_at_by,
            so_far=item.so_far,
            stages=_in_order(self.cell_refs, self.stages.get(item.pk, ())),
            for_place=self._for_place(self.place_of_evidence[item.pk]),
        )

    def _finding_snapshots(self) -> tuple[plain.FindingSnapshot, ...]:
        review = self.review
        also = self._by(AlsoRelevant, "finding_id", finding__review=review)
        rests_on = self._by(FindingEvidence, "finding_id", finding__review=review)
        see_also = self._by(SeeAlso, "finding_id", finding__review=review)
        changes = self._by(ColourChange, "finding_id", finding__review=review) if self.holds.history else {}
        came_from = self._by(CameFrom, "finding_id", finding__review=review) if self.holds.history else {}
        return tuple(
            plain.FindingSnapshot(
                ref=self.finding_refs[finding.pk],
                cell=self.cell_refs[finding.cell_id],
                colour=Colour(finding.colour),
                text=finding.text,
                priority=finding.is_priority,
                for_place=self._for_place(finding.for_place_id),
                about=_in_order(self.agency_refs, self.about.get(finding.pk, ())),
                on_behalf_of=self._agency(finding.on_behalf_of_id),
                also_in=_in_order(self.cell_refs, (link.cell_id for link in also.get(finding.pk, ()))),
                evidence=_in_order(self.evidence_refs, (link.evidence_id for link in rests_on.get(finding.pk, ()))),
                see_also=self._see_also(see_also.get(finding.pk, ())),
                changes=tuple(
                    plain.ColourChangeSnapshot(
                        before=step.before, after=step.after, on=step.on, reason=step.reason, by=step.by_name
                    )
                    for step in changes.get(finding.pk, ())
                ),
                came_from=_came_from(came_from.get(finding.pk, ())),
                archived=finding.archived_at is not None,
            )
            for finding in self.findings
        )

    def _see_also(self, links: Iterable[Any]) -> tuple[plain.SeeAlsoSnapshot, ...]:
        cells = _in_order(self.cell_refs, (link.cell_id for link in links if link.cell_id))
        actions = _in_order(self.action_refs, (link.action_id for link in links if link.action_id))
        return (
            *(plain.SeeAlsoSnapshot(cell=ref) for ref in cells),
            *(plain.SeeAlsoSnapshot(action=ref) for ref in actions),
        )

    def _action_snapshots(self) -> tuple[plain.ActionSnapshot, ...]:
        review = self.review
        notes = self._by(ProgressNote, "action_id", action__review=review)
        waits = self._by(Waiting, "action_id", action__review=review)
        came_from = self._by(CameFrom, "action_id", action__review=review) if self.holds.history else {}
        places = self._places()
        return tuple(
            plain.ActionSnapshot(
                ref=self.action_refs[action.pk],
                text=action.text,
                serves=tuple(
                    plain.ServesSnapshot(
                        finding=self.finding_refs[link.finding_id], colour=link.colour, place=places[link.pk]
                    )
                    for link in sorted(self.servings[action.pk], key=lambda link: self._finding_place(link))
                    if link.finding_id in self.finding_refs
                ),
                leads=tuple(self.lead_refs[link.lead_id] for link in self.lead_links.get(action.pk, ())),
                due_words=action.due_words,
                due_on=action.due_on,
                repeats=_repeats(action),
                last_done_on=action.last_done_on,
                status=Status(action.status),
                check=action.is_check,
                priority=Priority(action.priority),
                for_place=self._for_place(action.for_place_id),
                difference=action.difference,
                notes=tuple(plain.NoteSnapshot(on=n.on, text=n.text, by=n.by_name) for n in notes.get(action.pk, ())),
                waits_for=_in_order(self.action_refs, (link.waits_for_id for link in waits.get(action.pk, ()))),
                came_from=_came_from(came_from.get(action.pk, ())),
                archived=action.archived_at is not None,
            )
            for action in self.actions
        )

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


def _refs(letter: str, numbers: Iterable[int]) -> dict[int, str]:
    return {pk: f"{letter}{place}" for place, pk in enumerate(numbers, start=1)}


def _in_order(refs: dict[int, str], numbers: Iterable[int]) -> tuple[str, ...]:
    """The names of those that are in the file, in the file's order: rows have none of their own here."""
    return tuple(sorted((refs[pk] for pk in numbers if pk in refs), key=lambda ref: int(ref[1:])))


def _repeats(action: Action) -> plain.RepeatsSnapshot | None:
    if action.repeats_every is None:
        return None
    return plain.RepeatsSnapshot(every=action.repeats_every, unit=Unit(action.repeats_unit))


def _came_from(rows: Iterable[CameFrom]) -> tuple[plain.CameFromSnapshot, ...]:
    return tuple(
        plain.CameFromSnapshot(file_name=r.file_name, file_hash=r.file_hash, place=r.place, wording=r.wording)
        for r in rows
    )


def _value(row: ValueJudgement) -> plain.ValueSnapshot:
    return plain.ValueSnapshot(
        key=row.key,
        name=row.name,
        extent=row.extent,
        narrative=row.narrative,
        examples_for=row.examples_for,
        examples_against=row.examples_against,
    )
