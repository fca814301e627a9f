"""What is done about invitations outside any request. A job names an invitation by its number, and may run twice."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from system_review.jobs.rules import Queue
from system_review.jobs.services import job
from system_review.partnerships import letters
from system_review.partnerships.services import invitations


@job(queue=Queue.MAIL, about=_("An invitation by letter"))
def send_invitation_letter(number: int) -> None:
    """Send the letter with a link, unless the invitation was accepted or withdrawn meanwhile."""
    if found := invitations.letter_of(number):
        letters.invitation(*found)
