"""Letters: what one says, and the one place that hands it to the mail.

A function that writes a letter becomes a job by `@letter`; `put` has it sent, in the transaction of the change that it
tells of. It is written when it is sent, for whoever it concerns then, and goes out once (`jobs.services.letters`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks.base import Task

from system_review.jobs.rules import Hopeless, Queue
from system_review.jobs.services import job
from system_review.jobs.services import letters as rows
from system_review.people.addresses import whole
from system_review.people.postbox import Postbox, is_for_good


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open, on a line of its own, and what it leads to in words."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What a letter says, paragraph by paragraph. The subject names nobody: it shows on locked telephones.

    `of` is the key of the partnership for which it is written, "" for the installation.
    """

    to: str
    subject: str
    parts: tuple[str | Link, ...]
    of: str = ""


Writer = Callable[[int], Writing | None]


def letter(*, about: str, lasts: timedelta) -> Callable[[Writer], Task[Any, None]]:
    """Make a job of a function that writes the letter about a row, given its number; None if there is none to send.

    `about` is the job's name in words; `lasts` how long what the letter says holds: later it is not sent any more.
    """

    def make(write: Writer) -> Task[Any, None]:
        @wraps(write)
        def run(number: int) -> None:
            deliver(number, write)

        def again(number: int) -> None:
            rows.send_again(number, lasts=lasts, at=timezone.now())

        made = job(queue=Queue.MAIL, about=about, again=again)(run)
        _lasts[made.module_path] = lasts
        return made

    return make


_lasts: dict[str, timedelta] = {}


def put(what: Task[Any, None], about: int, *, of: str = "", at: datetime) -> None:
    """Have the letter about this row sent, if this transaction is kept."""
    rows.put_letter(what, about, of=of, lasts=_lasts[what.module_path], at=at)


def deliver(number: int, write: Writer) -> None:
    """Send the letter with this number, unless it went out or is not wanted. Run by a job, and safe to run twice.

    Raises whatever goes wrong, so that it is tried again; `Hopeless` where that would not help.
    """
    found = rows.letter_to_send(number, at=timezone.now())
    if found is None:
        return
    writing = write(found.about) if settings.CAN_MAIL else None
    if writing is None:
        rows.drop(found)
        return
    if writing.of != found.partnership:
        raise Hopeless("it would leave the partnership that it belongs to")
    try:
        _post(writing, message_id=found.message_id, handing_over=lambda: rows.begin_handing_over(found))
    except Exception as problem:
        rows.note_not_sent(found, for_good=is_for_good(problem))
        if is_for_good(problem):
            raise Hopeless("the mail server refuses it") from problem
        raise
    rows.note_sent(found, at=timezone.now())


def _post(writing: Writing, *, message_id: str, handing_over: Callable[[], None]) -> None:
    """Hand one letter to the mail server, as text and as HTML."""
    answers = settings.MAIL_REPLY_TO
    says = {"parts": writing.parts, "subject": writing.subject, "answers": answers, "home": settings.BASE_URL}
    says["language"] = get_language() or "en-gb"
    message = EmailMultiAlternatives(
        subject=writing.subject,
        body=_plain(writing, answers),
        to=[writing.to],
        reply_to=[answers] if answers else None,
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    message.attach_alternative(render_to_string("people/letter.html", says), "text/html")
    box = get_connection()
    if isinstance(box, Postbox):
        box.handing_over = handing_over
    else:
        handing_over()
    box.send_messages([message])


def _plain(writing: Writing, answers: str) -> str:
    foot = _("Sent by System Review at {home}.").format(home=settings.BASE_URL)
    if not answers:
        foot += " " + _("Nobody reads answers to this address.")
    parts = [part if isinstance(part, str) else f"{part.words}:\n{part.address}" for part in writing.parts]
    return "\n\n".join([*parts, f"-- \n{foot}\n"])


def reset(*, to: str, name: str, uid: str, key: str) -> Writing:
    """The letter with the link to a new password."""
    address = whole(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}))
    parts = (
        _("{name},").format(name=name),
        _("Somebody, probably you, asked for a new password for System Review. Open this address within an hour."),
        Link(_("Choose a new password"), address),
        _("If it was not you, do nothing: your password stays as it is."),
    )
    return Writing(to, _("A new password for System Review"), parts)


def changed_way(*, to: str, name: str) -> Writing:
    """The letter that says that a way of signing in changed, so that somebody notices who did not do it."""
    parts = (
        _("{name},").format(name=name),
        _("Your password or another of your ways of signing in to System Review was changed just now."),
        _("If it was not you, tell the administrator of your partnership at once."),
    )
    return Writing(to, _("Your way of signing in was changed"), parts)
