"""The page of evidence: what is awaited, what there is, what is not to be had, and which findings rest on it.

Who is not of the review team is told of nothing that is for the team only (the rows are not there for them), and of
some pieces the kind alone (`evidence.rules`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from system_review.evidence.models import Evidence
from system_review.evidence.rules import EvidenceKind, EvidenceState, Naming, is_late, is_to_come, may_describe
from system_review.partnerships.access import may, voice_of
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.attachment_lines import link_to
from system_review.reviews.models import (
    Cell,
    EvidenceStage,
    Finding,
    FindingEvidence,
    Review,
    ReviewEvidence,
    ReviewPlace,
)
from system_review.reviews.queries.attachments import counts_of_evidence
from system_review.reviews.queries.choices import colour_choices
from system_review.reviews.queries.evidence_remarks import remarks_in_words
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.review_places import places_standing
from system_review.reviews.queries.seeing import sight_of
from system_review.texts import shown
from system_review.ui.parts import Link

NO_SOURCE = "none"
FEW_WORDS = 16
LONGEST = 160  # characters, for texts without spaces


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of the register: values of kind and state, an agency's public id; "" for all."""

    kind: str = ""
    source: str = ""
    state: str = ""
    for_place: str = ""  # the public id of a place of the review

    def __bool__(self) -> bool:
        return bool(self.kind or self.source or self.state or self.for_place)


@dataclass(frozen=True, slots=True)
class FindingLink:
    """A finding in a few words, and its place on the sheet. `shape` and `word` are its colour."""

    shape: str
    word: str
    text: str
    place: str
    url: str
    add_url: str = ""  # to add evidence for it, where there is none


@dataclass(frozen=True, slots=True)
class StageLink:
    """A stage that a piece speaks to; `add_url` writes a finding there that rests on it."""

    place: str
    url: str
    add_url: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence. `told` is what one reads: its sentence, or its kind where there is none to tell."""

    anchor: str
    told: str
    about: tuple[str, ...]  # kind, source, date, confidence
    asked: str  # "Asked of the police, wanted by 3 March 2027"
    is_late: bool
    naming: str
    is_held_back: bool  # not everybody may read it
    findings: tuple[FindingLink, ...]
    change_url: str
    files: Link | None  # the way to its files
    stages: tuple[StageLink, ...]  # what it speaks to


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """The pieces in one state, under its heading."""

    key: str
    title: str
    lines: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class ArchivedEvidence:
    """A piece that was taken off the list, and how to bring it back."""

    told: str
    day: str
    version: int
    restore_url: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The whole page. `total` counts everything that this reader may know of, whatever is shown now."""

    total: int
    awaited: int
    parts: tuple[EvidencePart, ...]
    has_findings: bool
    without: tuple[FindingLink, ...]
    archived: tuple[ArchivedEvidence, ...]
    sources: tuple[tuple[str, str], ...]  # what can be chosen from: public id and name
    kinds: tuple[tuple[str, str], ...]
    for_places: tuple[tuple[str, str], ...]  # the places of the review, where it has any
    sees_all: bool
    add_url: str
    looking_url: str  # who looks at what
    asked_url: str  # what is outstanding, agency by agency; "" if nothing is


def evidence_page(review: Review, *, wanted: Wanted, visible_to: Member, today: date) -> EvidencePage:
    """The evidence of a review as this member may see it, narrowed to what is wanted."""
    return _Register(review, visible_to, today).page(wanted)


