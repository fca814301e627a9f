"""For which agency something that stands already is said: what its form offers, and what was chosen there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from system_review.partnerships.access import Unsaid
from system_review.reviews.queries import choices
from system_review.reviews.queries.finding_things import agency_chosen

if TYPE_CHECKING:
    from system_review.partnerships.models import Agency, Member


def offer_agencies(form: Any, member: Member) -> None:
    """The agencies for which this member speaks; whoever speaks for one or none is not asked."""
    own = choices.own_agencies(member)
    if own is not None:
        form.offer_own(own)
    elif every := choices.agency_choices(member):
        form.offer_any(every)
    else:
        form.offer_own(())


def agency_said(form: Any, member: Member) -> Agency | Unsaid | None:
    """The agency that the form names, None for nobody in particular; `UNSAID` where nothing was sent about it."""
    was_asked = "on_behalf_of" in form.fields and (form.own_agencies or "on_behalf_of" in form.data)
    if not was_asked:
        return Unsaid.UNSAID
    return agency_chosen(member, form.cleaned_data.get("on_behalf_of", ""))
