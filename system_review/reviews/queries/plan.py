"""The action plan: every action of a review once, in one list, as far as it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext, ngettext

from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.reviews.queries import plan_filter as filters
from system_review.reviews.queries.choices import Choices, colour_choices
from system_review.reviews.queries.places import Place, places_of
from system_review.reviews.queries.plan_blocks import PlanBlock, PlanBlocks, counted
from system_review.reviews.queries.plan_filter import Asked, asked_of, parts_of, wanted
from system_review.reviews.queries.plan_rows import PlanAction, PlanLead, plan_rows
from system_review.reviews.rules.words import Priority, Status
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head, which sorts by it."""

    text: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan, ready to print. `closed` are folded under the open ones, unless a status was asked for."""

    counts: str
    shown: str  # "7 of them are shown"; "" if all are
    asked: Asked
    choices: dict[str, Choices]  # what each filter offers
    heads: dict[str, Heading]
    rows: tuple[PlanBlock, ...]
    closed: tuple[PlanBlock, ...]
    closed_text: str
    url: str  # of the whole plan
    here_url: str  # of what is shown now
    sheet_url: str
    may_change: bool
    is_empty: bool
    known: dict[str, list[str]]  # names, roles and agencies of leads, to choose from


def plan_page(review: Review, *, given: Mapping[str, str], visible_to: Member, today: date) -> PlanPage:
    """The plan of a review, as far as `given` (an address's filters) asks for it."""
    rows = plan_rows(review, visible_to=visible_to)
    places = places_of(review).in_order
    asked = asked_of(given, rows, [place.path for place in places])
    found = wanted(rows, asked, today=today)
    blocks = PlanBlocks(review, member=visible_to, today=today, came_from="plan")
    apart = [] if asked.status else [row for row in found if not row.is_open]
    url = Addresses(visible_to.partnership.slug).review(review.public_id, "plan")
    return PlanPage(
        counts=counted(rows, today=today),
        shown=_shown(len(found), asked),
        asked=asked,
        choices=filter_choices(review, rows, places, asked),
        heads=_heads(url, asked),
        rows=tuple(blocks.block(row) for row in found if row.is_open or asked.status),
        closed=tuple(map(blocks.block, apart)),
        closed_text=ngettext("%(n)d done or no longer needed", "%(n)d done or no longer needed", len(apart))
        % {"n": len(apart)},
        url=url,
        here_url=address(url, asked),
        sheet_url=Addresses(visible_to.partnership.slug).review(review.public_id, "sheet"),
        may_change=may(visible_to, Permission.ACTION_WRITE),
        is_empty=not rows,
        known=_known(rows),
    )


def address(url: str, asked: Asked, **more: str) -> str:
    """The plan as it was asked for, as an address."""
    given = {**asked.given(), **{name: value for name, value in more.items() if value}}
    return f"{url}?{urlencode(given)}" if given else url


def _shown(count: int, asked: Asked) -> str:
    if not asked.narrows:
        return ""
    return ngettext("%(n)d of them is shown", "%(n)d of them are shown", count) % {"n": count}


def _heads(url: str, asked: Asked) -> dict[str, Heading]:
    words = sort_words()
    current = asked.sort or "due"

    def head(name: str, text: str) -> Heading:
        sorted_by = Asked(**{**asked.given(), "sort": "" if name == "due" else name})
        return Heading(text, address(url, sorted_by), name == current)

    return {name: head(name, words[name]) for name in filters.SORTS}


def sort_words() -> dict[str, str]:
    """The orders of the plan, in words."""
    return {
        "due": gettext("When"),
        "place": gettext("Place on the sheet"),
        "lead": gettext("Lead"),
        "agency": gettext("Agency"),
        "status": gettext("How it stands"),
        "priority": gettext("Priority"),
        "changed": gettext("Last changed"),
    }


def filter_choices(
    review: Review, rows: Iterable[PlanAction], places: Sequence[Place], asked: Asked
) -> dict[str, Choices]:
    """What each filter offers: values with their words, "" for everything first."""
    rows = list(rows)
    everything: Choices = [("", gettext("All"))]
    kinds = [(colour, PLAN_WORD(review, colour)) for colour, _ in colour_choices(review)]
    return {
        "lead": [*everything, (filters.NOBODY, gettext("No lead yet")), *_lead_choices(rows)],
        "agency": [*everything, (filters.NOBODY, gettext("No agency yet")), *_agency_choices(rows)],
        "due": [*everything, *_due_choices(asked)],
        "status": _status_choices(),
        "kind": [*everything, *kinds],
        "priority": [*everything, *((value.value, wording.priority(value)) for value in Priority)],
        "place": [*everything, *_place_choices(places)],
        "sort": [("" if name == "due" else name, word) for name, word in sort_words().items()],
    }