class _Register:
    """One reading of the register."""

    def __init__(self, review: Review, member: Member, today: date) -> None:
        self.review, self.member, self.today = review, member, today
        self.to = Addresses(member.partnership.slug)
        self.in_team = sight_of(review, visible_to=member).in_team
        self.may_write, self.voice = may(member, Permission.EVIDENCE_WRITE), voice_of(member)
        self.places = places_of(review).by_path
        self.words = dict(colour_choices(review))
        self.for_places = {one.pk: one for one in places_standing(review, visible_to=member)}
        links = list(self._links())
        self.listed: list[Evidence] = [link.evidence for link in links]
        self.place_of = {link.evidence_id: self.for_places.get(link.for_place_id) for link in links}
        self.findings = {finding.pk: self._link(finding) for finding in self._findings()}
        self.supports, self.rested_on = self._supports()
        self.files = counts_of_evidence(review, visible_to=member)
        self.stages = self._stages()
        self.may_find = may(member, Permission.FINDING_WRITE)

    def _links(self) -> Any:
        rows = ReviewEvidence.objects.visible_to(self.member).filter(review=self.review)
        return rows.select_related("evidence__source").order_by("position", "pk")

    def _findings(self) -> Any:
        rows = Finding.objects.visible_to(self.member).filter(review=self.review, archived_at=None)
        return rows.select_related("cell").order_by("cell__position", "position", "pk")

    def _supports(self) -> tuple[dict[int, list[int]], set[int]]:
        """Which findings rest on each piece, and which findings rest on something that is not archived."""
        supports: dict[int, list[int]] = defaultdict(list)
        rested_on = set()
        links = FindingEvidence.objects.visible_to(self.member).filter(finding__review=self.review).order_by("pk")
        for finding, evidence, archived_at in links.values_list("finding_id", "evidence_id", "evidence__archived_at"):
            supports[evidence].append(finding)
            if archived_at is None:
                rested_on.add(finding)
        return supports, rested_on

    def page(self, wanted: Wanted) -> EvidencePage:
        """The page, narrowed."""
        there = [item for item in self.listed if item.archived_at is None]
        kinds = {item.kind for item in there}
        return EvidencePage(
            total=len(there),
            awaited=sum(item.state == EvidenceState.ASKED_FOR for item in there),
            parts=self._parts([item for item in there if self._is_wanted(item, wanted)]),
            has_findings=bool(self.findings),
            without=tuple(link for pk, link in self.findings.items() if pk not in self.rested_on),
            archived=self._archived(),
            sources=self._sources(there),
            kinds=tuple((kind.value, wording.evidence_kind(kind)) for kind in EvidenceKind if kind in kinds),
            for_places=tuple((one.public_id, shown(one.name)) for one in self.for_places.values()),
            sees_all=self.in_team,
            add_url=self.to.review(self.review.public_id, "evidence/new") if self.may_write else "",
            looking_url=self.to.review(self.review.public_id, "evidence/looking"),
            asked_url=self._asked_url(there),
        )

    def _asked_url(self, there: list[Evidence]) -> str:
        awaited = any(item.state == EvidenceState.ASKED_FOR for item in there)
        return self.to.review(self.review.public_id, "evidence/asked") if awaited else ""

    def _is_wanted(self, item: Evidence, wanted: Wanted) -> bool:
        if wanted.for_place and (place := self._for_place(item)) and place.public_id != wanted.for_place:
            return False
        if wanted.source and self._source(item) != wanted.source:
            return False
        return wanted.kind in ("", item.kind) and wanted.state in ("", item.state)

    def _for_place(self, item: Evidence) -> ReviewPlace | None:
        """The place that it is for; of what may not be described that is not told either."""
        return self.place_of.get(item.pk) if self._describes(item) else None

    def _source(self, item: Evidence) -> str:
        """The source's public id; the source of what may not be described is not told by looking for it."""
        return item.source.public_id if item.source and self._describes(item) else NO_SOURCE

    def _describes(self, item: Evidence) -> bool:
        return may_describe(item.naming, in_team=self.in_team or item.written_by_id == self.member.pk)

    def _may_change(self, item: Evidence) -> bool:
        own = self.voice.owns(written_by=item.written_by_id, on_behalf_of=item.on_behalf_of_id)
        return self.may_write and own and self._describes(item)

    def _sources(self, items: list[Evidence]) -> tuple[tuple[str, str], ...]:
        sources = [item.source for item in items if item.source and self._describes(item)]
        named = {source.public_id: shown(source.name) for source in sources}
        return tuple(sorted(named.items(), key=lambda pair: pair[1].casefold()))

    def _parts(self, items: list[Evidence]) -> tuple[EvidencePart, ...]:
        titles = {
            EvidenceState.ASKED_FOR: gettext("Still awaited"),
            EvidenceState.UNDER_WAY: gettext("Under way"),
            EvidenceState.PLANNED: gettext("To look at"),
            EvidenceState.RECEIVED: gettext("What there is"),
            EvidenceState.NOT_AVAILABLE: gettext("Not available"),
        }
        items = sorted(items, key=lambda item: (item.due_on is None, item.due_on or self.today, item.pk))
        order = {item.pk: place for place, item in enumerate(self.listed)}
        parts = []
        for state, title in titles.items():
            mine = [item for item in items if item.state == state]
            if not is_to_come(state):
                mine.sort(key=lambda item: order[item.pk])
            if mine:
                parts.append(EvidencePart(state.value, title, tuple(map(self._line, mine))))
        return tuple(parts)

    def _line(self, item: Evidence) -> EvidenceLine:
        described = self._describes(item)
        kind = wording.evidence_kind(item.kind)
        return EvidenceLine(
            anchor=f"evidence-{item.public_id}",
            told=(shown(item.sentence) if described else "") or kind,
            about=(*self._about(item, kind), *remarks_in_words(item)) if described else (),
            asked=self._asked(item) if described else "",
            is_late=described and is_late(state=item.state, due_on=item.due_on, today=self.today),
            naming=wording.naming(item.naming),
            is_held_back=item.naming != Naming.NAMED,
            findings=tuple(self.findings[pk] for pk in self.supports.get(item.pk, ()) if pk in self.findings),
            files=self._files(item) if described else None,
            stages=tuple(self._stage(item, cell) for cell in self.stages.get(item.pk, ())) if described else (),
            change_url=self.to.evidence(self.review.public_id, item.public_id) if self._may_change(item) else "",
        )

    def _stages(self) -> dict[int, list[Cell]]:
        """The stages that each piece speaks to."""
        rows = EvidenceStage.objects.visible_to(self.member).filter(cell__review=self.review)
        found: dict[int, list[Cell]] = defaultdict(list)
        for row in rows.select_related("cell").order_by("cell__position"):
            found[row.evidence_id].append(row.cell)
        return found

    def _stage(self, item: Evidence, cell: Cell) -> StageLink:
        place = self.places[cell.domain, cell.level, cell.stage]
        sheet = self.to.sheet(self.review.public_id, cell.domain, cell.level)
        new = f"{self.to.cell(cell.public_id, 'new-finding')}?evidence={item.public_id}"
        return StageLink(place.whole, f"{sheet}#stage-{cell.stage}", new if self.may_find else "")

    def _files(self, item: Evidence) -> Link | None:
        count = self.files.get(item.pk, 0)
        if not count and not self._may_change(item):
            return None
        return link_to(f"{self.to.evidence(self.review.public_id, item.public_id)}attachments/", count)

    def _about(self, item: Evidence, kind: str) -> tuple[str, ...]:
        place = self._for_place(item)
        parts = (
            (f"{kind} ({item.how_many})" if item.how_many is not None else kind) if item.sentence else "",
            shown(item.source.name) if item.source else "",
            wording.day(item.on) if item.on else "",
            gettext("confidence: %(level)s") % {"level": wording.confidence(item.confidence).lower()}
            if item.confidence
            else "",
            gettext("%(name)s looks at it") % {"name": shown(item.looked_at_by)}
            if item.looked_at_by and is_to_come(item.state)
            else "",
            gettext("for %(place)s") % {"place": shown(place.name)} if place else "",
        )
        return tuple(part for part in parts if part)

    def _asked(self, item: Evidence) -> str:
        if item.state == EvidenceState.RECEIVED:
            return ""
        whom, by = shown(item.asked_of), wording.day(item.due_on) if item.due_on else ""
        if whom and by and item.asked_on:
            return gettext("Asked of %(whom)s on %(asked)s, wanted by %(day)s") % {
                "whom": whom,
                "asked": wording.day(item.asked_on),
                "day": by,
            }
        if whom and by:
            return gettext("Asked of %(whom)s, wanted by %(day)s") % {"whom": whom, "day": by}
        if whom:
            return gettext("Asked of %(whom)s") % {"whom": whom}
        return gettext("Wanted by %(day)s") % {"day": by} if by else ""

    def _link(self, finding: Finding) -> FindingLink:
        cell, to = finding.cell, self.to
        sheet = to.sheet(self.review.public_id, cell.domain, cell.level)
        new = to.review(self.review.public_id, "evidence/new")
        return FindingLink(
            shape=finding.colour,
            word=self.words[finding.colour],
            text=few_words(shown(finding.text)),
            place=self.places[cell.domain, cell.level, cell.stage].whole,
            url=f"{sheet}#finding-{finding.public_id}",
            add_url=f"{new}?finding={finding.public_id}" if self.may_write else "",
        )

    def _archived(self) -> tuple[ArchivedEvidence, ...]:
        if not self.may_write:
            return ()
        gone = [item for item in self.listed if item.archived_at is not None and self._may_change(item)]
        return tuple(
            ArchivedEvidence(
                told=shown(item.sentence) or wording.evidence_kind(item.kind),
                day=wording.day_of(item.archived_at),
                version=item.version,
                restore_url=self.to.evidence(self.review.public_id, item.public_id) + "restoration/",
            )
            for item in gone
            if item.archived_at is not None
        )


