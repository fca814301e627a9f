"""What leads are called in lists: short where that is clear, in full where two would read the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from system_review.reviews.queries.blocks import lead_words, role_words
from system_review.reviews.queries.plan_rows import PlanLead
from system_review.texts import shown


def short_name(lead: PlanLead) -> str:
    """A lead as under an action: "Jo, police"; "police, name awaited"."""
    first, rest = lead_words([lead.words])
    return first + rest


def full_name(lead: PlanLead) -> str:
    """A lead with all that is known: "Jo, detective inspector, police"."""
    if not (lead.name or lead.role):
        return short_name(lead)
    role = shown(lead.role) if lead.name else role_words(shown(lead.role), lead.holder and shown(lead.holder))
    return ", ".join(part for part in (shown(lead.name), role, shown(lead.agency)) if part)


def names_of(leads: Iterable[PlanLead]) -> dict[str, str]:
    """What each lead is called, by public id, in the order of the alphabet."""
    each = {lead.public_id: lead for lead in leads}
    times = Counter(map(short_name, each.values()))
    names = {
        public_id: short_name(lead) if times[short_name(lead)] == 1 else full_name(lead)
        for public_id, lead in each.items()
    }
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))
