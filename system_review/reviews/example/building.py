"""Makes a review out of the example's files. Pure.

Everything gets its number (f1, a1 ...) in the order of the results sheet, which is also the order in
which a review leaves the database, so that putting the example in and exporting it gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.example.dates import Diary
from system_review.reviews.example.drafts import ActionDraft, Drafts, FindingDraft, NoteDraft, RatingDraft
from system_review.reviews.example.reading import named
from system_review.reviews.rules.words import Colour, SummaryPart
from system_review.reviews.snapshots import (
    AboutSnapshot,
    ActionSnapshot,
    AgencySnapshot,
    CellSnapshot,
    ColourChangeSnapshot,
    EvidenceSnapshot,
    FindingSnapshot,
    Holds,
    LeadSnapshot,
    NoteSnapshot,
    PlaceRatingSnapshot,
    PlaceSnapshot,
    RepeatsSnapshot,
    ReviewSnapshot,
    SeeAlsoSnapshot,
    ServesSnapshot,
    SummarySnapshot,
    ValueSnapshot,
)

COLUMNS = tuple(Colour)  # red, amber, green, not yet known: the order on the sheet


class Served(NamedTuple):
    """An action with what it serves, in the order of the sheet."""

    draft: ActionDraft
    serves: list[ServesSnapshot]


def numbered(letter: str, names: Iterable[str]) -> dict[str, str]:
    """The names, each with its number in their order: {"red-bridge": "c1", ...}."""
    return {name: f"{letter}{number}" for number, name in enumerate(names, start=1)}


class Builder:
    """Builds the example for one framework and one day; `build` is all that others call."""

    def __init__(self, framework: FrameworkSnapshot, drafts: Drafts, diary: Diary) -> None:
        self.framework, self.drafts, self.diary = framework, drafts, diary
        self.places = {
            named(*path): path
            for domain, level, stages in framework.sheets()
            for path in ((domain.key, level.key if level else None, stage.key) for stage in stages)
        }
        if unknown := self.places.keys() ^ drafts.stages.keys():
            raise ValueError(f"The example and its framework have different stages: {sorted(unknown)}")
        self.cells = numbered("c", self.places)
        self.for_places = numbered("p", drafts.review.for_places)
        self.agencies = numbered("g", sorted(drafts.review.agencies))
        leads = drafts.review.leads
        by_name = sorted(leads, key=lambda key: (leads[key].name, leads[key].role, leads[key].agency))
        self.leads = numbered("l", by_name)
        self.evidence = numbered("e", drafts.evidence)
        self.findings = [
            (place, finding)
            for place in self.places
            for finding in sorted(drafts.stages[place].findings, key=lambda finding: COLUMNS.index(finding.colour))
        ]
        self.served = self._served()
        self.actions = numbered("a", self.served)

    def build(self) -> ReviewSnapshot:
        """The whole review."""
        review, said = self.drafts.review, self.diary.text
        return ReviewSnapshot(
            holds=Holds(history=True, archived=True, team_only_evidence=True),
            partnership=review.partnership,
            framework=self.framework,
            review=AboutSnapshot(date=self.diary.review, **{field: said(text) for field, text in review.about.items()}),
            places=tuple(PlaceSnapshot(ref=ref, name=review.for_places[key]) for key, ref in self.for_places.items()),
            agencies=tuple(AgencySnapshot(ref=ref, name=name) for name, ref in self.agencies.items()),
            leads=tuple(self._leads()),
            evidence=tuple(self._evidence()),
            cells=tuple(self._cells()),
            findings=tuple(self._findings()),
            actions=tuple(self._action(name, served) for name, served in self.served.items()),
            values=tuple(self._values()),
            summary=tuple(self._summary()),
        )

    def _served(self) -> dict[str, Served]:
        """Each action once, by its name, in the order in which the sheet first comes to it."""
        served: dict[str, Served] = {}
        written = {action.id: action for _, finding in self.findings for action in finding.actions if action.id}
        for number, (_, finding) in enumerate(self.findings, start=1):
            for place, action in enumerate(finding.actions):
                draft = written[action.same] if action.same else action
                found = served.setdefault(draft.id or draft.text, Served(draft, []))
                colour = action.planned_for or finding.colour
                found.serves.append(ServesSnapshot(finding=f"f{number}", colour=colour, place=place))
        return served

    def _leads(self) -> Iterator[LeadSnapshot]:
        for key, ref in self.leads.items():
            lead = self.drafts.review.leads[key]
            yield LeadSnapshot(ref=ref, name=lead.name, role=lead.role, agency=self.agencies[lead.agency])

    def _evidence(self) -> Iterator[EvidenceSnapshot]:
        for key, ref in self.evidence.items():
            piece = self.drafts.evidence[key]
            yield EvidenceSnapshot(
                ref=ref,
                kind=piece.kind,
                sentence=self.diary.text(piece.sentence),
                on=None if piece.on is None else self.diary.on(piece.on),
                source=self.agencies[piece.source],
                how_many=piece.how_many,
                confidence=piece.confidence,
                state=piece.state,
                asked_of=piece.asked_of,
                asked_on=None if piece.asked is None else self.diary.on(piece.asked),
                due_on=None if piece.due is None else self.diary.on(piece.due),
                naming=piece.naming,
                looked_at_by=piece.looks,
                so_far=piece.so_far,
                stages=_in_order(self.cells, piece.speaks_to),
                for_place=self._for_place(piece.place),
            )

    def _cells(self) -> Iterator[CellSnapshot]:
        for name, (domain, level, stage) in self.places.items():
            rating = self.drafts.stages[name].rating
            yield CellSnapshot(
                ref=self.cells[name],
                domain=domain,
                level=level,
                stage=stage,
                rating=rating.rating,
                reason=self.diary.text(rating.reason),
                rated_by=rating.by,
                rated_at=self.diary.moment(rating.at) if rating.at else None,
                agreed_at=self.diary.text(rating.agreed),
                for_places=tuple(self._place_ratings(rating)),
            )

    def _place_ratings(self, rating: RatingDraft) -> Iterator[PlaceRatingSnapshot]:
        for key, ref in self.for_places.items():
            if given := rating.for_places.get(key):
                yield PlaceRatingSnapshot(
                    place=ref,
                    rating=given.rating,
                    reason=self.diary.text(given.reason),
                    rated_by=given.by,
                    rated_at=self.diary.moment(given.at) if given.at else None,
                    agreed_at=self.diary.text(given.agreed),
                )

    def _for_place(self, key: str) -> str | None:
        return self.for_places[key] if key else None

    def _findings(self) -> Iterator[FindingSnapshot]:
        for number, (place, finding) in enumerate(self.findings, start=1):
            yield FindingSnapshot(
                ref=f"f{number}",
                cell=self.cells[place],
                colour=finding.colour,
                text=self.diary.text(finding.text),
                priority=finding.priority,
                for_place=self._for_place(finding.place),
                about=_in_order(self.agencies, finding.about),
                on_behalf_of=self.agencies[finding.on_behalf_of] if finding.on_behalf_of else None,
                also_in=_in_order(self.cells, finding.also_in),
                evidence=_in_order(self.evidence, finding.evidence),
                see_also=tuple(self._see(name) for name in finding.see_also),
                changes=tuple(self._changes(finding)),
                archived=finding.archived,
            )

    def _see(self, name: str) -> SeeAlsoSnapshot:
        if name.startswith("action "):
            return SeeAlsoSnapshot(action=self.actions[name.removeprefix("action ")])
        return SeeAlsoSnapshot(cell=self.cells[name])

    def _changes(self, finding: FindingDraft) -> Iterator[ColourChangeSnapshot]:
        for change in finding.changes:
            yield ColourChangeSnapshot(
                before=change.before,
                after=change.after,
                on=self.diary.on(change.on),
                reason=self.diary.text(change.reason),
                by=change.by,
            )

    def _action(self, name: str, served: Served) -> ActionSnapshot:
        draft, diary = served.draft, self.diary
        comes_round = draft.comes_round()
        last_done = None if draft.last_done is None else diary.due(draft.last_done)
        due = None if draft.due is None else diary.due(draft.due)
        if comes_round and last_done and not due:
            due = diary.next_after(last_done, comes_round)
        return ActionSnapshot(
            ref=self.actions[name],
            text=diary.text(draft.text),
            serves=tuple(served.serves),
            leads=tuple(self.leads[key] for key in draft.leads),
            due_words=diary.text(draft.words),
            due_on=due,
            repeats=RepeatsSnapshot(every=comes_round.every, unit=comes_round.unit) if comes_round else None,
            last_done_on=last_done,
            status=draft.status,
            priority=draft.priority,
            for_place=self._for_place(draft.place),
            difference=diary.text(draft.difference),
            notes=tuple(self._note(note) for note in draft.notes),
            waits_for=_in_order(self.actions, draft.waits_for),
            archived=draft.archived,
        )

    def _note(self, note: NoteDraft) -> NoteSnapshot:
        return NoteSnapshot(on=self.diary.on(note.on), text=self.diary.text(note.text), by=note.by)

    def _values(self) -> Iterator[ValueSnapshot]:
        known = [(value.key, self.drafts.values[value.key]) for value in self.framework.values]
        for key, draft in [*known, *(("", draft) for draft in self.drafts.further_values)]:
            yield ValueSnapshot(
                key=key,
                name=draft.name,
                extent=draft.extent,
                narrative=self.diary.text(draft.narrative),
                examples_for=self.diary.text(draft.examples_for),
                examples_against=self.diary.text(draft.examples_against),
            )

    def _summary(self) -> Iterator[SummarySnapshot]:
        findings = {finding.id: f"f{number}" for number, (_, finding) in enumerate(self.findings, 1) if finding.id}
        for part in SummaryPart:
            if written := self.drafts.review.summary.get(part):
                yield SummarySnapshot(
                    part=part,
                    text=self.diary.text(written.text),
                    findings=_in_order(findings, written.findings),
                    actions=_in_order(self.actions, written.actions),
                )


def _in_order(refs: dict[str, str], names: Iterable[str]) -> tuple[str, ...]:
    """The refs of these names, in the order of their list. Raises `KeyError` for a name that is not in it."""
    wanted = {refs[name] for name in names}
    return tuple(ref for ref in refs.values() if ref in wanted)
