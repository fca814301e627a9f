"""Who carries how much: actions by lead, by agency, by the month in which they are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.queries.lead_load import Load
from system_review.reviews.queries.lead_names import names_of
from system_review.reviews.queries.overview_rows import ActionRow
from system_review.reviews.queries.sorting import carries_much
from system_review.reviews.rules.words import Status
from system_review.texts import shown
from system_review.ui.parts import Tab

BY = ("lead", "agency", "month")


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a table: whose share it is, where it can be seen, its actions. `last` stands below the others."""

    who: str
    url: str
    actions: list[ActionRow]
    last: bool = False

    def count(self, *statuses: str) -> int:
        """How many of its actions stand like this."""
        return sum(action.status in statuses for action in self.actions)


def load_table(review: str, actions: Iterable[ActionRow], *, by: str, to: Addresses, today: date) -> pages.LoadTable:
    """The table that was asked for, of the review with this public id; by lead unless by agency or month."""
    by = by if by in BY else "lead"
    counted = [action for action in actions if action.status != Status.NOT_NEEDED]
    make, title, who = {
        "lead": (_by_lead, gettext("Actions by lead"), gettext("Lead")),
        "agency": (_by_agency, gettext("Actions by agency"), gettext("Agency")),
        "month": (_by_month, gettext("Actions by due month"), gettext("Due month")),
    }[by]
    shares = make(review, counted, to)
    columns = _columns(counted, today)
    longest = max((len(share.actions) for share in shares), default=0)
    return pages.LoadTable(
        title=title,
        tabs=_tabs(review, by, to),
        who=who,
        columns=tuple(word for word, _ in columns),
        rows=tuple(_row(share, columns, longest) for share in shares),
        note=_note(counted, today),
    )


def _tabs(review: str, by: str, to: Addresses) -> tuple[Tab, ...]:
    words = {"lead": gettext("Lead"), "agency": gettext("Agency"), "month": gettext("Due month")}
    return tuple(Tab(words[name], f"{to.asking(review, '', f'by={name}')}#load", name == by) for name in BY)


Column = tuple[str, Callable[[Share], int]]


def _columns(actions: Sequence[ActionRow], today: date) -> list[Column]:
    """Done, under way, blocked where something is, not started, overdue."""
    columns: list[Column] = [
        (gettext("Done"), lambda share: share.count(Status.DONE)),
        (gettext("Under way"), lambda share: share.count(Status.UNDER_WAY)),
        (gettext("Not started"), lambda share: share.count(Status.NOT_STARTED)),
        (gettext("Overdue"), lambda share: sum(action.is_overdue(today) for action in share.actions)),
    ]
    if any(action.status == Status.BLOCKED for action in actions):
        columns.insert(2, (gettext("Blocked"), lambda share: share.count(Status.BLOCKED)))
    return columns


def _row(share: Share, columns: list[Column], longest: int) -> pages.LoadRow:
    """A line of the table. The bar has three lengths: done, under way or blocked, not started."""
    lengths = [share.count(Status.DONE), share.count(Status.UNDER_WAY, Status.BLOCKED), share.count(Status.NOT_STARTED)]
    return pages.LoadRow(
        who=share.who,
        url=share.url,
        figures=tuple(str(figure(share)) for _, figure in columns),
        bar=pages.bar_of(lengths, longest=longest),
    )


def _by_lead(review: str, actions: Sequence[ActionRow], to: Addresses) -> list[Share]:
    names = names_of(action.lead for action in actions if action.lead)
    shares = {public_id: Share(name, to.carried(review, "lead", public_id), []) for public_id, name in names.items()}
    shares[""] = Share(gettext("No lead yet"), to.asking(review, "plan", "lead=none"), [], last=True)
    for action in actions:
        shares[action.lead.public_id if action.lead else ""].actions.append(action)
    return _heaviest_first(shares.values())


def _by_agency(review: str, actions: Sequence[ActionRow], to: Addresses) -> list[Share]:
    """By the agency of the accountable lead."""
    nobody = to.asking(review, "plan", "agency=none")
    shares: dict[str, Share] = {"": Share(gettext("No agency yet"), nobody, [], last=True)}
    for action in actions:
        agency, name = (action.lead.agency_id, action.lead.agency) if action.lead else ("", "")
        if agency not in shares:
            shares[agency] = Share(shown(name), to.carried(review, "agency", agency), [])
        shares[agency].actions.append(action)
    return _heaviest_first(shares.values())


def _heaviest_first(shares: Iterable[Share]) -> list[Share]:
    """Who has most still to do first; those without a lead or an agency below."""

    def order(share: Share) -> tuple[bool, int, int, str]:
        return share.last, -sum(action.is_open for action in share.actions), -len(share.actions), share.who.casefold()

    return sorted((share for share in shares if share.actions), key=order)


def _by_month(review: str, actions: Sequence[ActionRow], to: Addresses) -> list[Share]:
    shares: dict[str, Share] = {}
    for action in sorted(actions, key=lambda action: action.due_on or date.max):
        key = action.due_on.isoformat()[:7] if action.due_on else "none"
        if key not in shares:
            name = wording.month(action.due_on) if action.due_on else gettext("No date yet")
            shares[key] = Share(name, to.asking(review, "plan", f"due={key}&status=all"), [])
        shares[key].actions.append(action)
    return list(shares.values())


def _note(actions: Iterable[ActionRow], today: date) -> str:
    """One lead who carries much of what is still to be done is a risk to see early."""
    shares: dict[str, list[ActionRow]] = {}
    for action in actions:
        if action.is_open:
            shares.setdefault(action.lead.public_id if action.lead else "", []).append(action)
    load = [Load(_name(open_ones[0]), len(open_ones), 0) for open_ones in shares.values()]
    heaviest = carries_much(load)
    if heaviest is None:
        return ""
    name, count, total = heaviest
    words = gettext("%(name)s leads %(count)d of the %(total)d actions that are still to be done.")
    return words % {"name": shown(name), "count": count, "total": total}


def _name(action: ActionRow) -> str:
    lead = action.lead
    return (lead.name or lead.role or lead.agency) if lead else ""
