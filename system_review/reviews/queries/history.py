"""What happened to a thing of a review, from the trail, for those who may see the thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from system_review.audit.queries import Happening, events_of, happening_of, happenings
from system_review.evidence.rules import may_describe
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.models import (
    Action,
    CameFrom,
    Cell,
    ColourChange,
    Comment,
    Finding,
    Review,
    ReviewEvidence,
    UndoStep,
    WorkingNote,
)
from system_review.reviews.queries.event_changes import MANY, action_names, as_of_one
from system_review.reviews.queries.event_words import Past, past_of
from system_review.reviews.queries.seeing import sight_of
from system_review.texts import shown


def history_of(subject: Any, *, visible_to: Member) -> list[Past]:
    """What happened to this thing, newest first. The caller found it among what the member may see.

    With a finding or an action goes what was said about it, as far as this member may see that.
    """
    chain, kinds = str(visible_to.partnership.key), None
    if not sight_of(subject.review, visible_to=visible_to).whole:
        kinds = () if isinstance(subject, Cell) else OF_ITSELF
    names = [_name_of(subject), *map(_name_of, _said_about(subject, visible_to))]
    review = subject.review
    found = happenings(chain=chain, subjects=names, kinds=kinds)
    if isinstance(subject, Action) and kinds is None:
        found = sorted([*found, *_changed_with_others(subject, chain)], key=lambda event: -event.seq)
    return _lines(found, review, visible_to)


def _changed_with_others(action: Action, chain: str) -> list[Happening]:
    """What was changed of an action together with others, and not undone: as if of it alone."""
    events = events_of(chain).filter(kind=MANY, review=action.review.public_id)
    events = events.filter(particulars__field="actions", particulars__text__contains=action.public_id)
    steps = UndoStep.unscoped.filter(review=action.review, kind=MANY)  # because each is shown to who made it alone
    undone = set(steps.exclude(undone_at=None).values_list("at", flat=True))
    told = [as_of_one(happening_of(event), action.public_id) for event in events if event.at not in undone]
    return [event for event in told if event]


def _lines(found: list[Happening], review: Review, member: Member) -> list[Past]:
    names = action_names(found, visible_to=member)
    return [past_of(event, review, names) for event in found]


def _said_about(subject: Any, member: Member) -> list[Any]:
    if isinstance(subject, Finding):
        notes = WorkingNote.objects.visible_to(member).filter(finding=subject)
        return [*Comment.objects.visible_to(member).filter(finding=subject), *notes]
    if isinstance(subject, Action):
        return list(Comment.objects.visible_to(member).filter(action=subject))
    return []


def review_history(review: Review, *, visible_to: Member, limit: int = 200) -> list[Past]:
    """What happened in a review, newest first; for who does not see all of it, what happened to what they see."""
    chain, subjects, kinds = str(visible_to.partnership.key), None, None
    if not sight_of(review, visible_to=visible_to).in_team:
        subjects = _subjects(review, visible_to)
        kinds = (*OF_ITSELF, *OF_THE_FRAME)
    found = happenings(chain=chain, review=review.public_id, subjects=subjects, kinds=kinds, limit=limit)
    return _lines(found, review, visible_to)


# What happened to a thing itself. Other events tell of what it was linked to, which may be hidden.
OF_ITSELF = (
    "finding.added",
    "finding.edited",
    "finding.recoloured",
    "finding.moved",
    "finding.priority_set",
    "finding.priority_lifted",
    "finding.archived",
    "finding.restored",
    "action.added",
    "action.edited",
    "action.progressed",
    "action.priority_set",
    "action.priority_lifted",
    "action.done_this_time",
    "action.archived",
    "action.restored",
    "comment.written",
    "comment.answered",
    "comment.edited",
    "comment.settled",
    "comment.opened_again",
    "comment.withdrawn",
    "comment.restored",
    "evidence.added",
    "evidence.edited",
    "attachment.added",
    "attachment.removed",
    "attachment.restored",
    "words.taken_out_here",
)
OF_THE_FRAME = ("review.begun", "review.edited", "review.archived", "review.restored")


def _subjects(review: Review, member: Member) -> list[str]:
    """What this member sees of a review, as the trail names it."""
    things: list[Any] = [review]
    for model in (Finding, Action, Comment):
        things += model.objects.visible_to(member).filter(review=review).only("public_id")
    links = ReviewEvidence.objects.visible_to(member).filter(review=review).select_related("evidence")
    whole = sight_of(review, visible_to=member).in_team
    pieces = (link.evidence for link in links)
    things += (
        piece for piece in pieces if may_describe(piece.naming, in_team=whole or piece.written_by_id == member.pk)
    )
    return [_name_of(thing) for thing in things]


def _name_of(subject: Any) -> str:
    return f"{type(subject).__name__.lower()}:{subject.public_id}"


def last_change(subject: Any, *, visible_to: Member) -> tuple[str, str]:
    """Who changed a thing last, and when in words."""
    found = happenings(chain=str(visible_to.partnership.key), subjects=[_name_of(subject)], limit=1)
    if not found:
        return "", ""
    at = timezone.localtime(found[0].at)
    when = gettext("at %(time)s on %(day)s") % {"time": at.strftime("%H:%M"), "day": wording.day(at.date())}
    return shown(found[0].said.get("by", "")), when


def colour_past(finding: Finding, *, visible_to: Member) -> list[ColourChange]:
    """The colours that a finding had, oldest first."""
    return list(ColourChange.objects.visible_to(visible_to).filter(finding=finding).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a finding or an action was brought in from: the document, the place in it, and its words there."""

    document: str
    place: str
    wording: str


def origins_of(subject: Finding | Action, *, visible_to: Member) -> list[Origin]:
    """Where a thing was brought in from, in the order in which it is read; nothing for what was written by hand."""
    mine = {"finding" if isinstance(subject, Finding) else "action": subject}
    rows = CameFrom.objects.visible_to(visible_to).filter(**mine).order_by("pk")
    return [Origin(shown(row.file_name), row.place, shown(row.wording)) for row in rows]
