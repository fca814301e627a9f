"""The summary for the board: as its page shows it, and what its forms offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Action, Finding, Review, Serving, SummaryLink, SummaryText
from system_review.reviews.queries.choices import Choices
from system_review.reviews.queries.places import Place, places_of
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.rules.words import Priority, SummaryPart
from system_review.reviews.snapshots import ReviewSnapshot
from system_review.texts import first_words, shown

FINDING, ACTION = "finding", "action"
_BRIEF = 20  # words


@dataclass(frozen=True, slots=True)
class Spoken:
    """A finding or an action that the summary speaks of: where it stands, and its first words."""

    kind: str  # "Finding", "Action"
    place: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PartBlock:
    """A part of the summary. `change_url` is empty for who may not write it."""

    key: str
    name: str
    text: str
    things: tuple[Spoken, ...]
    change_url: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.text or self.things)


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The whole summary; and how much is marked as priority and not among its priorities."""

    parts: tuple[PartBlock, ...]
    unnamed: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written yet."""
        return all(part.is_empty for part in self.parts)


def part_words() -> dict[str, str]:
    """What the parts are called, in their order."""
    return {
        SummaryPart.STRENGTHS: gettext("Strengths"),
        SummaryPart.THEMES: gettext("Themes"),
        SummaryPart.PRIORITIES: gettext("Priorities"),
        SummaryPart.DECISIONS: gettext("Decisions asked for"),
    }


def part_of(review: Review, part: str, *, visible_to: Member) -> SummaryText | None:
    """A part as it is written; None if nobody wrote it."""
    found: SummaryText | None = SummaryText.objects.visible_to(visible_to).filter(review=review, part=part).first()
    return found


def links_of(part: SummaryText, *, visible_to: Member) -> list[SummaryLink]:
    """What a part speaks of."""
    return list(SummaryLink.objects.visible_to(visible_to).filter(summary=part))


def sees_summary(review: Review, *, visible_to: Member) -> bool:
    """Whether this member may read the summary: it speaks of all findings, so whoever sees them all."""
    return sight_of(review, visible_to=visible_to).whole


def summary_page(review: Review, *, visible_to: Member) -> SummaryPage:
    """The summary of a draft."""
    to = Addresses(visible_to.partnership.slug)
    texts = {row.part: row for row in SummaryText.objects.visible_to(visible_to).filter(review=review)}
    things = Things(review, visible_to)
    links: dict[int, list[SummaryLink]] = defaultdict(list)
    for link in SummaryLink.objects.visible_to(visible_to).filter(summary__review=review):
        links[link.summary_id].append(link)
    may_write = may(visible_to, Permission.REVIEW_CHANGE)
    blocks = []
    for part, name in part_words().items():
        row = texts.get(part)
        spoken = things.spoken(links[row.pk]) if row else ()
        url = to.review(review.public_id, f"summary/{part}") if may_write else ""
        blocks.append(PartBlock(part, name, shown(row.text) if row else "", spoken, url))
    named = {
        value for row in texts.values() if row.part == SummaryPart.PRIORITIES for value in values_of(links[row.pk])
    }
    return SummaryPage(tuple(blocks), unnamed=len(set(things.marked()) - named))


def values_of(links: Iterable[SummaryLink]) -> list[tuple[str, int]]:
    """What links name: the kind and the number of the row."""
    return [(FINDING, link.finding_id) if link.finding_id else (ACTION, link.action_id or 0) for link in links]


class Things:
    """The findings and actions of a review that are not archived, in the order of the sheets, with their places."""

    def __init__(self, review: Review, member: Member) -> None:
        self.review, self.to = review, Addresses(member.partnership.slug)
        places = places_of(review).by_path
        findings = Finding.objects.visible_to(member).filter(review=review, archived_at=None).select_related("cell")
        self.findings: dict[int, Finding] = {
            row.pk: row for row in findings.order_by("cell__position", "position", "pk")
        }
        self.place = {row.pk: places[row.cell.domain, row.cell.level, row.cell.stage] for row in self.findings.values()}
        actions = Action.objects.visible_to(member).filter(review=review, archived_at=None).order_by("pk")
        self.actions: dict[int, Action] = {row.pk: row for row in actions}
        order = {pk: number for number, pk in enumerate(self.findings)}
        self.under: dict[int, int] = {}
        servings = Serving.objects.visible_to(member).filter(finding__review=review, finding__archived_at=None)
        for action, finding in servings.values_list("action_id", "finding_id"):
            if finding in order:
                self.under[action] = min(self.under.get(action, finding), finding, key=order.__getitem__)

    def spoken(self, links: Iterable[SummaryLink]) -> tuple[Spoken, ...]:
        """What links name, in the order of the sheets: findings, then actions."""
        wanted = set(values_of(links))
        findings = (self._finding(row) for row in self.findings.values() if (FINDING, row.pk) in wanted)
        actions = (self._action(row) for row in self.actions.values() if (ACTION, row.pk) in wanted)
        return (*findings, *actions)

    def marked(self) -> list[tuple[str, int]]:
        """What is marked as priority."""
        return [
            *((FINDING, row.pk) for row in self.findings.values() if row.is_priority),
            *((ACTION, row.pk) for row in self.actions.values() if row.priority == Priority.HIGH),
        ]

    def public(self, pairs: Iterable[tuple[str, int]]) -> list[str]:
        """The same as a form names it: "finding:7q2x…"."""
        rows: dict[str, dict[int, Any]] = {FINDING: self.findings, ACTION: self.actions}
        return [f"{kind}:{rows[kind][pk].public_id}" for kind, pk in pairs if pk in rows[kind]]

    def choices(self) -> Choices:
        """Everything by stage, each finding followed by the actions that first serve it."""
        groups: dict[str, Choices] = {}
        for row in self.findings.values():
            group = groups.setdefault(self.place[row.pk].whole, [])
            group.append((f"{FINDING}:{row.public_id}", _words(gettext("Finding"), row.text, row.is_priority)))
            group += [
                (
                    f"{ACTION}:{action.public_id}",
                    _words(gettext("Action"), action.text, action.priority == Priority.HIGH),
                )
                for action in self.actions.values()
                if self.under.get(action.pk) == row.pk
            ]
        return list(groups.items())

    def _finding(self, row: Finding) -> Spoken:
        place = self.place[row.pk]
        return Spoken(
            gettext("Finding"),
            place.whole,
            first_words(row.text, _BRIEF),
            f"{self._sheet(place)}#finding-{row.public_id}",
        )

    def _action(self, row: Action) -> Spoken:
        finding = self.findings.get(self.under.get(row.pk, 0))
        if finding is None:
            return Spoken(gettext("Action"), "", first_words(row.text, _BRIEF))
        place = self.place[finding.pk]
        anchor = f"action-{row.public_id}-{finding.public_id}"
        return Spoken(gettext("Action"), place.whole, first_words(row.text, _BRIEF), f"{self._sheet(place)}#{anchor}")

    def _sheet(self, place: Place) -> str:
        return self.to.sheet(self.review.public_id, *place.path[:2])


def agreed_summary(snapshot: ReviewSnapshot, places: dict[tuple[str, str, str], Place]) -> SummaryPage:
    """The summary of an agreed version; nothing of it leads to what can change."""
    cells = {cell.ref: places[cell.domain, cell.level or "", cell.stage] for cell in snapshot.cells}
    findings = {finding.ref: finding for finding in snapshot.findings}
    actions = {action.ref: action for action in snapshot.actions}
    written = {part.part: part for part in snapshot.summary}
    blocks = []
    for key, name in part_words().items():
        part = written.get(SummaryPart(key))
        if part is None:
            continue
        things = [
            Spoken(gettext("Finding"), cells[findings[ref].cell].whole, first_words(findings[ref].text, _BRIEF))
            for ref in part.findings
        ]
        things += [
            Spoken(
                gettext("Action"),
                cells[findings[actions[ref].serves[0].finding].cell].whole,
                first_words(actions[ref].text, _BRIEF),
            )
            for ref in part.actions
        ]
        blocks.append(PartBlock(key, name, shown(part.text), tuple(things)))
    return SummaryPage(tuple(blocks))


def _words(kind: str, text: str, is_marked: bool) -> str:
    words = gettext("%(kind)s: %(text)s") % {"kind": kind, "text": first_words(text, _BRIEF)}
    return gettext("%(words)s (priority)") % {"words": words} if is_marked else words
