"""Where everything of a review stands: sheets in order, the names of places, the running numbers of actions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from system_review.documents.rules.selection import Selection
from system_review.documents.writers.wording import Wording
from system_review.errors import Refused, Why
from system_review.evidence.rules import Naming
from system_review.frameworks.snapshots import Domain, Level, Stage, Words
from system_review.reviews.rules.words import Colour, Unrated
from system_review.reviews.snapshots import (
    ActionSnapshot,
    AgencySnapshot,
    CellSnapshot,
    EvidenceSnapshot,
    FindingSnapshot,
    LeadSnapshot,
    PlaceSnapshot,
    ReviewSnapshot,
)

COLUMNS = (Colour.RED, Colour.AMBER, Colour.GREEN)
Key = tuple[str, str | None]  # the keys of a domain and a level
Only = Key | Selection
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Sheet:
    """A domain and level with its stages, each with its cell (None where the review has none)."""

    domain: Domain
    level: Level | None
    stages: tuple[tuple[Stage, CellSnapshot | None], ...]
    title: str

    @property
    def key(self) -> Key:
        return self.domain.key, self.level.key if self.level else None


class Places:
    """A review with its things found by name. Archived things, and evidence that may not be seen, are not in it."""

    def __init__(
        self, snapshot: ReviewSnapshot, wording: Wording, only: Only | None = None, *, has_sheets: bool = True
    ) -> None:
        self.snapshot = snapshot
        self.framework = snapshot.framework
        self.wording = wording
        self.only = Selection(only[0], only[1] or "") if isinstance(only, tuple) else only
        self.has_sheets = has_sheets

    def said(self, words: Words | None) -> str:
        """A text of the framework in the reader's language, in its short form (cy for cy-GB), else in its own."""
        if not words:
            return ""
        language = self.wording.language
        return self.framework.said(words, language if language in words else language.split("-")[0])

    def colour_word(self, colour: Colour) -> str:
        """The word of a colour inside a sentence."""
        return self.said(getattr(self.framework.colours, colour.value).word).lower()

    def agency(self, ref: str | None) -> str:
        """The name of an agency; "" for None."""
        return _thing(self._agencies, ref, "agency").name if ref else ""

    def for_place(self, ref: str | None) -> str:
        """The name of the place that a thing is for; "" for all."""
        return _thing(self._for_places, ref, "place").name if ref else ""

    def lead(self, ref: str) -> LeadSnapshot:
        return _thing(self._leads, ref, "lead")

    def finding(self, ref: str) -> FindingSnapshot:
        return _thing(self.findings, ref, "finding")

    def place(self, cell: str) -> str:
        """Target, Level 1, Referral."""
        sheet, stage = _thing(self._places, cell, "place")
        return self.wording.headings.place.format(sheet=sheet.title, stage=self.said(stage.name))

    def sheet_of(self, cell: str) -> Sheet:
        return _thing(self._places, cell, "place")[0]

    def actions_under(self, finding: str) -> list[ActionSnapshot]:
        """The actions that serve a finding, in the order of the file."""
        return self._serving.get(finding, [])

    def actions_in(self, cell: str) -> list[ActionSnapshot]:
        """The actions that serve any finding of a cell, each once."""
        found = {a.ref: a for f in self.findings_in.get(cell, []) for a in self.actions_under(f.ref)}
        return list(found.values())

    def served(self, action: ActionSnapshot) -> list[FindingSnapshot]:
        """The findings that an action serves, in the order of the sheets; none of them archived."""
        return sorted((self.findings[s.finding] for s in action.serves if s.finding in self.findings), key=self._order)

    def wanted_under(self, finding: str) -> list[ActionSnapshot]:
        """The actions under a finding that the document has: all, or those of the agency or the lead asked for."""
        actions = self.actions_under(finding)
        if self.only is None or not self.only.is_by_thing:
            return actions
        if self.only.is_somebodys and not self._concerns(self.findings[finding]):
            actions = [action for action in actions if any(map(self._is_theirs, action.leads))]
        return [action for action in actions if self._has_changed(action.ref)]

    def is_included(self, finding: FindingSnapshot) -> bool:
        """Whether the document has this finding."""
        if self.only is None or not self.only.is_by_thing or not self.covers(finding.cell):
            return self.covers(finding.cell)
        is_wanted = not self.only.is_somebodys or self._concerns(finding)
        return (is_wanted and self._has_changed(finding.ref)) or bool(self.wanted_under(finding.ref))

    def _has_changed(self, ref: str) -> bool:
        """Whether a finding or an action has changed since then, where that is asked."""
        return self.only is None or self.only.changed is None or ref in self.only.changed.refs

    def covers(self, cell: str) -> bool:
        """Whether the document has this stage, or what is somebody's there."""
        if self.only is None:
            return True
        sheet, stage = _thing(self._places, cell, "place")
        return self.only.has_place(*sheet.key, stage.key)

    def prints(self, cell: str) -> bool:
        """Whether the document has this stage: of what is somebody's, or has changed, only where there is any."""
        if self.only is None or not self.only.is_by_thing:
            return self.covers(cell)
        return self.covers(cell) and any(map(self.is_included, self.findings_in.get(cell, [])))

    def _concerns(self, finding: FindingSnapshot) -> bool:
        """Whether a finding is about the agency asked for, or written on its behalf."""
        if self.only is None or not self.only.agency or self.only.lead:
            return False
        agencies = (*finding.about, *([finding.on_behalf_of] if finding.on_behalf_of else []))
        return any(self.agency(ref) == self.only.agency for ref in agencies)

    def _is_theirs(self, ref: str) -> bool:
        """Whether a lead is the one asked for, or of the agency asked for."""
        lead, only = self.lead(ref), self.only or Selection()
        if only.lead:
            return (lead.name, lead.role, self.agency(lead.agency)) == only.lead
        return self.agency(lead.agency) == only.agency

    def is_left_out(self, sheet: Sheet) -> bool:
        """Whether a sheet was not part of this review: no stage of it was looked at, and nothing stands in it."""
        return all(cell is None or self._is_untouched(cell) for _, cell in sheet.stages)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every sheet of the framework in order."""
        cells = {(cell.domain, cell.level, cell.stage): cell for cell in self.snapshot.cells}
        return tuple(
            Sheet(
                domain,
                level,
                tuple((stage, cells.get((domain.key, level.key if level else None, stage.key))) for stage in stages),
                self._sheet_title(domain, level),
            )
            for domain, level, stages in self.framework.sheets()
        )

    @cached_property
    def printed(self) -> tuple[Sheet, ...]:
        """The sheets that the document has."""
        if self.only is None:
            return tuple(sheet for sheet in self.sheets if not self.is_left_out(sheet))
        only = self.only
        narrowed = (
            replace(sheet, stages=tuple(pair for pair in sheet.stages if self._has_stage(sheet, *pair)))
            for sheet in self.sheets
            if only.has_place(*sheet.key)
        )
        found = tuple(sheet for sheet in narrowed if sheet.stages)
        if not found and only.changed:
            on = self.wording.date_words(only.changed.on)
            if time := only.changed.met_until:
                raise Refused(
                    Why(
                        "Nothing of what you asked for has changed since the meeting closed at {time} on {day}",
                        time=time,
                        day=on,
                    )
                )
            raise Refused(Why("Nothing of what you asked for has changed since {day}", day=on))
        if not found and only.is_somebodys:
            raise Refused(Why("Nothing in this review is about this agency or led by it, or by this person"))
        if not found:
            raise Refused(Why("The framework of this review has no sheet {sheet}", sheet=only.said()))
        return found

    def _has_stage(self, sheet: Sheet, stage: Stage, cell: CellSnapshot | None) -> bool:
        """Whether the document has this stage of a sheet that it has."""
        if self.only is None or not self.only.has_place(*sheet.key, stage.key):
            return False
        if not self.only.is_by_thing:
            return True
        return cell is not None and (
            self._was_rated(cell) or any(map(self.is_included, self.findings_in.get(cell.ref, [])))
        )

    def _was_rated(self, cell: CellSnapshot) -> bool:
        """Whether the stage was rated since then, where that is asked and nobody's part alone is."""
        if self.only is None or self.only.changed is None or self.only.is_somebodys or cell.rated_at is None:
            return False
        return cell.rated_at > self.only.changed.since

    @cached_property
    def findings(self) -> dict[str, FindingSnapshot]:
        """The findings that are not archived, by name."""
        return {finding.ref: finding for finding in self.snapshot.findings if not finding.archived}

    @cached_property
    def findings_in(self) -> dict[str, list[FindingSnapshot]]:
        """The findings of each cell."""
        return _grouped((finding.cell, finding) for finding in self.findings.values())

    @cached_property
    def referred_to(self) -> dict[str, list[FindingSnapshot]]:
        """The findings of other places that are also relevant to each cell."""
        return _grouped((cell, finding) for finding in self.findings.values() for cell in finding.also_in)

    @cached_property
    def actions(self) -> dict[str, ActionSnapshot]:
        """The actions that are not archived, by name."""
        return {action.ref: action for action in self.snapshot.actions if not action.archived}

    @cached_property
    def in_order(self) -> list[FindingSnapshot]:
        """The findings in the order of the sheets, of the colours, and of the file."""
        return sorted(self.findings.values(), key=self._order)

    @cached_property
    def finding_numbers(self) -> dict[str, str]:
        """F1, F2 … in the order of the sheets."""
        return {finding.ref: f"F{number}" for number, finding in enumerate(self.in_order, 1)}

    @cached_property
    def action_numbers(self) -> dict[str, str]:
        """A1, A2 … in the order of the sheets, then those that stand under no finding."""
        refs = dict.fromkeys(a.ref for finding in self.in_order for a in self.actions_under(finding.ref))
        return {ref: f"A{number}" for number, ref in enumerate(dict.fromkeys([*refs, *self.actions]), 1)}

    @cached_property
    def written_under(self) -> dict[str, str]:
        """The finding under which each action is written in full: the first of the document; none without sheets."""
        under: dict[str, str] = {}
        for finding in self.in_order if self.has_sheets else ():
            if self.is_included(finding):
                for action in self.wanted_under(finding.ref):
                    under.setdefault(action.ref, finding.ref)
        return under

    @cached_property
    def evidence(self) -> dict[str, EvidenceSnapshot]:
        """The evidence that this document may tell of, by name."""
        everything = self.snapshot.holds.team_only_evidence
        return {e.ref: e for e in self.snapshot.evidence if everything or e.naming != Naming.TEAM_ONLY}

    @cached_property
    def evidence_numbers(self) -> dict[str, str]:
        """E1, E2 … without gaps, so that nothing tells what was left out."""
        return {ref: f"E{number}" for number, ref in enumerate(self.evidence, 1)}

    def may_be_described(self, evidence: EvidenceSnapshot) -> bool:
        """Whether more than the kind may be told."""
        return self.snapshot.holds.team_only_evidence or evidence.naming == Naming.NAMED

    @cached_property
    def _for_places(self) -> dict[str, PlaceSnapshot]:
        return {place.ref: place for place in self.snapshot.places}

    @cached_property
    def _agencies(self) -> dict[str, AgencySnapshot]:
        return {agency.ref: agency for agency in self.snapshot.agencies}

    @cached_property
    def _leads(self) -> dict[str, LeadSnapshot]:
        return {lead.ref: lead for lead in self.snapshot.leads}

    @cached_property
    def _places(self) -> dict[str, tuple[Sheet, Stage]]:
        return {cell.ref: (sheet, stage) for sheet in self.sheets for stage, cell in sheet.stages if cell}

    @cached_property
    def _cell_order(self) -> dict[str, int]:
        return {cell: position for position, cell in enumerate(self._places)}

    @cached_property
    def _serving(self) -> dict[str, list[ActionSnapshot]]:
        return _grouped((served.finding, action) for action in self.actions.values() for served in action.serves)

    def _order(self, finding: FindingSnapshot) -> tuple[int, int]:
        colours = (*COLUMNS, Colour.NOT_YET_KNOWN)
        return _thing(self._cell_order, finding.cell, "place"), colours.index(finding.colour)

    def _is_untouched(self, cell: CellSnapshot) -> bool:
        has_something = (
            self.findings_in.get(cell.ref) or self.referred_to.get(cell.ref) or cell.reason or cell.agreed_at
        )
        return cell.rating == Unrated.NOT_REVIEWED and not has_something

    def _sheet_title(self, domain: Domain, level: Level | None) -> str:
        if level is None:
            return self.said(domain.name)
        return self.wording.headings.sheet.format(domain=self.said(domain.name), level=self.said(level.name))


def _thing(things: Mapping[str, Thing], ref: str, what: str) -> Thing:
    if ref not in things:
        raise Refused(
            Why("This review cannot be written: it names the {what} {ref}, which it does not hold", what=what, ref=ref)
        )
    return things[ref]


def _grouped(pairs: Iterable[tuple[str, Thing]]) -> dict[str, list[Thing]]:
    groups: dict[str, list[Thing]] = {}
    for key, thing in pairs:
        groups.setdefault(key, []).append(thing)
    return groups
