"""What is done about invitations outside any request. A job names a letter by its number, and may run twice."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from system_review.jobs.rules import Queue
from system_review.jobs.services import job
from system_review.partnerships import letters
from system_review.partnerships.services import invitations
from system_review.people.letters import Writing, letter
from system_review.people.rules import INVITATION_LASTS

INVITATION = _("An invitation by letter")


@letter(about=INVITATION, lasts=INVITATION_LASTS)
def post_invitation(number: int) -> Writing | None:
    """The letter with a link, unless the invitation was accepted or withdrawn meanwhile."""
    found = invitations.letter_of(number)
    return letters.invitation(*found) if found else None


@job(queue=Queue.MAIL, about=INVITATION)
@transaction.atomic
def send_invitation_letter(number: int) -> None:
    """What waited in the queue when this version came: jobs of the one before named the invitation."""
    invitations.ask_for_letter(number, at=timezone.now())
