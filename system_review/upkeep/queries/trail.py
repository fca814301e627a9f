"""The history of a whole partnership, a page at a time, as far as the member may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from system_review.audit.queries import Happening, events_of, happening_of, head_of
from system_review.audit.rules import body_begins
from system_review.partnerships.access import may, require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Review
from system_review.reviews.queries.event_changes import action_names
from system_review.reviews.queries.event_words import Past, past_of
from system_review.texts import shown

ON_A_PAGE = 50
# What an event can be about whose words everybody may read who may read the history; all else is part of a review.
OF_THE_PARTNERSHIP = frozenset({"partnership", "agency", "member", "invitation", "person", "framework", "rule", "hold"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: by whom (a member's public id), of what kind, on which day, before which event."""

    person: str = ""
    kind: str = ""
    on: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the history: its lines, whether there are older ones (before which number), and the head."""

    lines: tuple[Past, ...]
    older_before: int | None
    events: int
    head: str


def groups() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The kinds of event to choose from, by key: what they are called, and how their names begin."""
    return {
        "findings": (gettext("Findings"), ("finding.",)),
        "actions": (gettext("Actions"), ("action.", "actions.", "lead.")),
        "ratings": (gettext("Overall ratings"), ("cell.",)),
        "values": (gettext("Values"), ("value.",)),
        "evidence": (gettext("Evidence"), ("evidence.", "attachment.", "file.")),
        "documents": (gettext("Bringing in"), ("document.", "passage.", "question.")),
        "reviews": (gettext("Reviews"), ("review.", "version.", "step.")),
        "people": (gettext("People and agencies"), ("member.", "person.", "invitation.", "agency.", "partnership.")),
        "taken-out": (gettext("Exports, and what guests read"), ("page.", "trail.", "calendar.", "review.exported")),
    }


def people_of(member: Member) -> list[tuple[str, str]]:
    """Everybody who may have done something in the partnership, also before they left: (public id, name)."""
    everybody = Member.unscoped.select_related("person").filter(
        partnership=member.partnership
    )  # because some have left
    return sorted(((one.public_id, shown(one.name)) for one in everybody), key=lambda one: one[1].casefold())


def trail_page(asked: Asked, *, visible_to: Member) -> TrailPage:
    """The newest events that are asked for. Raises `NotAllowed` for who may not read the history."""
    require(visible_to, Permission.TRAIL_SEE)
    chain = str(visible_to.partnership.key)
    found = [happening_of(event) for event in _events(chain, asked)[: ON_A_PAGE + 1]]
    seq, digest = head_of(chain)
    page = found[:ON_A_PAGE]
    return TrailPage(
        lines=tuple(_lines(page, visible_to)),
        older_before=page[-1].seq if len(found) > ON_A_PAGE else None,
        events=seq,
        head=digest,
    )


def _events(chain: str, asked: Asked) -> QuerySet[Any]:
    events = events_of(chain)
    if asked.before:
        events = events.filter(seq__lt=asked.before)
    if asked.person:
        as_member, as_command_line = (body_begins(kind, asked.person) for kind in ("member", "command line"))
        events = events.filter(Q(body__startswith=as_member) | Q(body__startswith=as_command_line))
    if asked.kind in groups():
        begins = Q()
        for beginning in groups()[asked.kind][1]:
            begins |= Q(kind__startswith=beginning)
        events = events.filter(begins)
    if asked.on:
        begin = timezone.make_aware(datetime.combine(asked.on, time()))
        end = timezone.make_aware(datetime.combine(asked.on + timedelta(days=1), time()))
        events = events.filter(at__gte=begin, at__lt=end)
    return events


def _lines(found: list[Happening], member: Member) -> Iterable[Past]:
    reviews = reviews_in((event.review for event in found), member)
    readable = words_readable(member, reviews)
    told = [event if readable(event.subject, event.review) else _without_words(event) for event in found]
    names = action_names(told, visible_to=member)
    for event in told:
        yield past_of(event, reviews.get(event.review), names)


def _without_words(event: Happening) -> Happening:
    """The event with who did it alone."""
    return Happening(
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        said={field: event.said[field] for field in ("by", "on_behalf_of") if field in event.said},
    )


def reviews_in(ids: Iterable[str], member: Member) -> dict[str, Review]:
    """The reviews of these public ids that the member may see."""
    wanted = {each for each in ids if each}
    seen = Review.objects.visible_to(member).select_related("framework").filter(public_id__in=wanted)
    return {review.public_id: review for review in seen}


def words_readable(member: Member, reviews: dict[str, Review]) -> Callable[[str, str], bool]:
    """Whether the member may read what an event says, from what it is about and its review.

    An administrator reads who did what and when, but not the words of drafts that are not theirs to see.
    """
    sees_drafts = may(member, Permission.REVIEW_SEE_DRAFT)

    def readable(subject: str, review: str) -> bool:
        if review:
            return review in reviews
        return sees_drafts or subject.partition(":")[0] in OF_THE_PARTNERSHIP

    return readable


def reviews_of_partnership(member: Member) -> dict[str, Review]:
    """Every review that the member may see, by public id."""
    return {review.public_id: review for review in Review.objects.visible_to(member)}
