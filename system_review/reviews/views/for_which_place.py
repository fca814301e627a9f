"""For which place of its review a thing is: what its form offers, and what was chosen there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from system_review.errors import Refused, Why
from system_review.partnerships.access import Unsaid
from system_review.reviews.forms.review_places import chosen_place
from system_review.reviews.queries.one_place import PLACE_ASKED
from system_review.reviews.queries.review_places import place_choices, place_chosen

if TYPE_CHECKING:
    from system_review.partnerships.models import Member
    from system_review.reviews.models import Review, ReviewPlace


def offer_places(form: Any, review: Review, member: Member) -> None:
    """The places of the review; where it has none the form does not ask, and nor does anybody the database."""
    form.offer_places(place_choices(review, visible_to=member))


def place_said(form: Any, review: Review, member: Member) -> ReviewPlace | Unsaid | None:
    """The place that the form names, None for all; `UNSAID` where nothing was sent. `Refused` if it is gone by now."""
    public_id = chosen_place(form)
    if public_id is None:
        return Unsaid.UNSAID
    place = place_chosen(review, public_id, visible_to=member)
    if public_id and place is None:
        raise Refused(Why("This place is no longer there. Choose again."), field="for_place")
    return place


def place_looked_at(request: Any, review: Review) -> str:
    """The public id of the place that an address asks for; "" where it asks for none, or for one that is not there."""
    place = place_chosen(review, request.GET.get(PLACE_ASKED, ""), visible_to=request.member)
    return place.public_id if place else ""
