"""What the supervising process waits for, safe to be set by a signal's handler. No Django.

An event of `threading` is not: a signal that comes while the main thread is on its way into `wait` finds the event's
lock taken by that very thread, and neither goes on.
"""

from __future__ import annotations

from contextlib import suppress
from queue import Empty, SimpleQueue

LOOK = 1.0  # seconds; covers the moment between a signal and the beginning of the wait


class Waking:
    """As much of `threading.Event` as granian's main loop uses."""

    def __init__(self) -> None:
        self._is_set = False
        self._calls: SimpleQueue[None] = SimpleQueue()

    def set(self) -> None:
        """Wake whoever waits."""
        self._is_set = True
        self._calls.put(None)

    def clear(self) -> None:
        """Let the next one wait again."""
        self._is_set = False

    def is_set(self) -> bool:
        """Whether it was set."""
        return self._is_set

    def wait(self) -> bool:
        """Wait until it is set."""
        while not self._is_set:
            with suppress(Empty):
                self._calls.get(timeout=LOOK)
        return True
