"""Searching one review: its findings, actions, evidence and what is said about them, as this member may see them.

Every word must occur. The texts of a review are a few hundred, so they are read and compared here: the same answer on
every database, whatever the case and the accents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from system_review.evidence.rules import may_describe
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import (
    Action,
    ActionLead,
    Cell,
    Comment,
    Finding,
    ProgressNote,
    Review,
    ReviewEvidence,
    ReviewPlace,
    Serving,
    WorkingNote,
)
from system_review.reviews.queries.choices import colour_choices
from system_review.reviews.queries.comments import comments_of, page_of, who_said
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.rules.finding_words import Segment, has_all, has_any, marked, words_of
from system_review.texts import shown

MOST = 100  # hits of one sort on a page


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `lines` are its further texts that hold a word (a lead, a progress note)."""

    shape: str  # a colour or status, drawn before its text; "" for evidence
    text: tuple[Segment, ...]
    lines: tuple[tuple[Segment, ...], ...]
    about: str  # its colour or status and its place
    url: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one sort. `left_out` is how many more there are than are shown."""

    key: str
    title: str
    hits: tuple[Hit, ...]
    left_out: int

    @property
    def count(self) -> int:
        """How many were found."""
        return len(self.hits) + self.left_out


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives. `asked` is false where there was no word to look for."""

    asked: bool
    groups: tuple[HitGroup, ...]

    @property
    def count(self) -> int:
        """How many things were found in all."""
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that can be found: its own text, what is searched beside it, and how it is shown."""

    text: str
    beside: tuple[str, ...]
    shape: str
    about: str
    url: str
    is_archived: bool


def found_in(review: Review, query: str, *, visible_to: Member, for_place: ReviewPlace | None = None) -> Found:
    """Everything of a review in which each word of the query occurs; for one place, what is for it or for all."""
    words = words_of(query)
    if not words:
        return Found(asked=False, groups=())
    return _Looking(review, visible_to, words, for_place).found()


class _Looking:
    """One search."""

    def __init__(
        self, review: Review, member: Member, words: Sequence[str], for_place: ReviewPlace | None = None
    ) -> None:
        self.for_place = for_place
        self.review, self.member, self.words = review, member, words
        self.to = Addresses(member.partnership.slug)
        self.places = places_of(review).by_path
        self.colours = dict(colour_choices(review))

    def found(self) -> Found:
        """The hits, what is on the sheet first, what is archived apart."""
        sorts: tuple[tuple[str, str, Callable[[], Iterable[_Thing]]], ...] = (
            ("findings", gettext("Findings"), self._findings),
            ("actions", gettext("Actions"), self._actions),
            ("evidence", gettext("Evidence"), self._evidence),
            ("comments", gettext("Comments"), self._comments),
            ("notes", gettext("Working notes"), self._notes),
        )
        groups, archived = [], []
        for key, title, things in sorts:
            matching = [thing for thing in things() if has_all(self.words, (thing.text, *thing.beside))]
            groups.append(self._group(key, title, [thing for thing in matching if not thing.is_archived]))
            archived += [thing for thing in matching if thing.is_archived]
        groups.append(self._group("archived", gettext("Archived"), archived))
        return Found(asked=True, groups=tuple(group for group in groups if group.hits))

    def _group(self, key: str, title: str, things: list[_Thing]) -> HitGroup:
        hits = tuple(map(self._hit, things[:MOST]))
        return HitGroup(key, title, hits, len(things) - len(hits))

    def _hit(self, thing: _Thing) -> Hit:
        lines = tuple(marked(line, self.words) for line in thing.beside if has_any(self.words, line))
        return Hit(thing.shape, marked(thing.text, self.words), lines, thing.about, thing.url)

    def _rows(self, model: Any, **filters: Any) -> Any:
        return model.objects.visible_to(self.member).filter(**filters)

    def _for(self, rows: Any, *paths: str) -> Any:
        """The rows that are for the place that is looked at or for all. `paths` lead to what says so."""
        if self.for_place is None:
            return rows
        elsewhere = Q()
        for path in paths:
            elsewhere |= Q(**{f"{path}for_place__isnull": False}) & ~Q(**{f"{path}for_place": self.for_place})
        return rows.exclude(elsewhere)

    def _place(self, cell: Cell) -> str:
        return self.places[cell.domain, cell.level, cell.stage].whole

    def _on_sheet(self, cell: Cell, anchor: str) -> str:
        return f"{self.to.sheet(self.review.public_id, cell.domain, cell.level)}#{anchor}"

    def _findings(self) -> Iterator[_Thing]:
        rows = self._for(self._rows(Finding, review=self.review), "").select_related("cell")
        for row in rows.order_by("cell__position", "position", "pk"):
            gone = row.archived_at is not None
            anchor = f"finding-{row.public_id}"
            yield _Thing(
                text=shown(row.text),
                beside=(),
                shape=row.colour,
                about=f"{self.colours[row.colour]} · {self._place(row.cell)}",
                url=self.to.review(self.review.public_id, "archive") if gone else self._on_sheet(row.cell, anchor),
                is_archived=gone,
            )

    def _actions(self) -> Iterator[_Thing]:
        first = self._first_servings()
        beside = self._beside_actions()
        rows = list(self._for(self._rows(Action, review=self.review), "").order_by("pk"))
        last = len(first)
        order = {pk: place for place, pk in enumerate(first)}
        for row in sorted(rows, key=lambda row: (order.get(row.pk, last), row.pk)):
            gone = row.archived_at is not None
            serving = first.get(row.pk)
            place = self._place(serving.finding.cell) if serving else gettext("under no finding")
            yield _Thing(
                text=shown(row.text),
                beside=(*beside.get(row.pk, ()), *((shown(row.difference),) if row.difference else ())),
                shape=row.status,
                about=f"{wording.status(row.status)} · {place}",
                url=self._action_url(row, serving),
                is_archived=gone,
            )

    def _action_url(self, row: Action, serving: Serving | None) -> str:
        """Where the action stands under its first finding; what was done under an earlier colour is folded there."""
        if row.archived_at is not None:
            return self.to.review(self.review.public_id, "archive")
        if serving is None:
            return self.to.action(row.public_id)
        return self._on_sheet(serving.finding.cell, f"finding-{serving.finding.public_id}")

    def _first_servings(self) -> dict[int, Serving]:
        """For each action the finding that it stands under first, in the order of the review."""
        rows = self._rows(Serving, finding__review=self.review, finding__archived_at=None)
        first: dict[int, Serving] = {}
        order = ("finding__cell__position", "finding__position", "position", "pk")
        for row in rows.select_related("finding__cell").order_by(*order):
            first.setdefault(row.action_id, row)
        return first

    def _beside_actions(self) -> dict[int, list[str]]:
        """Leads, and progress in words, by action."""
        beside: dict[int, list[str]] = {}
        leads = self._rows(ActionLead, action__review=self.review).select_related("lead__agency").order_by("position")
        for link in leads:
            beside.setdefault(link.action_id, []).append(shown(str(link.lead)))
        for note in self._rows(ProgressNote, action__review=self.review).order_by("pk"):
            beside.setdefault(note.action_id, []).append(shown(note.text))
        return beside

    def _evidence(self) -> Iterator[_Thing]:
        whole = sight_of(self.review, visible_to=self.member).in_team
        writes = may(self.member, Permission.EVIDENCE_WRITE)
        links = self._for(self._rows(ReviewEvidence, review=self.review), "").select_related("evidence__source")
        page = self.to.review(self.review.public_id, "evidence")
        for item in (link.evidence for link in links.order_by("position", "pk")):
            gone = item.archived_at is not None
            if gone and not writes:
                continue
            kind, state = wording.evidence_kind(item.kind), wording.evidence_state(item.state)
            described = may_describe(item.naming, in_team=whole or item.written_by_id == self.member.pk)
            known = (shown(item.source.name) if item.source else "", shown(item.asked_of)) if described else ()
            yield _Thing(
                text=(shown(item.sentence) if described else "") or kind,
                beside=tuple(text for text in (kind, *known) if text),
                shape="",
                about=f"{kind} · {state}",
                url=page if gone else f"{page}#evidence-{item.public_id}",
                is_archived=gone,
            )

    def _comments(self) -> Iterator[_Thing]:
        rows = comments_of(self.review, visible_to=self.member).filter(withdrawn_at=None)
        rows = self._for(rows, "finding__", "action__")
        for row in rows.select_related("finding__cell", "action").order_by("written_at", "pk"):
            yield _Thing(
                text=shown(row.text),
                beside=(who_said(row),),
                shape="",
                about=self._about_comment(row),
                url=f"{page_of(row, self.to)}#comment-{row.public_id}",
                is_archived=(row.finding or row.action).archived_at is not None,
            )

    def _about_comment(self, row: Comment) -> str:
        settled = row.settled_at is not None
        kind = gettext("Settled comment by %(who)s") if settled else gettext("Comment by %(who)s")
        place = self._place(row.finding.cell) if row.finding else gettext("on an action")
        return f"{kind % {'who': who_said(row)}} · {place}"

    def _notes(self) -> Iterator[_Thing]:
        rows = self._for(self._rows(WorkingNote, review=self.review), "finding__").exclude(text="")
        rows = rows.select_related("finding__cell")
        for row in rows.order_by("finding__cell__position", "finding__position", "pk"):
            yield _Thing(
                text=shown(row.text),
                beside=(),
                shape="",
                about=f"{gettext('Working note')} · {self._place(row.finding.cell)}",
                url=f"{self.to.finding(row.finding.public_id, 'comments')}#note",
                is_archived=row.finding.archived_at is not None,
            )
