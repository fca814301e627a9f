"""Two acts at the same moment: the first is held before one of its statements until the second is through or waits.

What stands at the end must be what one of the two orders, one after the other, would have left.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections, transaction

from system_review.errors import ChangedMeanwhile, Problem

PATIENCE = 30.0  # seconds until an act that neither ends nor waits counts as hung
A_LOCK_SHOWS_AFTER = 0.15  # seconds: SQLite does not tell that somebody waits for its one writer

TOLD = "not done, and told"

Act = Callable[[], Any]


@dataclass
class Held:
    """An act in a thread and a connection of its own, held before its statement number `before` (from 0)."""

    act: Act
    before: int

    def __post_init__(self) -> None:
        self.statements = 0
        self.outcome = ""
        self.backend: int | None = None
        self.is_held, self.may_go, self.is_done = threading.Event(), threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin the act."""
        self._thread.start()

    def wait_until_held_or_done(self) -> None:
        """Return once it is held or done. Raises `TimeoutError`."""
        end = time.monotonic() + PATIENCE
        while not (self.is_held.is_set() or self.is_done.is_set()):
            if time.monotonic() > end:
                raise TimeoutError("an act neither ended nor came to its statement")
            time.sleep(0.001)

    def wait_until_done_or_waiting(self) -> None:
        """Return once it is done, or waits for a lock of somebody else."""
        began = time.monotonic()
        while not self.is_done.is_set():
            if self._waits_for_a_lock(time.monotonic() - began):
                return
            if time.monotonic() - began > PATIENCE:
                raise TimeoutError("an act neither ended nor waited for a lock")
            time.sleep(0.002)

    def let_go(self) -> None:
        """Let it run to its end, and wait for that. Raises `TimeoutError`."""
        self.may_go.set()
        if not self.is_done.wait(PATIENCE):
            raise TimeoutError("an act did not end")
        self._thread.join()

    def _waits_for_a_lock(self, seconds: float) -> bool:
        if connection.vendor != "postgresql":
            return seconds > A_LOCK_SHOWS_AFTER
        if self.backend is None:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", [self.backend])
            row = cursor.fetchone()
        return row is not None and row[0] == "Lock"

    def _run(self) -> None:
        try:
            connection.ensure_connection()
            if connection.vendor == "postgresql":
                self.backend = connection.connection.info.backend_pid
            with connection.execute_wrapper(self._counting), transaction.atomic():
                self.act()
                self._come_to_a_statement()  # its commit
            self.outcome = "done"
        except (Problem, ChangedMeanwhile):  # which of the sentences it is may depend on who was faster
            self.outcome = TOLD
        except Exception as fault:  # noqa: BLE001 - whatever a person would see as a fault belongs to the outcome
            self.outcome = f"fault: {fault!r}"
        finally:
            connections.close_all()
            self.is_done.set()

    def _counting(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        self._come_to_a_statement()
        return execute(sql, parameters, many, context)

    def _come_to_a_statement(self) -> None:
        if self.statements == self.before:
            self.is_held.set()
            self.may_go.wait(PATIENCE)
        self.statements += 1


NEVER = -1  # no statement has this number


def one_after_the_other(first: Act, second: Act) -> tuple[str, str]:
    """How both acts end, in the order of the arguments, when the second begins after the first."""
    outcomes = []
    for act in (first, second):
        alone = Held(act, NEVER)
        alone.start()
        alone.let_go()
        outcomes.append(alone.outcome)
    return outcomes[0], outcomes[1]


def at_once(first: Act, second: Act, *, before: int) -> tuple[str, str] | None:
    """How both acts end when the second begins while the first is held before a statement; None: it has no such one."""
    slow, quick = Held(first, before), Held(second, NEVER)
    slow.start()
    slow.wait_until_held_or_done()
    if not slow.is_held.is_set():
        slow.let_go()
        return None
    quick.start()
    quick.wait_until_done_or_waiting()
    slow.let_go()
    quick.let_go()
    return slow.outcome, quick.outcome
