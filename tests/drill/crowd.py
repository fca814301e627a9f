"""Several people at once, each in a thread with a connection of their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from statistics import quantiles
from threading import Barrier, Lock
from typing import Any

from tests.bench.serving import Visitor


def crowd(visitors: list[Visitor], act: Callable[[int, Visitor], Any]) -> list[Any]:
    """What `act(0, first)`, `act(1, second)` … give when all of them start at the same moment."""
    start = Barrier(len(visitors))

    def run(which: int) -> Any:
        start.wait(60)
        try:
            return act(which, visitors[which])
        finally:
            visitors[which].close()

    with ThreadPoolExecutor(len(visitors)) as pool:
        return list(pool.map(run, range(len(visitors))))


class Ledger:
    """What was sent and what was acknowledged, kept outside the server."""

    def __init__(self) -> None:
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.statuses: dict[int, int] = {}
        self.waits: list[float] = []  # milliseconds
        self._lock = Lock()

    def write_findings(self, visitor: Visitor, address: str, name: str, *, until: float) -> None:
        """Post new findings one after another until that moment (of `time.monotonic`) or until the server is gone."""
        number = 0
        while time.monotonic() < until:
            text, number = f"{name} wrote {number}", number + 1
            with self._lock:
                self.sent.add(text)
            try:
                answer = visitor.post(address, {"text": text, "colour": "red", "key": text})
            except (OSError, HTTPException):
                return
            with self._lock:
                self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
                self.waits.append(answer.seconds * 1000)
                if answer.status == 302:
                    self.acknowledged.add(text)

    def lost(self, found: list[str]) -> set[str]:
        """What was acknowledged and is not among the findings."""
        return self.acknowledged - set(found)

    def doubled(self, found: list[str]) -> list[str]:
        """What was sent once and is there more than once."""
        return [text for text in self.sent if found.count(text) > 1]

    @property
    def waited(self) -> str:
        """How long people waited, in words."""
        cuts = quantiles(self.waits, n=100)
        return f"p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms, longest {max(self.waits):.0f} ms"
