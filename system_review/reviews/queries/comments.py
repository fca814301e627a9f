"""Comments as pages show them: conversations of a first comment with its replies. And the working note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from system_review.partnerships.access import may
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import OPEN, Action, Comment, Finding, Review, WorkingNote
from system_review.reviews.queries.choices import colour_choices
from system_review.reviews.queries.places import places_of
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class Said:
    """A comment or a reply. An address that is empty means that this reader may not do it, or not now."""

    anchor: str
    who: str  # "Ben, police"
    when: str  # "20 April 2027, 10:30"; changed later is said
    text: str  # "" where it was withdrawn
    is_withdrawn: bool
    version: int
    edit_url: str = ""
    withdraw_url: str = ""
    restore_url: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A comment with its replies. `shape`, `place` and `about` tell what it is about, `about_url` leads there."""

    first: Said
    replies: tuple[Said, ...]
    is_open: bool
    settled: str  # "Settled by Anwen, 20 April 2027"; "" while it is open
    shape: str
    place: str
    about: str
    about_url: str
    reply_url: str
    settle_url: str
    open_again_url: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conversations to list. `who` is "", "mine", or an agency's name; `settled` those that are settled."""

    who: str = ""
    settled: bool = False


MINE = "mine"


def comments_of(review: Review, *, visible_to: Member) -> Any:
    """The comments of a review on what this member may see."""
    findings = Finding.objects.visible_to(visible_to).filter(review=review)
    actions = Action.objects.visible_to(visible_to).filter(review=review)
    rows = Comment.objects.visible_to(visible_to).filter(review=review)
    return rows.filter(Q(finding__in=findings) | Q(action__in=actions))


def conversations_on(thing: Finding | Action, *, visible_to: Member) -> list[Conversation]:
    """The conversations about a finding or an action, open ones first, else in the order they were begun."""
    mine = Q(finding=thing) if isinstance(thing, Finding) else Q(action=thing)
    found = _Reading(thing.review, visible_to).conversations(mine)
    return sorted(found, key=lambda one: not one.is_open)


def conversations_in(review: Review, *, wanted: Wanted, visible_to: Member) -> list[Conversation]:
    """The conversations of a review that are wanted, in the order they were begun. What is archived has none here."""
    here = Q(finding__archived_at=None, action__archived_at=None)
    which = Q(settled_at__isnull=False) if wanted.settled else OPEN
    if wanted.who == MINE:
        which &= Q(by=visible_to) | Q(replies__by=visible_to)
    elif wanted.who:
        which &= Q(agency_name=wanted.who) | Q(replies__agency_name=wanted.who)
    firsts = comments_of(review, visible_to=visible_to).filter(here, which, answers=None).values("pk")
    return _Reading(review, visible_to).conversations(Q(pk__in=firsts) | Q(answers__in=firsts))


def agencies_heard(review: Review, *, visible_to: Member) -> list[str]:
    """The agencies for which somebody commented, by name."""
    rows = comments_of(review, visible_to=visible_to).exclude(agency_name="")
    return sorted(set(rows.values_list("agency_name", flat=True)))


def own_agencies(member: Member) -> list[tuple[str, str]]:
    """The member's own agencies as choices: public id and name, by name."""
    rows = Agency.objects.visible_to(member).filter(
        pk__in=member.agencies.through.objects.filter(member=member).values("agency")
    )
    return [(row.public_id, shown(row.name)) for row in rows.order_by("name")]


def note_beside(finding: Finding, *, visible_to: Member) -> WorkingNote | None:
    """The working note beside a finding, with its text or empty; None where there is none, or not for this member."""
    note: WorkingNote | None = WorkingNote.objects.visible_to(visible_to).filter(finding=finding).first()
    return note


def who_said(comment: Comment) -> str:
    """The writer with the agency: "Ben, police"."""
    return shown(", ".join(part for part in (comment.by_name, comment.agency_name) if part))


def moment(at: datetime) -> str:
    """A moment as people say it: 20 April 2027, 10:30."""
    here = timezone.localtime(at)
    return f"{wording.day(here.date())}, {here.strftime('%H:%M')}"


class _Reading:
    """One reading of conversations."""

    def __init__(self, review: Review, member: Member) -> None:
        self.review, self.member = review, member
        self.to = Addresses(member.partnership.slug)
        self.may_write = may(member, Permission.COMMENT_WRITE)
        self.places = places_of(review).by_path
        self.colours = dict(colour_choices(review))

    def conversations(self, which: Q) -> list[Conversation]:
        rows = comments_of(self.review, visible_to=self.member).filter(which)
        replies: dict[int, list[Comment]] = defaultdict(list)
        firsts = []
        for row in rows.select_related("finding__cell", "action").order_by("written_at", "pk"):
            if row.answers_id:
                replies[row.answers_id].append(row)
            else:
                firsts.append(row)
        return [self._conversation(first, replies[first.pk]) for first in firsts]

    def _conversation(self, first: Comment, replies: Iterable[Comment]) -> Conversation:
        shape, place, about = self._about(first)
        settled, gone = first.settled_at, first.withdrawn_at is not None
        url = lambda part, can: self.to.comment(first.public_id, part) if can and self.may_write else ""  # noqa: E731
        return Conversation(
            first=self._said(first),
            replies=tuple(map(self._said, replies)),
            is_open=settled is None and not gone,
            settled=gettext("Settled by %(name)s, %(day)s")
            % {"name": shown(first.settled_by_name), "day": wording.day_of(settled)}
            if settled
            else "",
            shape=shape,
            place=place,
            about=about,
            about_url=page_of(first, self.to),
            reply_url=url("reply", not gone),
            settle_url=url("settlement", settled is None and not gone),
            open_again_url=url("opening", settled is not None),
        )

    def _about(self, comment: Comment) -> tuple[str, str, str]:
        if comment.finding is None:
            return comment.action.status, gettext("Action"), shown(comment.action.text)  # type: ignore[union-attr]
        cell = comment.finding.cell
        place = self.places[cell.domain, cell.level, cell.stage].whole
        return comment.finding.colour, f"{self.colours[comment.finding.colour]} · {place}", shown(comment.finding.text)

    def _said(self, comment: Comment) -> Said:
        gone = comment.withdrawn_at is not None
        mine = self.may_write and comment.by_id == self.member.pk
        url = lambda part, can: self.to.comment(comment.public_id, part) if can else ""  # noqa: E731
        when = moment(comment.written_at)
        if comment.edited_at and not gone:
            when = gettext("%(when)s, changed %(later)s") % {"when": when, "later": moment(comment.edited_at)}
        return Said(
            anchor=f"comment-{comment.public_id}",
            who=who_said(comment),
            when=when,
            text="" if gone else shown(comment.text),
            is_withdrawn=gone,
            version=comment.version,
            edit_url=url("", mine and not gone),
            withdraw_url=url("withdrawal", mine and not gone),
            restore_url=url("restoration", mine and gone),
        )


def page_of(comment: Comment, to: Addresses) -> str:
    """The page on which a comment stands."""
    if comment.finding is not None:
        return to.finding(comment.finding.public_id, "comments")
    return to.action(comment.action.public_id, "comments")  # type: ignore[union-attr]
