"""What is done about signing in outside any request. A job names a letter by its number, and may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from system_review.jobs.rules import Queue
from system_review.jobs.services import daily, job
from system_review.people.letters import Writing, letter, put
from system_review.people.services import recovery_codes, sessions, signing_in, tries

NEW_PASSWORD = _("A letter with a link to a new password")
CHANGE = _("A letter about a changed way of signing in")


@letter(about=NEW_PASSWORD, lasts=timedelta(hours=12))  # the link counts from when the letter is written
def post_new_password(number: int) -> Writing | None:
    """The letter with the link to a new password for the person with this number; 0 is nobody."""
    return signing_in.new_password_letter(number)


@letter(about=CHANGE, lasts=timedelta(days=7))
def post_change(number: int) -> Writing | None:
    """The letter to the person with this number that says that their way of signing in changed."""
    return signing_in.letter_of_change(number)


@job(queue=Queue.MAIL, about=NEW_PASSWORD)
@transaction.atomic
def send_new_password_letter(number: int) -> None:
    """What waited in the queue when this version came: jobs of the one before named the person."""
    put(post_new_password, number, at=timezone.now())


@job(queue=Queue.MAIL, about=CHANGE)
@transaction.atomic
def tell_of_change(number: int) -> None:
    """The same."""
    put(post_change, number, at=timezone.now())


@daily(about=_("Forgetting tries and sessions that are over"))
def forget(at: datetime) -> None:
    """Forget tries and sessions that are over."""
    tries.forget_tries(at=at)
    sessions.forget_sessions(at=at)


@daily(about=_("Keeping recovery codes of the version before as hashes"))
def hash_recovery_codes(at: datetime) -> None:
    """Keep only hashes of the recovery codes that the version before kept sealed. Leaves later, with them."""
    recovery_codes.hash_seeds()
