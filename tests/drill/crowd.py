"""Several people at once, each in a thread with a connection of their own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
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
    """What was sent and what was acknowledged, kept outside the server: in `path`, if given, synced before each act."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if path else None
        self.sent_again = 0
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
            if not self._send(visitor, address, text):
                return

    def send_again(self, visitor: Visitor, address: str) -> None:
        """Send what got no answer, or a refusal, once more, with the key that it had."""
        for text in sorted(self.sent - self.acknowledged):
            self.sent_again += self._send(visitor, address, text)

    def _send(self, visitor: Visitor, address: str, text: str) -> bool:
        """Whether there was an answer."""
        with self._lock:
            self.sent.add(text)
            self._write(f"sent {text}")
        try:
            answer = visitor.post(address, {"text": text, "colour": "red", "key": text})
        except (OSError, HTTPException):
            return False
        with self._lock:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
            self.waits.append(answer.seconds * 1000)
            if answer.status == 302:
                self.acknowledged.add(text)
                self._write(f"acknowledged {text}")
        return True

    def _write(self, line: str) -> None:
        if self._file is not None:
            os.write(self._file, f"{line}\n".encode())
            os.fdatasync(self._file)

    @staticmethod
    def read(path: Path) -> set[str]:
        """What was acknowledged, as the file tells."""
        words = (line.partition(" ") for line in path.read_text(encoding="utf-8").splitlines())
        return {text for word, _, text in words if word == "acknowledged"}

    def lost(self, found: list[str]) -> set[str]:
        """What was acknowledged and is not among the findings."""
        return self.acknowledged - set(found)

    def doubled(self, found: list[str]) -> list[str]:
        """What was sent once and is there more than once."""
        return [text for text in self.sent if found.count(text) > 1]

    def wait_of(self, percent: int) -> float:
        """Milliseconds that so many of a hundred waited at most."""
        return quantiles(self.waits, n=100)[percent - 1]

    @property
    def waited(self) -> str:
        """How long people waited, in words."""
        return f"p50 {self.wait_of(50):.0f} ms, p99 {self.wait_of(99):.0f} ms, longest {max(self.waits):.0f} ms"
