"""What is done about reviews outside any request. A job names a letter by its number, and may run twice."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from system_review.people.letters import Writing, letter
from system_review.reviews import letters
from system_review.reviews.services import asking


@letter(about=_("A list of evidence asked for"), lasts=timedelta(days=3))
def post_asked(number: int) -> Writing | None:
    """The list for an agency as it stands, unless nothing is outstanding by now, or who sends it has gone."""
    found = asking.letter_of(number, today=timezone.localdate())
    if found is None:
        return None
    agency, email = found
    return letters.asked_for(to=agency.email, of=agency.partnership.public_id, email=email)
