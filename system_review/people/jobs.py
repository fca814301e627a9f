"""What is done about signing in outside any request. A job names a person by their number, and may run twice."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop as _

from system_review.jobs.rules import Queue
from system_review.jobs.services import daily, job
from system_review.people.services import sessions, signing_in, tries


@job(queue=Queue.MAIL, about=_("A letter with a link to a new password"))
def send_new_password_letter(number: int) -> None:
    """Send the letter with the link to a new password to the person with this number; 0 is nobody."""
    signing_in.send_new_password_letter(number)


@job(queue=Queue.MAIL, about=_("A letter about a changed way of signing in"))
def tell_of_change(number: int) -> None:
    """Tell the person with this number that their way of signing in changed."""
    signing_in.tell_of_change(number)


@daily(about=_("Forgetting tries and sessions that are over"))
def forget(at: datetime) -> None:
    """Forget tries and sessions that are over."""
    tries.forget_tries(at=at)
    sessions.forget_sessions(at=at)
