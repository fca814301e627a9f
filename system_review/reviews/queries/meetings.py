"""Meetings of a review, and what was decided at one: what the team changed while it was open, from the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from system_review.audit.queries import Happening, events_of, happening_of
from system_review.audit.rules import body_begins
from system_review.errors import NotThere, Why
from system_review.partnerships.models import Member
from system_review.partnerships.queries import command_line_in, members_ever
from system_review.partnerships.rules import Permission, allowed
from system_review.reviews import wording
from system_review.reviews.models import Action, Cell, Finding, Meeting, Review, UndoStep
from system_review.reviews.queries.event_changes import action_names, brief
from system_review.reviews.queries.event_words import past_of
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.seeing import team_of
from system_review.reviews.rules.meetings import closes_at
from system_review.reviews.rules.words import MeetingKind
from system_review.texts import shown

MOST = 500  # decisions; a meeting does not make more
AGREED = "version.agreed"
UNDONE = "step.undone"

# What a meeting decides. What is only said, read, brought in or handed out is no decision.
DECISIONS = (
    "cell.rated",
    "place.added",
    "place.renamed",
    "place.removed",
    "finding.added",
    "finding.edited",
    "finding.recoloured",
    "finding.moved",
    "finding.checked",
    "finding.archived",
    "finding.restored",
    "finding.priority_set",
    "finding.priority_lifted",
    "action.added",
    "action.edited",
    "action.progressed",
    "action.done_this_time",
    "action.carried_on",
    "action.linked",
    "action.unlinked",
    "action.archived",
    "action.restored",
    "action.priority_set",
    "action.priority_lifted",
    "actions.changed",
    "value.judged",
    "value.added",
    "summary.written",
    "review.edited",
    "review.audience_set",
    "challenge.answered",
    AGREED,
    UNDONE,  # of something earlier; what was made and undone at the same meeting was not decided there
)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the list."""

    name: str  # "Challenge meeting, 12 June 2027"
    opened: str  # "Opened by Anwen at 14:05"
    closed: str  # "closed at 16:10", "closed at the end of the day", "open now"
    url: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided: what, about what and where, and what more is to be known, in lines."""

    what: str
    about: str
    more: tuple[str, ...]


def kind_words() -> dict[str, str]:
    """What the kinds of meetings are called."""
    return {
        MeetingKind.STEERING: gettext("Steering group"),
        MeetingKind.MODERATION: gettext("Moderation meeting"),
        MeetingKind.CHALLENGE: gettext("Challenge meeting"),
        MeetingKind.BOARD: gettext("Board"),
        MeetingKind.FEEDBACK: gettext("Feedback meeting"),
        MeetingKind.OTHER: gettext("Meeting"),
    }


def name_of(meeting: Meeting) -> str:
    """A meeting as it is named in minutes and beside a rating: "Challenge meeting, 12 June 2027"."""
    return f"{kind_words()[meeting.kind]}, {wording.day_of(meeting.opened_at)}"


def ends(meeting: Meeting) -> datetime:
    """When it was closed, or closes by itself."""
    return closes_at(meeting.opened_at, meeting.closed_at, timezone.get_current_timezone())


def is_open(meeting: Meeting, *, now: datetime) -> bool:
    """Whether what is changed now belongs to it."""
    return meeting.closed_at is None and meeting.opened_at <= now < ends(meeting)


def open_meeting_of(review: Review, *, visible_to: Member, now: datetime) -> Meeting | None:
    """The meeting that is open now; None if there is none."""
    rows = Meeting.objects.visible_to(visible_to).filter(review=review, closed_at=None)
    return next((meeting for meeting in rows if is_open(meeting, now=now)), None)


def last_meeting_of(review: Review, *, visible_to: Member, now: datetime) -> Meeting | None:
    """The latest meeting that is over; None where there is none, and for who does not see meetings."""
    rows = Meeting.objects.visible_to(visible_to).filter(review=review, opened_at__lte=now)
    rows = rows.order_by("-opened_at", "-pk")[:2]  # one of them may be open now
    return next((meeting for meeting in rows if ends(meeting) <= now), None)


def meeting_for(member: Member, public_id: str) -> Meeting:
    """One meeting with its review."""
    rows = Meeting.objects.visible_to(member).select_related("review__framework", "review__partnership")
    found: Meeting | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def meetings_of(review: Review, *, visible_to: Member, now: datetime) -> list[MeetingLine]:
    """The meetings of a review, the newest first."""
    rows = Meeting.objects.visible_to(visible_to).filter(review=review).order_by("-opened_at", "-pk")
    slug = visible_to.partnership.slug
    return [
        MeetingLine(name_of(row), opened_words(row), closed_words(row, now=now), f"/{slug}/meetings/{row.public_id}/")
        for row in rows
    ]


def opened_words(meeting: Meeting) -> str:
    """Who opened it, and when."""
    at = timezone.localtime(meeting.opened_at).strftime("%H:%M")
    return gettext("Opened by %(name)s at %(time)s") % {"name": shown(meeting.opened_by_name), "time": at}


def closed_words(meeting: Meeting, *, now: datetime) -> str:
    """That it is open now, when it was closed, or that it closed by itself."""
    if is_open(meeting, now=now):
        return gettext("open now")
    end = timezone.localtime(ends(meeting))
    if end.date() > timezone.localtime(meeting.opened_at).date():
        return gettext("closed by itself at the end of the day")
    return gettext("closed at %(time)s") % {"time": end.strftime("%H:%M")}


def decisions_of(meeting: Meeting, *, visible_to: Member) -> list[Decision]:
    """What the review's team changed while the meeting was open, in order."""
    events = events_of(str(visible_to.partnership.key)).filter(
        _by_the_team(meeting.review, visible_to) | Q(kind=AGREED),  # by an approver, who is in no team
        review=meeting.review.public_id,
        kind__in=DECISIONS,
        at__gte=meeting.opened_at,
        at__lt=ends(meeting),
    )
    found = _without_undone([happening_of(event) for event in events[:MOST]])
    about = _Subjects(meeting.review, found, visible_to)
    return [_decision(event, meeting.review, about) for event in reversed(found)]


