"""What happened to a thing of a review, from the trail, for those who may see the thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from system_review.audit.queries import happenings
from system_review.evidence.rules import in_team
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.models import Action, CameFrom, ColourChange, Comment, Finding, Review, WorkingNote
from system_review.reviews.queries.event_words import Past, past_of
from system_review.texts import shown

NOTES = "note"  # what happened to working notes is told to the review team alone


def history_of(subject: Any, *, visible_to: Member) -> list[Past]:
    """What happened to this thing, newest first. The caller found it among what the member may see.

    With a finding or an action goes what was said about it, as far as this member may see that.
    """
    names = [_name(subject), *map(_name, _said_about(subject, visible_to))]
    review = subject.review
    return [past_of(event, review) for event in happenings(chain=str(visible_to.partnership.key), subjects=names)]


def _name(subject: Any) -> str:
    return f"{type(subject).__name__.lower()}:{subject.public_id}"


def _said_about(subject: Any, member: Member) -> list[Any]:
    if isinstance(subject, Finding):
        notes = WorkingNote.objects.visible_to(member).filter(finding=subject)
        return [*Comment.objects.visible_to(member).filter(finding=subject), *notes]
    if isinstance(subject, Action):
        return list(Comment.objects.visible_to(member).filter(action=subject))
    return []


def review_history(review: Review, *, visible_to: Member, limit: int = 200) -> list[Past]:
    """What happened in a review, newest first."""
    chain = str(visible_to.partnership.key)
    hidden = "" if in_team(visible_to.roles) else NOTES
    found = happenings(chain=chain, review=review.public_id, without=hidden, limit=limit)
    return [past_of(event, review) for event in found]


def last_change(subject: Any, *, visible_to: Member) -> tuple[str, str]:
    """Who changed a thing last, and when in words."""
    found = happenings(chain=str(visible_to.partnership.key), subjects=[_name(subject)], limit=1)
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
