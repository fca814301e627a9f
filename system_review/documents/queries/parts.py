"""What of a review can be handed out alone, as its page offers it and as an address names it.

"place:target/level-1/referral", "agency:7q2x…", "lead:9fk3…"; "" is the whole review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from system_review.documents.rules.selection import Changed, LeadNames, Selection, one_lead, place_of
from system_review.errors import Refused, Why
from system_review.partnerships.models import Member
from system_review.partnerships.queries import agencies_of
from system_review.reviews.models import Action, ActionLead, AgreedVersion, Finding, Review
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.compared import changed_between
from system_review.reviews.queries.meetings import ends, last_meeting_of
from system_review.reviews.queries.places import Place, places_in, places_of
from system_review.reviews.queries.plan_filter import MEETING, is_day, parts_of
from system_review.reviews.queries.review_places import place_choices, place_chosen
from system_review.reviews.snapshots import LeadSnapshot, ReviewSnapshot
from system_review.texts import shown

Choices = list[tuple[str, Any]]
_MOST = 20  # names in a sentence


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
        places.update(_place_names(place))
    leads: dict[str, str] = {}
    for link in _leads(review, visible_to):
        leads.setdefault(link.lead.public_id, _lead_words(link.lead))
    for_places = [(f"for:{value}", name) for value, name in place_choices(review, visible_to=visible_to)[1:]]
    return [
        ("", gettext("The whole review")),
        (gettext("A place on the sheet"), [(f"place:{path}", name) for path, name in places.items()]),
        (gettext("An agency"), [(f"agency:{one.public_id}", shown(one.name)) for one in agencies_of(visible_to)]),
        (gettext("A lead"), sorted(((f"lead:{key}", name) for key, name in leads.items()), key=lambda pair: pair[1])),
        *_group_of_places(for_places),
    ]


def part_asked(review: Review, value: str, *, visible_to: Member) -> Chosen | None:
    """The same, where it is to be handed out. Raises `Refused` for what is not there, instead of taking everything."""
    chosen = part_chosen(review, value, visible_to=visible_to)
    return _or_refuse(chosen, value, part_choices(review, visible_to=visible_to))


def _or_refuse(chosen: Chosen | None, value: str, choices: Choices) -> Chosen | None:
    if value and chosen is None:
        whole = [name for path, name in choices[1][1] if "/" not in path]  # domains: their parts are too many to say
        agencies = "; ".join([name for _, name in choices[2][1]][:_MOST]) or gettext("none yet")
        said = "There is no such part. There are the domains {places} with their levels, and the agencies {agencies}"
        raise Refused(Why(said, places="; ".join(whole), agencies=agencies), field="only")
    return chosen


def part_chosen(review: Review, value: str, *, visible_to: Member) -> Chosen | None:
    """The part that an address names; None for the whole review, and for what is not there."""
    words = {key: word for group in part_choices(review, visible_to=visible_to) for key, word in _pairs(group)}
    if not value or value not in words:
        return None
    kind, _, name = value.partition(":")
    if kind == "place":
        return Chosen(value, words[value], place_of(name))
    if kind == "for":
        place = place_chosen(review, name, visible_to=visible_to)
        return Chosen(value, words[value], Selection(for_place=place.name)) if place else None
    if kind == "agency":
        agency = finding_things.agency_for(visible_to, name)
        return Chosen(value, words[value], Selection(agency=agency.name))
    lead = finding_things.lead_for(visible_to, name)
    return Chosen(value, words[value], Selection(lead=_names(lead)))


def lead_called(review: Review, name: str, *, visible_to: Member) -> LeadNames:
    """The one lead of this review whose name, or role, is this. Raises `Refused` where none is, or several are."""
    return one_lead((_names(link.lead) for link in _leads(review, visible_to)), name)


def lead_in(snapshot: ReviewSnapshot, name: str) -> LeadNames:
    """The same of an agreed version."""
    return one_lead((_names_in(snapshot, lead) for lead in snapshot.leads), name)


def parts_of_version(snapshot: ReviewSnapshot) -> Choices:
    """The same choices of an agreed version, each agency and lead by its name there."""
    places: dict[str, str] = {}
    for place in places_in(snapshot.framework).in_order:
        places.update(_place_names(place))
    leads = [(f"lead:{lead.ref}", _joined(_names_in(snapshot, lead))) for lead in snapshot.leads]
    return [
        ("", gettext("The whole review")),
        (gettext("A place on the sheet"), [(f"place:{path}", name) for path, name in places.items()]),
        (gettext("An agency"), [(f"agency:{one.ref}", shown(one.name)) for one in snapshot.agencies]),
        (gettext("A lead"), sorted(leads, key=lambda pair: pair[1])),
        *_group_of_places([(f"for:{one.ref}", shown(one.name)) for one in snapshot.places]),
    ]


def part_of_version(snapshot: ReviewSnapshot, value: str) -> Chosen | None:
    """The part of an agreed version that an address names; None for all of it. Raises `Refused` as `part_asked`."""
    choices = parts_of_version(snapshot)
    words = {key: word for group in choices for key, word in _pairs(group)}
    if not value or value not in words:
        return _or_refuse(None, value, choices)
    kind, _, name = value.partition(":")
    if kind == "place":
        return Chosen(value, words[value], place_of(name))
    if kind == "for":
        place = next(one.name for one in snapshot.places if one.ref == name)
        return Chosen(value, words[value], Selection(for_place=place))
    if kind == "agency":
        agency = next(one.name for one in snapshot.agencies if one.ref == name)
        return Chosen(value, words[value], Selection(agency=agency))
    lead = next(one for one in snapshot.leads if one.ref == name)
    return Chosen(value, words[value], Selection(lead=_names_in(snapshot, lead)))


def changed_since(review: Review, words: str, *, visible_to: Member, now: datetime) -> Changed:
    """A moment to look back to: "meeting", which is when the last one was over, or a day (2027-06-12).

    Raises `Refused` for anything else, and where there was no meeting.
    """
    words = words.strip()
    if words.casefold() == MEETING:
        met = last_meeting_of(review, visible_to=visible_to, now=now)
        if met is None:
            raise Refused(Why("No meeting of this review was noted yet: give a day, such as 2027-06-12"), field="since")
        on, closed = timezone.localtime(met.opened_at).date(), timezone.localtime(ends(met))
        is_that_day = closed.date() == on  # else it closed by itself, when the day was over
        return Changed(ends(met), on, met_until=closed.strftime("%H:%M") if is_that_day else "")
    if not is_day(words):
        raise Refused(Why("Give “meeting” or a day, such as 2027-06-12: what has changed since?"), field="since")
    day = date.fromisoformat(words)
    try:
        return Changed(timezone.make_aware(datetime.combine(day, time())), day)
    except OverflowError:
        raise Refused(
            Why("Give “meeting” or a day, such as 2027-06-12: what has changed since?"), field="since"
        ) from None


def changed_since_version(version: AgreedVersion, since: AgreedVersion) -> Changed:
    """What is other in an agreed version than in an earlier one of its review. Raises `Refused` for one that is not."""
    if since.review_id != version.review_id or since.number >= version.number:
        raise Refused(
            Why("{name} is no earlier version: choose one that was agreed before this one", name=shown(since.name)),
            field="since",
        )
    day = timezone.localtime(since.agreed_at).date()
    return Changed(since.agreed_at, day, changed_between(since, version))


def earlier_asked(version: AgreedVersion, public_id: str, versions: Sequence[AgreedVersion]) -> AgreedVersion:
    """The earlier version with this public id. Raises `Refused` for anything else, such as a day."""
    for one in versions:
        if one.public_id == public_id and one.number < version.number:
            return one
    raise Refused(
        Why("An agreed version tells what has changed since an earlier version, not since a day: choose one of those"),
        field="since",
    )


def with_changes(only: Selection, review: Review, names: Mapping[str, str], *, visible_to: Member) -> Selection:
    """A part with what has changed since its moment, if it asks for that. `names` are the public ids by their names."""
    if only.changed is None:
        return only
    found: set[str] = set()
    for model in (Finding, Action):
        rows = model.objects.visible_to(visible_to).filter(review=review, changed_at__gte=only.changed.since)
        found |= set(rows.values_list("public_id", flat=True))
    refs = frozenset(ref for ref, public_id in names.items() if public_id in found)
    return replace(only, changed=replace(only.changed, refs=refs))


def _group_of_places(named: list[tuple[str, str]]) -> Choices:
    """The places of a review that is about several; last, for refusals name what stands before."""
    return [(gettext("One place, and what is for all"), named)] if named else []


def _pairs(group: tuple[str, Any]) -> list[tuple[str, str]]:
    key, words = group
    return [(key, words)] if isinstance(words, str) else list(words)


def _leads(review: Review, member: Member) -> Any:
    rows = ActionLead.objects.visible_to(member).filter(action__review=review, action__archived_at=None)
    return rows.select_related("lead__agency").order_by("lead__name", "lead__role", "pk")


def _place_names(place: Place) -> dict[str, str]:
    """A stage, its level and its domain by their paths."""
    paths = parts_of(place.path)
    names = (place.domain, place.sheet, place.whole) if len(paths) == 3 else (place.domain, place.whole)
    return dict(zip(paths, names, strict=True))


def _names(lead: Any) -> LeadNames:
    return lead.name, lead.role, lead.agency.name if lead.agency else ""


def _names_in(snapshot: ReviewSnapshot, lead: LeadSnapshot) -> LeadNames:
    agencies = {one.ref: one.name for one in snapshot.agencies}
    return lead.name, lead.role, agencies[lead.agency] if lead.agency else ""


def _lead_words(lead: Any) -> str:
    return _joined(_names(lead))


def _joined(names: LeadNames) -> str:
    return shown(", ".join(part for part in names if part))
