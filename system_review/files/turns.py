"""Waiting for servers elsewhere (scanner, bucket): two at once at most, so that most threads go on answering pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2  # of the four threads that answer
PATIENCE = 1.0  # seconds that another waits for its turn

_turns = threading.BoundedSemaphore(AT_ONCE)


class Busy(OSError):
    """Others are waiting for the same servers already."""


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, and give it back. Raises `Busy`."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy("others are waiting already")
    try:
        yield
    finally:
        _turns.release()
