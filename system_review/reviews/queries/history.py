"""What happened to a thing of a review, from the trail, for those who may see the thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from system_review.audit.queries import Happening, happenings
from system_review.evidence.rules import in_team
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.models import Action, CameFrom, ColourChange, Comment, Finding, Review, WorkingNote
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class Past:
    """One line of a history: when, who, what happened in words, and what was written (label, text)."""

    when: str
    who: str
    what: str
    said: tuple[tuple[str, str], ...]


NOTES = "note"  # what happened to working notes is told to the review team alone


def history_of(subject: Any, *, visible_to: Member) -> list[Past]:
    """What happened to this thing, newest first. The caller found it among what the member may see.

    With a finding or an action goes what was said about it, as far as this member may see that.
    """
    names = [_name(subject), *map(_name, _said_about(subject, visible_to))]
    return [_line(event) for event in happenings(chain=str(visible_to.partnership.key), subjects=names)]


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
    return [_line(event) for event in happenings(chain=chain, review=review.public_id, without=hidden, limit=limit)]


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


def _line(event: Happening) -> Past:
    at = timezone.localtime(event.at)
    said = tuple(
        (label, shown(event.said[field])) for field, label in _labels() if event.said.get(field) and field != "by"
    )
    return Past(
        when=f"{wording.day(at.date())}, {at.strftime('%H:%M')}",
        who=shown(event.said.get("by", "")),
        what=_what(event.kind),
        said=said,
    )


def _labels() -> tuple[tuple[str, str], ...]:
    return (
        ("on_behalf_of", gettext("On behalf of")),
        ("title", gettext("Title")),
        ("text", gettext("Text")),
        ("before", gettext("Before")),
        ("after", gettext("After")),
        ("suggested", gettext("The findings suggested")),
        ("reason", gettext("Why")),
        ("agreed_at", gettext("Agreed at")),
        ("on", gettext("Since")),
        ("note", gettext("Progress")),
        ("difference", gettext("Difference made")),
        ("leads", gettext("Leads")),
        ("lead", gettext("Lead")),
        ("due", gettext("When")),
        ("due_on", gettext("When")),
        ("status", gettext("How it stands")),
        ("priority", gettext("Priority")),
        ("narrative", gettext("What we saw")),
        ("format", gettext("Format")),
        ("file", gettext("File")),
    )


def _what(kind: str) -> str:
    """An event's kind in words; one that is not known here is shown by its own name."""
    words = {
        "review.begun": gettext("Review begun"),
        "review.adopted": gettext("Review brought in from a file"),
        "review.edited": gettext("About the review changed"),
        "review.archived": gettext("Review archived"),
        "review.restored": gettext("Review brought back"),
        "review.exported": gettext("Exported"),
        "calendar.exported": gettext("Calendar file taken out"),
        "cell.rated": gettext("Rated"),
        "finding.added": gettext("Finding written"),
        "finding.edited": gettext("Finding changed"),
        "finding.recoloured": gettext("Moved to another colour"),
        "finding.moved": gettext("Moved to another stage"),
        "finding.reordered": gettext("Order changed"),
        "finding.made_relevant": gettext("Relevance elsewhere changed"),
        "finding.pointed": gettext("Reference added"),
        "finding.unpointed": gettext("Reference removed"),
        "finding.archived": gettext("Finding archived"),
        "finding.restored": gettext("Finding brought back"),
        "action.added": gettext("Action planned"),
        "action.edited": gettext("Action changed"),
        "action.progressed": gettext("Progress noted"),
        "action.done_this_time": gettext("Done this time"),
        "action.linked": gettext("Serves another finding as well"),
        "action.unlinked": gettext("No longer serves a finding"),
        "action.archived": gettext("Action archived"),
        "action.restored": gettext("Action brought back"),
        "actions.changed": gettext("Several actions changed"),
        "step.undone": gettext("A step undone"),
        "evidence.added": gettext("Evidence added"),
        "evidence.edited": gettext("Evidence changed"),
        "evidence.linked": gettext("Evidence linked"),
        "attachment.added": gettext("File attached"),
        "attachment.removed": gettext("Attachment removed"),
        "attachment.restored": gettext("Attachment brought back"),
        "attachment.downloaded": gettext("Attachment taken out by a guest"),
        "document.brought_in": gettext("A text was brought in"),
        "document.applied": gettext("Placed pieces were brought into the review"),
        "document.taken_out": gettext("Bringing in was undone"),
        "document.read": gettext("A document was read"),
        "document.not_read": gettext("A document could not be read"),
        "document.accepted_sure": gettext("All that was sure in a document was accepted"),
        "document.kept": gettext("A document's file is kept"),
        "document.not_kept": gettext("A document's file is no longer kept"),
        "document.erased": gettext("A document's file and the pieces set aside were erased"),
        "question.answered": gettext("A question about a document was answered"),
        "passage.accepted": gettext("A suggestion was accepted"),
        "passage.placed_rating": gettext("A piece of text was placed as an overall rating"),
        "passage.kept_apart": gettext("Lines of a text were kept apart"),
        "document.set_aside": gettext("A text was set aside"),
        "document.brought_back": gettext("A text was brought back"),
        "passage.placed_finding": gettext("A piece of text was placed as a finding"),
        "passage.placed_action": gettext("A piece of text was placed as an action"),
        "passage.joined": gettext("Pieces of text were joined"),
        "passage.split": gettext("A piece of text was split"),
        "passage.set_aside": gettext("A piece of text was set aside"),
        "passage.put_back": gettext("A piece of text was put back"),
        "passage.edited": gettext("A piece of text was changed"),
        "comment.written": gettext("A comment was written"),
        "comment.answered": gettext("A comment was answered"),
        "comment.edited": gettext("A comment was changed"),
        "comment.settled": gettext("A comment was settled"),
        "comment.opened_again": gettext("A comment was opened again"),
        "comment.withdrawn": gettext("A comment was withdrawn"),
        "comment.restored": gettext("A comment was brought back"),
        "note.written": gettext("The working note was written"),
        "value.judged": gettext("Value judged"),
        "value.added": gettext("Value added"),
    }
    return words.get(kind, kind)
