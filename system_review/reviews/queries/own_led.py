"""The actions that a member leads, in all reviews of the partnership: what they need to do them, and no more.

A lead need not see the draft: neither the findings nor the colours that an action was planned for stand here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F

from system_review.errors import NotThere, Why
from system_review.partnerships.models import Member, holder_of
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Action, ActionLead, ProgressNote, Serving
from system_review.reviews.queries.blocks import LeadParts, lead_words, status_words, when_words
from system_review.reviews.queries.places import places_of
from system_review.reviews.rules.actions import is_open, is_overdue
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class LedAction:
    """One action of a member: its words, who leads it with whom, when it is due, how it stands."""

    text: str
    review: str
    places: tuple[str, ...]  # the stages that it is for
    lead: str
    others: str
    when: str
    status: str
    status_word: str
    is_overdue: bool
    is_open: bool
    notes: tuple[tuple[str, str, str], ...]  # day, who, what; newest first
    report_url: str


def led_by(member: Member, *, today: date) -> list[LedAction]:
    """A member's own actions, what is due first; closed ones last."""
    rows = list(_rows(member).order_by(F("due_on").asc(nulls_last=True), "pk"))
    drawn = _drawn(rows, member, today)
    return sorted(drawn, key=lambda action: not action.is_open)


def led_for(member: Member, public_id: str) -> Action:
    """One of the member's own actions."""
    found: Action | None = _rows(member).filter(public_id=public_id).first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def led_action(action: Action, *, visible_to: Member, today: date) -> LedAction:
    """One of them, drawn."""
    return _drawn([action], visible_to, today)[0]


def leads_something(member: Member) -> bool:
    """Whether a member has actions of their own."""
    return bool(_rows(member).exists())


def where_something_is_led(members: Sequence[Member]) -> set[int]:
    """The numbers of the partnerships in which a person has actions of their own, by their memberships."""
    if not members:
        return set()
    rows = reduce(or_, (Action.led.visible_to(member) for member in members))
    return set(rows.filter(review__archived_at=None).order_by().values_list("partnership_id", flat=True))


def _rows(member: Member) -> Any:
    rows = Action.led.visible_to(member).filter(review__archived_at=None)
    return rows.select_related("review__partnership", "review__framework").defer("review__framework__content")


def _drawn(rows: list[Action], member: Member, today: date) -> list[LedAction]:
    leads: dict[int, list[LeadParts]] = defaultdict(list)
    # because each row is an action of this member, and they are told who leads it with them
    links = ActionLead.unscoped.filter(action__in=rows).annotate(holder=holder_of("lead_id", member))
    for link in links.select_related("lead__agency").order_by("position"):
        who, holder = link.lead, str(link.holder)
        leads[link.action_id].append((who.name, who.role, who.agency.name if who.agency else "", holder))
    notes: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for note in ProgressNote.unscoped.filter(action__in=rows).order_by("-on", "-pk"):  # because see above
        notes[note.action_id].append((wording.day(note.on), shown(note.by_name), shown(note.text)))
    to = Addresses(member.partnership.slug)
    return [_one(row, leads[row.pk], notes[row.pk], _places(row, member), to, today) for row in rows]


def _places(row: Action, member: Member) -> tuple[str, ...]:
    """The stages that an action is for, without those of findings that are held back."""
    known = places_of(row.review).by_path
    paths = Serving.served.visible_to(member).filter(action=row).order_by("finding__cell__position")
    columns = ("finding__cell__domain", "finding__cell__level", "finding__cell__stage")
    return tuple(
        dict.fromkeys(known[domain, level, stage].whole for domain, level, stage in paths.values_list(*columns))
    )


def _one(
    row: Action,
    leads: list[LeadParts],
    notes: list[tuple[str, str, str]],
    places: tuple[str, ...],
    to: Addresses,
    today: date,
) -> LedAction:
    lead, others = lead_words(leads)
    return LedAction(
        text=shown(row.text),
        review=shown(row.review.title),
        places=places,
        lead=lead,
        others=others,
        when=when_words(row),
        status=row.status,
        status_word=status_words(row),
        is_overdue=is_overdue(status=row.status, due_on=row.due_on, today=today),
        is_open=is_open(row.status),
        notes=tuple(notes),
        report_url=to.own(row.public_id),
    )
