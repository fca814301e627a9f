"""What the filters of the plan offer: values with their words, "" for everything first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext

from system_review.frameworks.queries import content_of
from system_review.reviews import wording
from system_review.reviews.models import Review
from system_review.reviews.queries import plan_filter as filters
from system_review.reviews.queries.choices import Choices
from system_review.reviews.queries.lead_names import names_of
from system_review.reviews.queries.places import Place
from system_review.reviews.queries.plan_filter import Asked, parts_of
from system_review.reviews.queries.plan_rows import PlanAction, PlanLead
from system_review.reviews.rules.words import Colour, Priority, Status
from system_review.texts import shown


def filter_choices(
    review: Review,
    rows: Iterable[PlanAction],
    places: Sequence[Place],
    asked: Asked,
    *,
    met: str,
    for_places: Sequence[tuple[str, str]] = (),
) -> dict[str, Choices]:
    """The choices of each filter that is chosen from a list, by its name. `met` names the last meeting, if any was."""
    leads = [lead for row in rows for lead in row.leads]
    everything = ("", gettext("All"))
    vacant = [(filters.VACANT, gettext("Nobody in post"))] if any(lead.is_vacant for lead in leads) else []
    return {
        "lead": [everything, (filters.NOBODY, gettext("No lead yet")), *vacant, *names_of(leads).items()],
        "agency": [everything, (filters.NOBODY, gettext("No agency yet")), *_agencies(leads)],
        "due": [everything, *_due(asked.due)],
        "status": _statuses(),
        "difference": [everything, (filters.UNTOLD, gettext("Done, and not told yet"))],
        "kind": [everything, *_kinds(review)],
        "priority": [everything, *((value.value, wording.priority(value)) for value in Priority)],
        "place": [everything, *_places(places)],
        **({"for_place": [everything, *for_places]} if for_places else {}),
        **({"changed": [everything, (filters.MEETING, _since(met))]} if met else {}),
        "sort": [("" if name == "due" else name, word) for name, word in sort_words().items()],
    }


def sort_words() -> dict[str, str]:
    """The orders of the plan in words, the usual one first."""
    return {
        "due": gettext("When"),
        "place": gettext("Place on the sheet"),
        "lead": gettext("Lead"),
        "agency": gettext("Agency"),
        "status": gettext("How it stands"),
        "priority": gettext("Priority"),
        "changed": gettext("Last changed"),
    }


def asked_in_words(asked: Asked, choices: dict[str, Choices], places: Sequence[Place]) -> str:
    """What was asked for besides the order, as one reads it: "No lead yet; Target, Level 1; High priority"."""
    wholes: dict[str, str] = {}
    for place in places:
        wholes |= dict(zip(parts_of(place.path), _wholes(place), strict=True))
    words = []
    for name, value in asked.given().items():
        if name == "since":
            words.append(gettext("changed since %(day)s") % {"day": wording.day(date.fromisoformat(value))})
        elif name == "changed":
            words.append(gettext("changed since the last meeting"))
        elif name == "difference":
            words.append(gettext("done, and the difference made is not told yet"))
        elif name == "place":
            words.append(wholes[value])
        elif name == "for_place":
            words.append(gettext("for %(place)s or for all") % {"place": dict(choices[name])[value]})
        elif name == "priority":
            words.append(gettext("priority: %(priority)s") % {"priority": wording.priority(value)})
        elif name != "sort":
            words.append(dict(choices[name])[value])
    return "; ".join(words)


def _wholes(place: Place) -> list[str]:
    """The words of what `parts_of` names."""
    return [place.domain, *([place.sheet] if place.level else []), place.whole]


def _agencies(leads: Iterable[PlanLead]) -> list[tuple[str, str]]:
    names = {lead.agency_id: shown(lead.agency) for lead in leads if lead.agency_id}
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def _since(met: str) -> str:
    return gettext("Since the last meeting (%(meeting)s)") % {"meeting": met}


def _due(asked: str) -> list[tuple[str, str]]:
    found = [
        (filters.OVERDUE, gettext("Overdue")),
        (filters.THIS_MONTH, gettext("This month")),
        (filters.NEXT_MONTHS, gettext("In the next three months")),
        (filters.NOBODY, gettext("No date yet")),
    ]
    if month := filters.month_of(asked):
        found.append((asked, wording.month(month)))
    return found


def _statuses() -> list[tuple[str, str]]:
    return [
        ("", gettext("All, closed ones apart")),
        (filters.ALL, gettext("All in one list")),
        (filters.OPEN, gettext("Still to be done")),
        (filters.CLOSED, gettext("Done or no longer needed")),
        *((value.value, wording.status(value)) for value in Status),
    ]


def _kinds(review: Review) -> list[tuple[str, str]]:
    framework, language = content_of(review.framework), wording.language_tag()
    return [(colour.value, framework.said(getattr(framework.colours, colour).plan, language)) for colour in Colour]


def _places(places: Sequence[Place]) -> Choices:
    """Each domain as a group: the whole of it, each level, each stage."""
    groups: dict[str, dict[str, str]] = {}
    for place in places:
        domain, *narrower = parts_of(place.path)
        group = groups.setdefault(place.domain, {domain: gettext("All of %(part)s") % {"part": place.domain}})
        for value in narrower[:-1]:
            group.setdefault(value, gettext("All of %(part)s") % {"part": place.sheet})
        group[narrower[-1]] = f"{place.level}, {place.stage}" if place.level else place.stage
    return [(domain, list(group.items())) for domain, group in groups.items()]