def few_words(text: str, most: int = FEW_WORDS) -> str:
    """The beginning of a text, to recognise it by."""
    words = text.split()
    start = " ".join(words[:most])
    return start if len(words) <= most and len(start) <= LONGEST else f"{start[:LONGEST].rstrip()} …"


def evidence_as_form(item: Evidence, *, review: Review, visible_to: Member) -> dict[str, Any]:
    """A piece of evidence as it is saved, by the names of its form's fields."""
    links = FindingEvidence.objects.visible_to(visible_to).filter(evidence=item, finding__review=review)
    return {
        "kind": item.kind,
        "sentence": item.sentence,
        "state": item.state,
        "asked_of": item.asked_of,
        "asked_on": item.asked_on,
        "due_on": item.due_on,
        "on": item.on,
        "source": item.source.name if item.source else "",
        "how_many": item.how_many,
        "confidence": item.confidence,
        "naming": item.naming,
        "on_behalf_of": item.on_behalf_of.public_id if item.on_behalf_of else "",
        "for_place": _place_of(item, review, visible_to),
        "looked_at_by": item.looked_at_by,
        "so_far": item.so_far,
        "stages": list(
            EvidenceStage.objects.visible_to(visible_to)
            .filter(evidence=item, cell__review=review)
            .order_by("cell__position")
            .values_list("cell__public_id", flat=True)
        ),
        "findings": list(
            links.filter(finding__archived_at=None).order_by("pk").values_list("finding__public_id", flat=True)
        ),
    }


def _place_of(item: Evidence, review: Review, member: Member) -> str:
    """The public id of the place of this review that the piece is for; "" for all."""
    if not review.has_places:
        return ""
    listed = ReviewEvidence.objects.visible_to(member).filter(review=review, evidence=item)
    return listed.values_list("for_place__public_id", flat=True).first() or ""


def archived_findings_on(item: Evidence, *, review: Review, visible_to: Member) -> list[Finding]:
    """Findings that are archived and rest on the piece: no form offers them, and they must keep their link."""
    rows = Finding.objects.visible_to(visible_to).filter(review=review, archived_at__isnull=False)
    return list(rows.filter(evidence_links__evidence=item))
