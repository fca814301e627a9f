"""Jobs for tests: they note in a file that they began and ended, and with which worker."""

from __future__ import annotations

import os
import time
from pathlib import Path

from system_review.jobs.rules import Queue
from system_review.jobs.services import job

NOTES = "TEST_NOTES"  # the environment's name for the file

done: list[int] = []
given_up: list[int] = []


def note(what: str, number: int) -> None:
    """Add a line to the file; lines this short are written whole."""
    with Path(os.environ[NOTES]).open("a", encoding="ascii") as file:
        file.write(f"{what} {number} {os.getpid()}\n")


@job(queue=Queue.DOCUMENTS, about="a test")
def quick(number: int) -> None:
    """Be done at once."""
    note("began", number)


@job(queue=Queue.DOCUMENTS, about="a test")
def slow(number: int) -> None:
    """Take three seconds."""
    note("began", number)
    time.sleep(3)
    note("ended", number)


@job(queue=Queue.MAIL, about="a test")
def letter(number: int) -> None:
    """Be done at once, in the other queue."""
    note("sent", number)


@job(queue=Queue.MAIL, about="a test")
def slow_letter(number: int) -> None:
    """Take two seconds, in the queue whose jobs cannot be taken back."""
    note("began", number)
    time.sleep(2)
    note("ended", number)


@job(queue=Queue.MAIL, about="a test")
def remembered(number: int) -> None:
    """Be done in the test's own process."""
    done.append(number)


def _told(number: int) -> None:
    given_up.append(number)


@job(queue=Queue.DOCUMENTS, about="a test", given_up=_told)
def failing(number: int) -> None:
    """Fail each time."""
    raise ValueError(f"somebody's words {number}")
