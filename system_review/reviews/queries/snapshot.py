"""A review as plain data: what every document is written from, and the interchange file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from system_review.evidence.rules import Naming
from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Member
from system_review.reviews import snapshots as plain
from system_review.reviews.models import (
    Action,
    AlsoRelevant,
    CameFrom,
    Cell,
    ColourChange,
    FindingEvidence,
    PlaceRating,
    ProgressNote,
    Review,
    SeeAlso,
    ValueJudgement,
    Waiting,
)
from system_review.reviews.queries.snapshot_comments import challenge_snapshots, comment_snapshots, note_snapshots
from system_review.reviews.queries.snapshot_rows import SnapshotRows
from system_review.reviews.queries.snapshot_summary import summary_snapshots
from system_review.reviews.rules.words import NOT_SHOWN, Colour, Priority, Status, Unit, Unrated
from system_review.rows.reading import one_moment


def snapshot_of(
    review: Review, *, visible_to: Member, holds: plain.Holds | None = None, in_post_on: date | None = None
) -> plain.ReviewSnapshot:
    """The plain form of a review as this member may see it. `holds` says what to include beside the present state.

    `in_post_on` is the day on which holders of roles are told, where they are: without it, the member's.
    """
    with one_moment():
        return _Written(review, visible_to, holds or plain.Holds(), in_post_on or visible_to.today).snapshot()


def snapshot_with_ids(
    review: Review, *, visible_to: Member, holds: plain.Holds | None = None, in_post_on: date | None = None
) -> tuple[plain.ReviewSnapshot, dict[str, str]]:
    """The same, and by each name local to it of a finding, an action, a stage, a lead or a place its public id."""
    with one_moment():
        gathered = _Written(review, visible_to, holds or plain.Holds(), in_post_on or visible_to.today)
        return gathered.snapshot(), gathered.public_ids()


class _Written(SnapshotRows):
    """One reading of a review, put down as plain data."""

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
