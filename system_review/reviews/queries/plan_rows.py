"""Every action of a review with what belongs to it, in four queries whatever the size, five with places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from system_review.partnerships.models import Member, holder_of
from system_review.partnerships.rules import is_role
from system_review.reviews.models import Action, ActionLead, Review, Serving, Waiting
from system_review.reviews.queries.places import Place, places_of
from system_review.reviews.queries.review_places import places_standing
from system_review.reviews.rules.actions import is_difference_untold, is_open, is_overdue
from system_review.reviews.rules.words import CLOSED, Colour
from system_review.rows.prepared import Prepared


@dataclass(frozen=True, slots=True)
class PlanLead:
    """Who leads an action, first or with others. Names are as typed; any but the id may be empty."""

    public_id: str
    name: str
    role: str
    agency: str
    agency_id: str  # a public id
    holder: str | None = None  # who holds the role; "" for nobody, None where it is not told

    @property
    def words(self) -> tuple[str, str, str, str | None]:
        """Name, role, agency, and who holds the role."""
        return self.name, self.role, self.agency, self.holder

    @property
    def is_vacant(self) -> bool:
        """Whether it is a role with nobody in post."""
        return is_role(name=self.name, role=self.role) and self.holder == ""


@dataclass(frozen=True, slots=True)
class Served:
    """A finding that an action serves: where it stands, and the colour that the action was planned for."""

    place: Place
    colour: str
    finding: str  # a public id
    for_place: str = ""  # the public id of the place that the finding is for; "" for all


@dataclass(frozen=True, slots=True)
class PlanAction:
    """An action with its leads (the first is accountable), what it serves in the order of the sheet, and open waits."""

    action: Action
    leads: tuple[PlanLead, ...]
    serves: tuple[Served, ...]
    waits: tuple[str, ...]  # the texts of open actions
    for_place: tuple[str, str] | None = None  # public id and name of the place that it is for; None for all

    @property
    def stages(self) -> tuple[Place, ...]:
        """The stages that it serves, each once."""
        return tuple({served.place.path: served.place for served in self.serves}.values())

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return is_open(self.action.status)

    @property
    def is_untold(self) -> bool:
        """Whether it is done and nobody has said yet what difference it made."""
        return is_untold(self.action)

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return is_overdue(status=self.action.status, due_on=self.action.due_on, today=today)


def is_untold(action: Action) -> bool:
    """Whether an action is done and nobody has said yet what difference it made."""
    return is_difference_untold(status=action.status, difference=action.difference, is_check=action.is_check)


def untold_among(public_ids: Iterable[str], *, visible_to: Member) -> int:
    """Of how many of these actions nobody has said yet what difference they made, though they are done."""
    rows = (
        Action.objects.visible_to(visible_to)
        .filter(public_id__in=list(public_ids))
        .only("status", "difference", "is_check")
    )
    return sum(map(is_untold, rows))


def plan_rows(review: Review, *, visible_to: Member) -> list[PlanAction]:
    """The actions that are not archived, in the order of the sheets; those without a finding on one come last."""
    actions = _ACTIONS.things(visible_to=visible_to, review=review.pk)
    leads, serves, waits = _leads(review, visible_to), _serves(review, visible_to), _waits(review, visible_to)
    order = {place.path: number for number, place in enumerate(places_of(review).in_order)}
    colours = list(Colour)
    named = {one.pk: (one.public_id, one.name) for one in places_standing(review, visible_to=visible_to)}
    rows = [
        PlanAction(
            action,
            tuple(leads[action.pk]),
            tuple(serves[action.pk]),
            tuple(waits[action.pk]),
            named.get(action.for_place_id),
        )
        for action in actions
    ]

    def place(row: PlanAction) -> tuple[int, int]:
        if not row.serves:
            return len(order), 0
        return order[row.serves[0].place.path], colours.index(Colour(row.serves[0].colour))

    return sorted(rows, key=place)


def _actions(member: Any, review: int) -> Any:
    return Action.objects.visible_to(member).filter(review=review, archived_at=None).order_by("pk")


def _lead_links(member: Any, review: int) -> Any:
    return (
        ActionLead.objects.visible_to(member)
        .filter(action__review=review, action__archived_at=None)
        .annotate(holder=holder_of("lead_id", member))
        .order_by("position", "pk")
        .values_list(
            "action_id",
            "lead__public_id",
            "lead__name",
            "lead__role",
            "lead__agency__name",
            "lead__agency__public_id",
            "holder",
        )
    )


def _servings(member: Any, review: int) -> Any:
    return (
        Serving.objects.visible_to(member)
        .filter(finding__review=review, finding__archived_at=None, action__archived_at=None)
        .order_by("finding__cell__position", "finding__position", "pk")
        .values_list(
            "action_id",
            "colour",
            "finding__public_id",
            "finding__cell__domain",
            "finding__cell__level",
            "finding__cell__stage",
            "finding__for_place__public_id",
        )
    )


def _open_waits(member: Any, review: int) -> Any:
    return (
        Waiting.objects.visible_to(member)
        .filter(action__review=review, action__archived_at=None, waits_for__archived_at=None)
        .exclude(waits_for__status__in=CLOSED)
        .order_by("pk")
        .values_list("action_id", "waits_for__text")
    )


_ACTIONS, _LEAD_LINKS, _SERVINGS, _OPEN_WAITS = map(Prepared, (_actions, _lead_links, _servings, _open_waits))


def _leads(review: Review, member: Member) -> dict[int, list[PlanLead]]:
    rows = _LEAD_LINKS.rows(visible_to=member, review=review.pk)
    return _grouped((pk, PlanLead(*(part or "" for part in lead))) for pk, *lead in rows)


def _serves(review: Review, member: Member) -> dict[int, list[Served]]:
    places = places_of(review).by_path
    rows = _SERVINGS.rows(visible_to=member, review=review.pk)
    return _grouped(
        (pk, Served(places[domain, level, stage], colour, finding, for_place or ""))
        for pk, colour, finding, domain, level, stage, for_place in rows
    )


def _waits(review: Review, member: Member) -> dict[int, list[str]]:
    return _grouped(_OPEN_WAITS.rows(visible_to=member, review=review.pk))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
