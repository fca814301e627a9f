"""What one stage of a sheet is drawn from, and nothing else: a drawing is kept as long as this stays equal."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission, Voice
from system_review.reviews import wording
from system_review.reviews.models import Review
from system_review.reviews.queries.places import Path
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.queries.sheet_row_shapes import (
    CellRow,
    EvidenceRow,
    FindingRow,
    LinkRow,
    ServingRow,
    SheetRows,
)


class Setting(NamedTuple):
    """What all stages of a sheet have in common: whose it is, who reads it when, and what they may do.

    Whoever lets a stage depend on something further adds it here; the stage sees no member and no review.
    """

    partnership: str  # its slug
    review: str  # its public id
    framework: str  # its hash
    language: str
    today: date
    paths: tuple[tuple[int, Path], ...]  # of all cells of the review, by their numbers
    in_team: bool
    sees_whole: bool
    may_write: bool
    may_move: bool
    may_plan: bool
    may_rate: bool
    may_comment: bool
    places: tuple[tuple[int, str, str], ...] = ()  # number, name and public id of each place of the review
    for_place: int = 0  # the number of the place that is looked at; 0 for all

    def place_name(self, number: int | None) -> str:
        """The name of a place by its number; "" for all of them."""
        return next((name for pk, name, _ in self.places if pk == number), "")


class ActionFacts(NamedTuple):
    """An action under one finding."""

    serving: ServingRow
    leads: tuple[LinkRow, ...]
    elsewhere: tuple[LinkRow, ...]  # the other findings that it serves
    waits: tuple[LinkRow, ...]
    comments: int  # that are open
    may_change: bool  # as far as it is theirs; whether they may at all is part of the setting


class FindingFacts(NamedTuple):
    """A finding with everything that hangs on it."""

    finding: FindingRow
    evidence: tuple[EvidenceRow, ...]
    about: tuple[LinkRow, ...]
    see_also: tuple[LinkRow, ...]
    actions: tuple[ActionFacts, ...]
    comments: int  # that are open
    has_note: bool  # that this reader may see
    may_change: bool  # as above


class StageFacts(NamedTuple):
    """A stage with its findings, and those of other stages that are also relevant here."""

    cell: CellRow
    findings: tuple[FindingFacts, ...]
    references: tuple[LinkRow, ...]
    speaks: tuple[LinkRow, ...] = ()  # evidence that speaks to it, before or beside its findings
    place_ratings: tuple[LinkRow, ...] = ()


def setting_of(review: Review, rows: SheetRows, *, visible_to: Member, today: date, for_place: str = "") -> Setting:
    """The setting of a sheet for this reader; `for_place` is the public id of the place that is looked at."""
    sight = sight_of(review, visible_to=visible_to)
    return Setting(
        partnership=visible_to.partnership.slug,
        review=review.public_id,
        framework=review.framework.hash,
        language=wording.language_tag(),
        today=today,
        paths=tuple((cell.pk, (cell.domain, cell.level, cell.stage)) for cell in rows.cells),
        in_team=sight.in_team,
        sees_whole=sight.whole,
        may_write=may(visible_to, Permission.FINDING_WRITE),
        may_move=may(visible_to, Permission.FINDING_MOVE),
        may_plan=may(visible_to, Permission.ACTION_WRITE),
        may_rate=may(visible_to, Permission.CELL_RATE),
        may_comment=may(visible_to, Permission.COMMENT_WRITE),
        places=tuple((place.action_id, place.one, place.two) for place in rows.places),
        for_place=next((place.action_id for place in rows.places if place.two == for_place), 0),
    )


def stage_facts(rows: SheetRows, cell: CellRow, voice: Voice) -> StageFacts:
    """Everything that was read for one stage. `voice` is the reader's."""
    findings = tuple(_finding(rows, finding, voice) for finding in rows.findings.get(cell.pk, ()))
    return StageFacts(
        cell,
        findings,
        tuple(rows.references.get(cell.pk, ())),
        tuple(rows.speaks.get(cell.pk, ())),
        tuple(link for link in rows.place_ratings if link.cell_id == cell.pk),
    )


def _finding(rows: SheetRows, finding: FindingRow, voice: Voice) -> FindingFacts:
    return FindingFacts(
        finding=finding,
        evidence=tuple(rows.evidence.get(finding.pk, ())),
        about=tuple(rows.about.get(finding.pk, ())),
        see_also=tuple(rows.see_also.get(finding.pk, ())),
        actions=tuple(_action(rows, serving, voice) for serving in rows.servings.get(finding.pk, ())),
        comments=len(rows.comments.get(finding.pk, ())),
        has_note=finding.pk in rows.notes,
        may_change=voice.owns(written_by=finding.written_by, on_behalf_of=finding.on_behalf),
    )


def _action(rows: SheetRows, serving: ServingRow, voice: Voice) -> ActionFacts:
    number = serving.action.pk
    return ActionFacts(
        serving=serving,
        leads=tuple(rows.leads.get(number, ())),
        elsewhere=tuple(rows.elsewhere.get(number, ())),
        waits=tuple(rows.waits.get(number, ())),
        comments=len(rows.action_comments.get(number, ())),
        may_change=voice.owns(written_by=serving.action.written_by, on_behalf_of=serving.action.on_behalf),
    )
