"""One function that records, and one that takes words out of what was recorded. Called last, in a transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from system_review.audit import rules
from system_review.audit.heads import note_head
from system_review.audit.models import Event, Head, Particular
from system_review.audit.queries import ERASED
from system_review.audit.sentences import RETURNED_FILE


class HasActor(Protocol):
    """Whoever can be named in the trail: a member, a person, a command."""

    def as_actor(self) -> rules.Actor: ...


class HasPublicId(Protocol):
    """Whatever an event can be about."""

    @property
    def public_id(self) -> Any: ...


_FILE: ContextVar[str] = ContextVar("the returned file that is taken over", default="")


@contextmanager
def out_of_file(name: str) -> Iterator[None]:
    """Within this, every event says that what was written came from a returned file of this name."""
    token = _FILE.set(name)
    try:
        yield
    finally:
        _FILE.reset(token)


def record(
    kind: str, /, *, subject: HasPublicId, by: HasActor, at: datetime, review: HasPublicId | None = None, **said: object
) -> None:
    """Add one event to the chain of the actor's partnership.

    `kind` is `noun.past_verb`. `said` is what was written, by field; None means nothing and is left out. Must be the
    last statement of a service's transaction: the chain's head stays locked until the commit.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the change that it records")
    actor = by.as_actor()
    written = {"by": actor.name, **{field: _text(value) for field, value in said.items() if value is not None}}
    if name := _FILE.get():
        written[RETURNED_FILE] = name
    if actor.on_behalf_of:
        written["on_behalf_of"] = actor.on_behalf_of
    salts = {field: secrets.token_hex(16) for field in written}
    head = _locked_head(actor.chain)
    body = rules.body_of(
        kind=kind,
        subject=(type(subject).__name__.lower(), str(subject.public_id)),
        actor=actor,
        at=at,
        review=str(review.public_id) if review else "",
        said={field: rules.commitment(salts[field], text) for field, text in written.items()},
    )
    event = Event.objects.create(
        chain=actor.chain,
        seq=head.seq + 1,
        prev=head.hash,
        hash=rules.hash_of(head.seq + 1, head.hash, body),
        kind=kind,
        subject=f"{type(subject).__name__.lower()}:{subject.public_id}",
        review=str(review.public_id) if review else "",
        at=at,
        body=body,
    )
    Particular.objects.bulk_create(
        Particular(event=event, field=field, salt=salts[field], text=text) for field, text in written.items()
    )
    Head.objects.filter(pk=head.pk).update(seq=event.seq, hash=event.hash)
    # robust: the change is saved by then, and a disk that is full must not make an error of it
    transaction.on_commit(lambda: note_head(event.chain, event.seq, event.hash), robust=True)


@dataclass(frozen=True, slots=True)
class Rewording:
    """What is to stand in place of the words that an event has in a field; None for nothing."""

    particular: int  # its primary key
    text: str | None


def record_erasing(
    kind: str,
    /,
    *,
    rewordings: Sequence[Rewording],
    subject: HasPublicId,
    by: HasActor,
    at: datetime,
    review: HasPublicId | None = None,
    **said: object,
) -> None:
    """Take words out of earlier events of the actor's chain, and add the event that says so.

    The events themselves stay: of each, the field is named with what now stands there (its commitment), so that
    verifying tells what was taken out, by which event, from what is missing. What such an event says of this can
    itself never be taken out. Must be the last statement of a service's transaction, like `record`.
    """
    chain = by.as_actor().chain
    _locked_head(chain)  # nobody adds words between the taking out and its event
    entries = [entry for rewording in rewordings if (entry := _reworded(rewording, chain))]
    record(kind, subject=subject, by=by, at=at, review=review, **said, **({ERASED: entries} if entries else {}))


def hold_end(chain: str) -> int:
    """Let nobody add an event to the chain before this transaction ends; the number of its last event.

    For a service that must see every event before it takes words out of them. Takes the place of the last lock.
    """
    return _locked_head(chain).seq


def _reworded(rewording: Rewording, chain: str) -> tuple[int, str, str] | None:
    """Put other words in the place of a particular; the event's number, the field and what now stands there."""
    row = Particular.objects.select_related("event").filter(pk=rewording.particular, event__chain=chain).first()
    if row is None or row.field == ERASED:
        return None
    if rewording.text is None:
        row.delete()
        return row.event.seq, row.field, ""
    salt = secrets.token_hex(16)
    Particular.objects.filter(pk=row.pk).update(salt=salt, text=rewording.text)
    return row.event.seq, row.field, rules.commitment(salt, rewording.text)


class Installation:
    """What belongs to no partnership; and the command line as it acts there."""

    public_id = rules.INSTALLATION

    def as_actor(self) -> rules.Actor:
        """How the trail names the command line outside any partnership."""
        return rules.Actor(kind="command line", key=rules.INSTALLATION, name="command line", chain=rules.INSTALLATION)


def _locked_head(chain: str) -> Head:
    head = Head.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        Head.objects.bulk_create([Head(chain=chain, hash=rules.START)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(chain=chain)
    return head


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
