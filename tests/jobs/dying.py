"""Workers that are killed at their first, second, third … step, until one lives through its job. A program of its own.

    python -m tests.jobs.dying KIND MEMBER STRIDE

does so for one kind of job, for the member with this number (or the first one), and prints a line of JSON for every
worker: at which step it was killed (null for the one that lived), and what had become of the job once other workers had
done their part.

A step is a statement of the database or a commit, before and after it, or the mail server's taking of a letter. STRIDE
1 kills at every step; with 1.3 each step lies 1.3 times as far.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django


class Killer:
    """Ends this process without warning at its step of this number."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any, **named: Any) -> Any:
            self.step()
            answer = do(*given, **named)
            self.step()
            return answer

        return done

    def statement(self, execute: Callable[..., Any], *given: Any) -> Any:
        return self.around(execute)(*given)


@dataclass(frozen=True)
class Kind:
    """How a job is put into the queue, giving a number; and what has become of the thing with this number."""

    begin: Callable[[Any, int], int]
    told: Callable[[Any, int], dict[str, Any]]


def worker(killed_at: int | None) -> bool:
    """Do what waits in a process of its own; whether it lived."""
    from django.db import connection

    connection.close()
    pid = os.fork()
    if pid == 0:
        try:
            _work(killed_at)
            os._exit(0)
        except BaseException as problem:  # noqa: BLE001 - a child must never come back into the parent's loop
            print(repr(problem), file=sys.stderr, flush=True)
            os._exit(3)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"A worker ended with {os.WEXITSTATUS(status)}")
    return not os.WIFSIGNALED(status)


def _work(killed_at: int | None) -> None:
    from django.db import connection

    from system_review.jobs.running import run_waiting
    from system_review.people import postbox

    if killed_at is not None:
        killer = Killer(killed_at)
        connection.execute_wrappers.append(killer.statement)
        connection._commit = killer.around(connection._commit)  # type: ignore[method-assign]
        postbox._WithAnEnd.data = killer.around(postbox._WithAnEnd.data)  # type: ignore[method-assign]
    run_waiting()


def recover() -> int:
    """What the next workers do: put back what the dead one held, and do it; how many rounds that took."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from system_review.jobs.running import is_gone
    from system_review.jobs.services import put_back

    for rounds in range(5):
        put_back(at=timezone.now(), is_gone=is_gone)
        ready = DBTaskResult.objects.filter(status="READY")
        if not ready.update(run_after=timezone.now()):
            return rounds
        worker(None)
    raise RuntimeError("Jobs go on for ever")


def main(kind: str, member: str, stride: str) -> None:
    """Kill workers further and further on."""
    django.setup()
    from django_tasks_db.models import DBTaskResult

    from system_review.audit.queries import verify
    from system_review.partnerships.models import Member
    from tests.jobs.dying_kinds import KINDS, read_once

    people = Member.unscoped.select_related("partnership", "person").exclude(person=None)
    by = people.get(pk=int(member)) if member != "first" else people.earliest("pk")
    if kind == "document" and float(stride) == 1:
        read_once()  # hundreds of times would take an hour
    at, lived = 1, False
    while not lived:
        DBTaskResult.objects.all().delete()
        number = KINDS[kind].begin(by, at)
        lived = worker(at)
        recover()
        left = sorted(DBTaskResult.objects.order_by().values_list("status", flat=True).distinct())
        told = {"killed_at": None if lived else at, "left": left, **KINDS[kind].told(by, number)}
        print(json.dumps(told | {"whole": not any(verify().values())}), flush=True)
        at = max(at + 1, int(at * float(stride)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "system_review.config.settings")
    main(*sys.argv[1:])
