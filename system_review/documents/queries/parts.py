"""What of a review can be handed out alone, as its page offers it and as an address names it.

"place:target/level-1/referral", "agency:7q2x…", "lead:9fk3…"; "" is the whole review.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from system_review.documents.rules.selection import LeadNames, Selection, place_of
from system_review.errors import Refused, Why
from system_review.partnerships.models import Member
from system_review.partnerships.queries import agencies_of
from system_review.reviews.models import ActionLead, Review
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.plan_filter import parts_of
from system_review.texts import shown

Choices = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part: what it is called, and how the writers know it."""

    value: str
    words: str
    selection: Selection


def part_choices(review: Review, *, visible_to: Member) -> Choices:
    """The whole review; its domains, levels and stages; agencies; leads that one sees."""
    places: dict[str, str] = {}
    for place in places_of(review).in_order:
        paths = parts_of(place.path)
        names = (place.domain, place.sheet, place.whole) if len(paths) == 3 else (place.domain, place.whole)
        for path, name in zip(paths, names, strict=True):
            places.setdefault(path, name)
    leads: dict[str, str] = {}
    for link in _leads(review, visible_to):
        leads.setdefault(link.lead.public_id, _lead_words(link.lead))
    return [
        ("", gettext("The whole review")),
        (gettext("A place on the sheet"), [(f"place:{path}", name) for path, name in places.items()]),
        (gettext("An agency"), [(f"agency:{one.public_id}", shown(one.name)) for one in agencies_of(visible_to)]),
        (gettext("A lead"), sorted(((f"lead:{key}", name) for key, name in leads.items()), key=lambda pair: pair[1])),
    ]


def part_chosen(review: Review, value: str, *, visible_to: Member) -> Chosen | None:
    """The part that an address names; None for the whole review, and for what is not there."""
    words = {key: word for group in part_choices(review, visible_to=visible_to) for key, word in _pairs(group)}
    if not value or value not in words:
        return None
    kind, _, name = value.partition(":")
    if kind == "place":
        return Chosen(value, words[value], place_of(name))
    if kind == "agency":
        agency = finding_things.agency_for(visible_to, name)
        return Chosen(value, words[value], Selection(agency=agency.name))
    lead = finding_things.lead_for(visible_to, name)
    names = (lead.name, lead.role, lead.agency.name if lead.agency else "")
    return Chosen(value, words[value], Selection(lead=names))


def lead_called(review: Review, name: str, *, visible_to: Member) -> LeadNames:
    """The one lead of this review whose name, or role, is this. Raises `Refused` where none is, or several are."""
    leads = {link.lead.pk: link.lead for link in _leads(review, visible_to)}
    found = [one for one in leads.values() if name.casefold() in (one.name.casefold(), one.role.casefold())]
    if len(found) != 1:
        said = "; ".join(_lead_words(one) for one in found)
        raise Refused(
            Why("Several lead actions here under this name: {leads}. Give the role.", leads=said)
            if found
            else Why("Nobody called {name} leads an action in this review", name=name)
        )
    return found[0].name, found[0].role, found[0].agency.name if found[0].agency else ""


def _pairs(group: tuple[str, Any]) -> list[tuple[str, str]]:
    key, words = group
    return [(key, words)] if isinstance(words, str) else list(words)


def _leads(review: Review, member: Member) -> Any:
    rows = ActionLead.objects.visible_to(member).filter(action__review=review, action__archived_at=None)
    return rows.select_related("lead__agency").order_by("lead__name", "lead__role", "pk")


def _lead_words(lead: Any) -> str:
    return shown(", ".join(part for part in (lead.name, lead.role, lead.agency.name if lead.agency else "") if part))
