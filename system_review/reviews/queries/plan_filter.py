"""What of the plan a reader asked to see, and in which order. Values that are not offered are as if not asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from system_review.reviews.queries.places import Path
from system_review.reviews.queries.plan_rows import PlanAction
from system_review.reviews.rules.calendar_days import months_later
from system_review.reviews.rules.words import Colour, Priority, Status

VACANT = "vacant"  # asked as a lead: a role with nobody in post
NOBODY = "none"  # asked as a lead, an agency or a date: those actions that have none
OPEN, CLOSED, ALL = "open", "closed", "all"
OVERDUE, THIS_MONTH, NEXT_MONTHS = "overdue", "month", "quarter"
UNTOLD = "untold"  # asked as the difference made: done, and nobody has said it yet
MEETING = "meeting"  # asked as changed: since the last meeting was over
SORTS = ("due", "place", "lead", "agency", "status", "priority", "changed")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; "" is everything. A lead and an agency count wherever they stand, first or with others.

    `place` is a path of keys ("target", "target/level-1", "target/level-1/referral"), `due` one of the words above or a
    month (2027-03), `for_place` the public id of a place of the review (what is for it or for all), `changed` the word
    for the last meeting, `since` a date as ISO 8601. Without a status the closed actions are shown apart.
    """

    lead: str = ""
    agency: str = ""
    due: str = ""
    status: str = ""
    difference: str = ""
    kind: str = ""
    priority: str = ""
    place: str = ""
    for_place: str = ""
    changed: str = ""
    since: str = ""
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the order was asked for."""
        return any(value for name, value in asdict(self).items() if name != "sort")

    def given(self) -> dict[str, str]:
        """What was asked for, as an address says it."""
        return {name: value for name, value in asdict(self).items() if value}


def asked_of(
    given: Mapping[str, str],
    rows: Sequence[PlanAction],
    paths: Iterable[Path],
    *,
    has_met: bool = False,
    for_places: Iterable[str] = (),
) -> Asked:
    """What an address asks for, as far as this plan has it. Nothing of it is looked up in the database.

    `has_met` says whether there was a meeting that something can have changed since, `for_places` are the public ids of
    the review's places.
    """
    leads = [lead for row in rows for lead in row.leads]
    known: dict[str, Callable[[str], Any]] = {
        "lead": {NOBODY, VACANT, *(lead.public_id for lead in leads)}.__contains__,
        "agency": {NOBODY, *(lead.agency_id for lead in leads if lead.agency_id)}.__contains__,
        "due": lambda value: value in {NOBODY, OVERDUE, THIS_MONTH, NEXT_MONTHS} or month_of(value),
        "status": {OPEN, CLOSED, ALL, *Status}.__contains__,
        "difference": {UNTOLD}.__contains__,
        "kind": set(Colour).__contains__,
        "priority": set(Priority).__contains__,
        "place": {part for path in paths for part in parts_of(path)}.__contains__,
        "changed": lambda value: has_met and value == MEETING,
        "for_place": set(for_places).__contains__,
        "since": is_day,
        "sort": SORTS.__contains__,
    }
    return Asked(**{name: given[name] for name, is_known in known.items() if given.get(name) and is_known(given[name])})


def month_of(value: str) -> date | None:
    """The first day of a month that an address names ("2027-03"); None for anything else."""
    return date.fromisoformat(f"{value}-01") if _MONTH.fullmatch(value) and value >= "0001" else None


def is_day(value: str) -> bool:
    """Whether this is a day as addresses name it: 2027-03-20."""
    try:
        return bool(_DAY.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def parts_of(path: Path) -> tuple[str, ...]:
    """A stage as filters name it: its domain, its domain and level (if there are levels), all three."""
    domain, level, stage = path
    return (domain, f"{domain}/{level}", f"{domain}/{level}/{stage}") if level else (domain, f"{domain}//{stage}")


def wanted(rows: Iterable[PlanAction], asked: Asked, *, today: date, met: datetime | None = None) -> list[PlanAction]:
    """The rows that were asked for. They come in the order of the sheets; unless told otherwise, by due date.

    `met` is when the last meeting was over.
    """
    tests = [_test(name, value, today, met) for name, value in asked.given().items() if name != "sort"]
    found = [row for row in rows if all(test(row) for test in tests)]
    if asked.sort == "place":
        return found
    found.sort(key=lambda row: (row.action.due_on is None, row.action.due_on or today))
    if asked.sort in _ORDERS:
        found.sort(key=_ORDERS[asked.sort])
    return found


Test = Callable[[PlanAction], bool]


def _test(name: str, value: str, today: date, met: datetime | None) -> Test:
    """The question that one filter asks of each row."""
    if name == "due":
        return _due(value, today)
    if name == "lead":
        if value == VACANT:
            return lambda row: bool(row.leads) and row.leads[0].is_vacant
        return lambda row: value in {lead.public_id for lead in row.leads} or (value == NOBODY and not row.leads)
    if name == "agency":
        return lambda row: (
            value in {lead.agency_id for lead in row.leads}
            or (value == NOBODY and not any(lead.agency_id for lead in row.leads))
        )
    if name == "status":
        by_group = {OPEN: lambda row: row.is_open, CLOSED: lambda row: not row.is_open, ALL: lambda row: True}
        return by_group.get(value, lambda row: row.action.status == value)
    if name == "difference":
        return lambda row: row.is_untold
    if name == "kind":
        return lambda row: any(served.colour == value for served in row.serves)
    if name == "priority":
        return lambda row: row.action.priority == value
    if name == "place":
        return lambda row: any(value in parts_of(served.place.path) for served in row.serves)
    if name == "changed":
        return lambda row: met is not None and row.action.changed_at > met
    if name == "for_place":
        return lambda row: _is_for(row, value)
    since = date.fromisoformat(value)
    return lambda row: timezone.localtime(row.action.changed_at).date() >= since


def _is_for(row: PlanAction, place: str) -> bool:
    """Whether an action is for this place or for all, and one of its findings as well, where it has any."""
    own = not row.for_place or row.for_place[0] == place
    return own and (not row.serves or any(served.for_place in ("", place) for served in row.serves))


def _due(value: str, today: date) -> Test:
    if value == NOBODY:
        return lambda row: row.action.due_on is None
    if value == OVERDUE:
        return lambda row: row.is_overdue(today)
    if value == NEXT_MONTHS:
        last = months_later(today, _MONTHS)
        return lambda row: row.action.due_on is not None and today <= row.action.due_on <= last
    month = f"{today:%Y-%m}" if value == THIS_MONTH else value
    return lambda row: row.action.due_on is not None and row.action.due_on.isoformat().startswith(month)


def _lead_order(row: PlanAction) -> tuple[bool, str]:
    first = row.leads[0] if row.leads else None
    return first is None, " ".join(first.words[:3]).casefold().strip() if first else ""


def _agency_order(row: PlanAction) -> tuple[bool, str]:
    agency = row.leads[0].agency if row.leads else ""
    return not agency, agency.casefold()


_ORDERS: dict[str, Callable[[PlanAction], Any]] = {
    "lead": _lead_order,
    "agency": _agency_order,
    "status": lambda row: list(Status).index(Status(row.action.status)),
    "priority": lambda row: list(Priority).index(Priority(row.action.priority)),
    "changed": lambda row: -row.action.changed_at.timestamp(),
}
