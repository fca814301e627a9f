"""When a job is tried again, and whether a worker is alive. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
MAIL_AGAIN_AFTER = timedelta(hours=1)  # after those: a mail server may be down over a weekend
MOST_LETTER_TRIES = 76  # three days
MOST_DEATHS = 3  # workers that a job may have outlived; a job that kills them would go on for ever
SILENT = timedelta(seconds=60)  # since the last beat of a heart that has stopped
KEPT = timedelta(days=7)  # how long a row stays after its job has ended
DAY = timedelta(days=1)


class Queue(StrEnum):
    """Jobs of different queues do not wait for one another."""

    MAIL = "mail"
    DOCUMENTS = "documents"  # with mail the quick lane: somebody waits for it
    LONG = "long"  # what may take minutes, and nobody looks on


class Post(StrEnum):
    """How far a letter is."""

    WAITING = "waiting"
    HANDING_OVER = "handing over"  # the mail server is being given it, and has not said yet that it has it
    SENT = "sent"
    REFUSED = "refused"  # for good, by the mail server
    UNKNOWN = "unknown"  # the worker died while it handed the letter over
    OVER = "over"  # what it says was over before it could be sent


class Hopeless(Exception):
    """A job cannot succeed however often it is tried: it is given up at once."""


@dataclass(frozen=True, slots=True)
class WorkerName:
    """What a worker is called: the machine (and its start), the process, and the moment in which it began."""

    machine: str
    process: int
    began: int

    def __str__(self) -> str:
        return f"{self.machine[:36]}:{self.process}:{self.began}"

    @classmethod
    def of(cls, text: str) -> WorkerName | None:
        """The name that is written so; None if it is none."""
        machine, _, rest = text.partition(":")
        process, _, began = rest.partition(":")
        if not (machine and process.isdecimal() and began.isdecimal()):
            return None
        return cls(machine, int(process), int(began))


def again_after(tried: int, queue: str = "") -> timedelta | None:
    """How long to wait after this many tries that failed; None if that is enough. Letters are tried for three days."""
    if queue == Queue.MAIL and len(AGAIN_AFTER) < tried < MOST_LETTER_TRIES:
        return MAIL_AGAIN_AFTER
    return AGAIN_AFTER[tried - 1] if 0 < tried <= len(AGAIN_AFTER) else None


def has_stopped(seen_at: datetime | None, *, at: datetime) -> bool:
    """Whether a worker's heart has stopped; None for a worker that is not known."""
    return seen_at is None or at - seen_at > SILENT


def in_turn(waiting: Collection[str], *, running: Mapping[str, int], taken: Mapping[str, int]) -> list[str]:
    """The partnerships whose jobs wait, in the order in which they have their turn.

    First those for which least is being done now, among these whoever had a turn longest ago. `taken` is the number of
    each one's last turn.
    """
    return sorted(waiting, key=lambda one: (running.get(one, 0), taken.get(one, 0), one))
