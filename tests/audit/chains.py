"""A chain of events to tamper with, and the two ways of reading it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from system_review.audit.models import Event
from system_review.audit.queries import verify
from system_review.audit.services import record
from system_review.partnerships.models import Partnership
from system_review.partnerships.queries import command_line_in
from tests.factories import AT

LONG = 20  # events of a chain


def write_events(partnership: Partnership, number: int = LONG, first: int = 0) -> None:
    """Add events as services do: each in a transaction of its own, a minute after the other."""
    by = command_line_in(partnership)
    for count in range(first, first + number):
        with transaction.atomic():
            record(
                "plan.talked_about", subject=partnership, by=by, at=AT + timedelta(minutes=count), words=f"no. {count}"
            )


def chain_of(partnership: Partnership) -> str:
    return str(partnership.key)


def event(partnership: Partnership, seq: int) -> Any:
    return Event.objects.filter(chain=chain_of(partnership), seq=seq)


def length(partnership: Partnership) -> int:
    return Event.objects.filter(chain=chain_of(partnership)).count()


def said_of(partnership: Partnership) -> str | None:
    """What verifying says about the partnership's chain; None if it holds."""
    why = verify()[chain_of(partnership)]
    return str(why) if why else None
