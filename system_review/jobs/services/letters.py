"""Letters as rows: written with the change that they tell of, handed to the mail server once, by one worker.

A letter is marked before the mail server is given its words and again when it has taken them. A worker that dies in
between leaves it marked: nobody knows then whether it went out, which is said, and a person may have it sent again.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django_tasks import TaskResultStatus as Status
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from system_review.errors import Refused, Why
from system_review.jobs.models import Letter
from system_review.jobs.rules import KEPT, Hopeless, Post, Queue
from system_review.jobs.services.queue import enqueue

FORGOTTEN = timedelta(days=30)  # after which nothing is known of a letter that did not go out


def put_letter(what: Task[Any, None], about: int, *, of: str = "", lasts: timedelta, at: datetime) -> Letter:
    """Have a letter sent if this transaction is kept. Its Message-ID is fixed now, and the same at every try."""
    letter = Letter.objects.create(
        about=about,
        partnership=of,
        message_id=f"<{secrets.token_hex(16)}@{urlsplit(settings.BASE_URL).hostname}>",
        made_at=at,
        ends_at=at + lasts,
    )
    enqueue(what, letter.pk, of=of)
    return letter


def letter_to_send(number: int, *, at: datetime) -> Letter | None:
    """The letter with this number if it is still to be sent; None if it was sent, or is not wanted any more.

    Raises `Hopeless` where it cannot be.
    """
    letter = Letter.objects.filter(pk=number).first()
    if letter is None or letter.state == Post.SENT:
        return None
    if letter.state == Post.HANDING_OVER:
        _move(letter, Post.HANDING_OVER, Post.UNKNOWN)
        raise Hopeless("whether it went out is not known")
    if letter.state != Post.WAITING:
        raise Hopeless(f"it is {letter.state}")
    if at >= letter.ends_at:
        _move(letter, Post.WAITING, Post.OVER)
        raise Hopeless("what it says is over")
    return letter


def begin_handing_over(letter: Letter) -> None:
    """Say that the mail server is about to be given the letter. Raises if another worker was faster."""
    if not _move(letter, Post.WAITING, Post.HANDING_OVER):
        raise RuntimeError("another worker is sending this letter")


def note_sent(letter: Letter, *, at: datetime) -> None:
    """Say that the mail server has it."""
    Letter.objects.filter(pk=letter.pk).update(state=Post.SENT, sent_at=at)


def note_not_sent(letter: Letter, *, for_good: bool) -> None:
    """Say that the mail server has not taken it: not now, or never."""
    _move(letter, Post.HANDING_OVER, Post.WAITING)
    if for_good:
        _move(letter, Post.WAITING, Post.REFUSED)


def drop(letter: Letter) -> None:
    """Forget a letter that nobody wants any more."""
    Letter.objects.filter(pk=letter.pk, state=Post.WAITING).delete()


@transaction.atomic
def send_again(number: int, *, lasts: timedelta, at: datetime) -> None:
    """Have a letter wait that did not go out. Raises `Refused` if it went out after all, or is not wanted any more."""
    failed = [Post.WAITING, Post.REFUSED, Post.UNKNOWN, Post.OVER]
    if not Letter.objects.filter(pk=number, state__in=failed).update(state=Post.WAITING, ends_at=at + lasts):
        raise Refused(Why("This letter went out, or is not needed any more"))


@transaction.atomic
def hold_back(*, at: datetime) -> int:
    """Send nothing of what waits, after a restore: it may have gone out since. People have it tried again; how many."""
    unsent = DBTaskResult.objects.filter(queue_name=Queue.MAIL, status__in=[Status.READY, Status.RUNNING])
    Letter.objects.filter(state__in=[Post.WAITING, Post.HANDING_OVER]).update(state=Post.UNKNOWN)
    return unsent.update(status=Status.FAILED, finished_at=at)


def forget_letters(*, at: datetime) -> None:
    """Delete what went out a week ago, and what did not in a month."""
    Letter.objects.filter(state=Post.SENT, sent_at__lt=at - KEPT).delete()
    Letter.objects.filter(made_at__lt=at - FORGOTTEN, ends_at__lt=at).delete()


def _move(letter: Letter, before: Post, after: Post) -> int:
    """One statement, so that of two workers one does it."""
    return Letter.objects.filter(pk=letter.pk, state=before).update(state=after)
