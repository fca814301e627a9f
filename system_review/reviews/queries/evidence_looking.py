"""Who looks at what: what is read, which meetings are sat in, which groups are held, which samples are drawn, and how
far each has come. It is the register, in the order in which the work is done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from system_review.evidence.models import Evidence
from system_review.evidence.rules import EvidenceKind, EvidenceState, is_late, is_to_come, may_describe
from system_review.partnerships.access import may, voice_of
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import EvidenceStage, Review, ReviewEvidence
from system_review.reviews.queries.evidence_remarks import remarks_in_words
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.plan_blocks import on_paper
from system_review.reviews.queries.seeing import sight_of
from system_review.texts import shown
from system_review.ui.parts import Link

NOBODY = "nobody"
FAMILIES: tuple[tuple[str, tuple[EvidenceKind, ...]], ...] = (
    ("documents", (EvidenceKind.DOCUMENT, EvidenceKind.TRAINING_RECORD, EvidenceKind.CASE_STUDY)),
    ("meetings", (EvidenceKind.MEETING_OBSERVATION, EvidenceKind.PRACTICE_OBSERVATION)),
    (
        "groups",
        (
            EvidenceKind.FOCUS_GROUP,
            EvidenceKind.INTERVIEW,
            EvidenceKind.SURVEY,
            EvidenceKind.YOUNG_PEOPLE,
            EvidenceKind.PARENTS,
        ),
    ),
    ("samples", (EvidenceKind.DIP_SAMPLE, EvidenceKind.DATA_EXTRACT)),
    ("other", (EvidenceKind.OTHER,)),
)


@dataclass(frozen=True, slots=True)
class LookLine:
    """One thing to be looked at: what, who sees to it, by when, how far it is."""

    told: str
    kind: str
    who: str
    when: str
    is_late: bool
    progress: str  # "To do", "Under way, 4 of 12", "Done"
    is_done: bool
    stages: tuple[Link, ...]  # that it speaks to
    url: str
    change_url: str


@dataclass(frozen=True, slots=True)
class LookGroup:
    """Things of one method, those still to be done first."""

    title: str
    counts: str  # "3 of 8 done"
    lines: tuple[LookLine, ...]


@dataclass(frozen=True, slots=True)
class LookPage:
    """The whole plan; `who` are those that it can be narrowed to: value, words and whether it is chosen."""

    groups: tuple[LookGroup, ...]
    counts: str
    who: tuple[tuple[str, str, bool], ...]
    on_paper: str
    evidence_url: str
    url: str
    add_url: str


def look_page(review: Review, *, who: str, visible_to: Member, today: date) -> LookPage:
    """What is looked at in a review, as this member may see it; `who` narrows it to one person's part."""
    return _Looking(review, visible_to, today).page(who)


class _Looking:
    def __init__(self, review: Review, member: Member, today: date) -> None:
        self.review, self.member, self.today = review, member, today
        self.to = Addresses(member.partnership.slug)
        self.evidence_url = self.to.review(review.public_id, "evidence")
        self.may_write, self.voice = may(member, Permission.EVIDENCE_WRITE), voice_of(member)
        self.stages = self._stages()

    def page(self, who: str) -> LookPage:
        items = self._items()
        names = sorted({item.looked_at_by for item in items if item.looked_at_by}, key=str.casefold)
        shown_ = [item for item in items if not who or _is_of(item, who)]
        titles = {
            "documents": gettext("To read"),
            "meetings": gettext("To sit in and to watch"),
            "groups": gettext("To ask and to listen"),
            "samples": gettext("To draw and to count"),
            "other": gettext("Other"),
        }
        groups = (
            self._group(titles[key], [item for item in shown_ if EvidenceKind(item.kind) in kinds])
            for key, kinds in FAMILIES
        )
        return LookPage(
            groups=tuple(group for group in groups if group.lines),
            counts=_counted(shown_),
            who=(
                *((name, shown(name), name == who) for name in names),
                (NOBODY, gettext("Nobody yet"), who == NOBODY),
            ),
            on_paper=on_paper(self.review, today=self.today),
            evidence_url=self.evidence_url,
            url=self.to.review(self.review.public_id, "evidence/looking"),
            add_url=f"{self.evidence_url}new/" if self.may_write else "",
        )

    def _items(self) -> list[Evidence]:
        rows = ReviewEvidence.objects.visible_to(self.member).filter(review=self.review, evidence__archived_at=None)
        rows = rows.select_related("evidence").order_by("position", "pk")
        in_team = sight_of(self.review, visible_to=self.member).in_team
        items = [row.evidence for row in rows]
        return [
            item for item in items if may_describe(item.naming, in_team=in_team or item.written_by_id == self.member.pk)
        ]

    def _stages(self) -> dict[int, list[Link]]:
        """The stages that each piece speaks to."""
        places, found = places_of(self.review).by_path, defaultdict(list)
        rows = EvidenceStage.objects.visible_to(self.member).filter(cell__review=self.review)
        columns = ("evidence_id", "cell__domain", "cell__level", "cell__stage")
        for piece, *path in rows.order_by("cell__position").values_list(*columns):
            sheet = self.to.sheet(self.review.public_id, path[0], path[1])
            found[piece].append(Link(places[path[0], path[1], path[2]].whole, f"{sheet}#stage-{path[2]}"))
        return found

    def _group(self, title: str, items: list[Evidence]) -> LookGroup:
        order = sorted(
            items, key=lambda item: (_is_done(item), item.due_on is None, item.due_on or self.today, item.pk)
        )
        return LookGroup(title, _counted(items), tuple(map(self._line, order)))

    def _line(self, item: Evidence) -> LookLine:
        kind = wording.evidence_kind(item.kind)
        own = self.voice.owns(written_by=item.written_by_id, on_behalf_of=item.on_behalf_of_id)
        change = self.to.evidence(self.review.public_id, item.public_id) if self.may_write and own else ""
        return LookLine(
            told=shown(item.sentence) or kind,
            kind=kind if item.sentence else "",
            who=shown(item.looked_at_by),
            when=wording.day(item.due_on) if item.due_on and not _is_done(item) else "",
            is_late=is_late(state=item.state, due_on=item.due_on, today=self.today),
            progress=" · ".join((_progress(item), *remarks_in_words(item))),
            is_done=_is_done(item),
            stages=tuple(self.stages.get(item.pk, ())),
            url=f"{self.evidence_url}#evidence-{item.public_id}",
            change_url=change,
        )


def _is_of(item: Evidence, who: str) -> bool:
    return not item.looked_at_by if who == NOBODY else item.looked_at_by == who


def _is_done(item: Evidence) -> bool:
    return not is_to_come(item.state)


def _progress(item: Evidence) -> str:
    """To do, under way, done; and how many of how many, where that is known."""
    if item.state == EvidenceState.RECEIVED:
        return gettext("Done")
    if item.state == EvidenceState.NOT_AVAILABLE:
        return wording.evidence_state(item.state)
    begun = item.state == EvidenceState.UNDER_WAY or bool(item.so_far)
    words = gettext("Under way") if begun else gettext("To do")
    if not item.how_many:
        return words
    values = {"words": words, "done": item.so_far or 0, "all": item.how_many}
    return gettext("%(words)s, %(done)d of %(all)d") % values


def _counted(items: list[Evidence]) -> str:
    return gettext("%(done)d of %(all)d done") % {"done": sum(map(_is_done, items)), "all": len(items)}