def _without_undone(events: list[Happening]) -> list[Happening]:
    """The events without each step that was undone among them, and without its undoing.

    A step and what was recorded of it are of one moment. An undoing of what was done before the meeting stays.
    """
    undone = {event.subject.partition(":")[2]: event.seq for event in events if event.kind == UNDONE}
    if not undone:
        return events
    steps = UndoStep.unscoped.filter(public_id__in=undone)  # because each is shown to who made it alone
    moments, known = dict(steps.values_list("public_id", "at")), {event.at for event in events}
    here = {public_id: at for public_id, at in moments.items() if at in known}
    gone = {undone[public_id] for public_id in here}
    gone |= {event.seq for event in events if event.at in set(here.values())}
    return [event for event in events if event.seq not in gone]


def _by_the_team(review: Review, member: Member) -> Q:
    """The events of whoever is of this review's team or was until they left, and of its command line."""
    team = [one for one in members_ever(member.partnership) if allowed(one.roles, Permission.REVIEW_IN_TEAM)]
    team += [*team_of(review, visible_to=member), command_line_in(member.partnership)]
    actors = [one.as_actor() for one in team]
    return reduce(or_, (Q(body__startswith=body_begins(actor.kind, actor.key)) for actor in actors))


def _decision(event: Happening, review: Review, about: _Subjects) -> Decision:
    past = past_of(_for_minutes(event), review, about.actions)
    more = [f"{label}: {text}" for label, text in past.said]
    if event.kind == AGREED:
        more.insert(0, gettext("Agreed on %(day)s") % {"day": wording.day_of(event.at)})
    return Decision(past.what, about.words(event), tuple(more))


def _for_minutes(event: Happening) -> Happening:
    """An event without what tells the minutes nothing: the history keeps the fingerprint of a version."""
    return replace(event, said={name: text for name, text in event.said.items() if name != "sha256"})


class _Subjects:
    """What events are about, in a few words with the place."""

    def __init__(self, review: Review, events: list[Happening], member: Member) -> None:
        self.places = places_of(review).by_path
        self.actions = action_names(events, visible_to=member)
        named: dict[str, set[str]] = {}
        for event in events:
            kind, _, public_id = event.subject.partition(":")
            named.setdefault(kind, set()).add(public_id)
        self.found: dict[str, str] = {}
        for row in self._rows(Finding, "finding", named, member, "cell"):
            self.found[f"finding:{row.public_id}"] = f"“{brief(row.text)}” ({self._place(row.cell)})"
        for row in self._rows(Action, "action", named, member):
            self.found[f"action:{row.public_id}"] = f"“{brief(row.text)}”"
        for row in self._rows(Cell, "cell", named, member):
            self.found[f"cell:{row.public_id}"] = self._place(row)

    def words(self, event: Happening) -> str:
        """What an event is about; "" where the event says it all."""
        return self.found.get(event.subject, "")

    def _rows(self, model: Any, kind: str, named: dict[str, set[str]], member: Member, *related: str) -> Any:
        rows = model.objects.visible_to(member).filter(public_id__in=named.get(kind, ()))
        return rows.select_related(*related) if related else rows

    def _place(self, cell: Any) -> str:
        return self.places[cell.domain, cell.level, cell.stage].whole


def minutes_of(meeting: Meeting, decisions: list[Decision]) -> str:
    """A meeting as plain text to paste into minutes."""
    review = meeting.review
    parts = ["\n".join(part for part in (shown(review.marking), name_of(meeting), shown(review.title)) if part)]
    for label, text in ((gettext("Present"), meeting.present), (gettext("Apologies"), meeting.apologies)):
        if text:
            parts.append(f"{label}\n{shown(text)}")
    lines = [_line(number, decision) for number, decision in enumerate(decisions, start=1)]
    parts.append("\n".join([gettext("What was decided"), *(lines or [gettext("Nothing was changed.")])]))
    return "\n\n".join(parts)


def _line(number: int, decision: Decision) -> str:
    first = f"{number}. {decision.what}" + (f": {decision.about}" if decision.about else "")
    return "\n".join([first, *("   " + line.replace("\n", "\n      ") for line in decision.more)])
