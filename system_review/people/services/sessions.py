"""How sessions are used, how they end, and how their key changes."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import OperationalError, transaction

from system_review.audit.services import record
from system_review.errors import NotThere, Why
from system_review.people.models import Person, Session, SessionStore
from system_review.rows.models import new_public_id

_log = logging.getLogger(__name__)


def see(session: SessionStore, *, at: datetime) -> None:
    """Note that a session was used. Costs one statement, at most once a second.

    A session that was used later than now tells that the clock was set back: it counts from now on, since it would
    not end before the clock is as far again. Where nothing can be written, on a disk that is full for one, whoever
    only reads goes on.
    """
    row = session.row
    if row is None or 0 <= (at - row.seen_at).total_seconds() < 1:
        return
    row.seen_at, row.began_at = at, min(row.began_at, at)
    try:
        Session.objects.filter(pk=row.pk).update(seen_at=row.seen_at, began_at=row.began_at)
    except OperationalError as problem:
        _log.warning("It could not be noted that a session was used: %s", type(problem.__cause__).__name__)


@transaction.atomic
def end_because(session: SessionStore, why: str, *, at: datetime) -> None:
    """End a session that was idle, or lasted, too long."""
    row = session.row
    if row is not None and row.person is not None:
        record("session.ended", subject=row.person, by=row.person, at=at, reason=why)
    session.flush()


@transaction.atomic
def end_session(*, person: Person, public_id: str, at: datetime) -> None:
    """End one of the person's sessions, by its public id. Raises `NotThere` if it is not theirs."""
    if not Session.objects.filter(person=person, public_id=public_id).delete()[0]:
        raise NotThere(Why("There is no such page"))
    record("session.ended", subject=person, by=person, at=at, reason="by hand")


@transaction.atomic
def end_other_sessions(*, person: Person, keep: Iterable[str], at: datetime) -> int:
    """End all of the person's sessions but those with these keys; how many."""
    count = Session.objects.filter(person=person).exclude(session_key__in=list(keep)).delete()[0]
    if count:
        record("session.ended", subject=person, by=person, at=at, reason="by hand", count=count)
    return count


@transaction.atomic
def end_everything(person: Person) -> None:
    """End every session of a person at once: password or way of signing in changed, or they may no longer sign in."""
    person.stamp = new_public_id()
    person.save(update_fields=["stamp"])
    Session.objects.filter(person=person).delete()


def renew_keys(person: Person) -> None:
    """Have the key of each session of this person change at its next request: what they may do has changed."""
    Session.objects.filter(person=person).update(renew=True)


def forget_sessions(*, at: datetime) -> None:
    """Remove sessions that are over."""
    Session.objects.filter(expire_date__lt=at).delete()
