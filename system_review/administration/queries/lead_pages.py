"""Who leads actions, in words for the pages that look after leads: which member, who holds a role, how much is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from system_review.partnerships.models import Holding, Lead, Member
from system_review.partnerships.queries import holdings_of, leads_of
from system_review.reviews import wording
from system_review.reviews.models import ActionLead
from system_review.reviews.rules.words import CLOSED
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead in the list. `who` is the member, or who holds the role; `is_vacant` where nobody is in post."""

    name: str
    agency: str
    who: str
    is_vacant: bool
    open: str
    url: str


def lead_lines(*, visible_to: Member, today: date) -> list[LeadLine]:
    """Everybody who leads actions, or could: roles with nobody in post first, then by name."""
    held, counts = holdings_of(visible_to), open_actions_by_lead(visible_to)
    slug = visible_to.partnership.slug
    lines = []
    for lead in leads_of(visible_to):
        holder = holder_on(held.get(lead.pk, []), today)
        lines.append(
            LeadLine(
                name=name_words(lead),
                agency=shown(lead.agency.name) if lead.agency and (lead.name or lead.role) else "",
                who=who_words(lead, holder),
                is_vacant=lead.is_role and holder is None,
                open=open_words(counts.get(lead.pk, 0)),
                url=reverse("administration:lead", args=[slug, lead.public_id]),
            )
        )
    return sorted(lines, key=lambda line: (not line.is_vacant, line.name.casefold()))


def open_actions_by_lead(member: Member) -> dict[int, int]:
    """How many open actions each lead has, in all reviews, by the lead's number; no more of them is told."""
    # because administrators, who need not see drafts, look after leads: they hear the count alone
    links = ActionLead.unscoped.filter(
        partnership=member.partnership_id, action__archived_at=None, action__review__archived_at=None
    ).exclude(action__status__in=CLOSED)
    return dict(links.order_by().values_list("lead_id").annotate(n=Count("action", distinct=True)))


def open_words(count: int) -> str:
    """How many actions are open: "2 open actions"; "" for none."""
    return ngettext("%(n)d open action", "%(n)d open actions", count) % {"n": count} if count else ""


def name_words(lead: Lead) -> str:
    """A lead by name and role, or by the agency where nothing else is known."""
    return shown(", ".join(part for part in (lead.name, lead.role) if part)) or shown(str(lead))


def who_words(lead: Lead, holder: Holding | None) -> str:
    """Which member a lead is; of a role, who holds it and since when."""
    if lead.is_role:
        if holder is None:
            return gettext("Nobody in post")
        return gettext("%(name)s, since %(day)s") % {"name": shown(holder.name), "day": wording.day(holder.since)}
    if lead.member is None:
        return gettext("Not a member")
    return shown(f"{lead.member.name}, {lead.member.email}")


def holder_on(holdings: list[Holding], day: date) -> Holding | None:
    """Who of them holds the role on a day."""
    return next((one for one in holdings if one.since <= day and (one.until is None or day < one.until)), None)


def holding_words(one: Holding) -> str:
    """One who holds or held a role, with the days: "A. Name, 3 May 2027 to 1 June 2027"."""
    values = {"name": shown(one.name), "since": wording.day(one.since)}
    if one.until is None:
        return gettext("%(name)s, from %(since)s") % values
    return gettext("%(name)s, %(since)s to %(until)s") % {**values, "until": wording.day(one.until)}
