"""A mixed load for a long time (V4): memory, open files and the write-ahead log do not grow.

Ten minutes; SOAK_MINUTES in the environment makes it thirty, as often as a release asks for it.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.bench.filled import changed_finding
from tests.bench.serving import Server, Visitor

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
SETTLED = min(5.0, MINUTES / 2)  # minutes after which nothing may grow any more
GROWTH, WAL = 1.05, 64_000_000
PEOPLE, SAVING = 4, 20  # one of so many requests saves


@dataclass
class Look:
    """How large everything is at one moment."""

    minute: float
    memory: dict[int, int]
    files: dict[int, int]
    wal: int


def test_nothing_grows(filled, tell):
    looks: list[Look] = []
    with Server(filled.place) as server:
        first = Visitor.signed_in(server)
        time.sleep(5)  # the worker begins a moment later
        ended, statuses, count = threading.Event(), set(), [0]

        def work(which: int) -> None:
            visitor, number = first.another(), 0
            form = f"/{filled.names['partnership']}/findings/{filled.names['findings'][which]}/"
            version = int(visitor.form(form).partition('name="version" value="')[2].partition('"')[0])
            pages = [
                filled.address(each) for each in ("/{partnership}/reviews/{review}/", "/{partnership}/", "/guide/")
            ]
            while not ended.is_set():
                number += 1
                if number % SAVING:
                    answer = visitor.get(pages[number % 3])
                else:
                    answer = visitor.post(form, changed_finding(version))
                    version += 1
                statuses.add(answer.status)
                count[0] += 1
                time.sleep(0.02)

        people = [threading.Thread(target=work, args=(which,)) for which in range(PEOPLE)]
        for one in people:
            one.start()
        began = time.monotonic()
        try:
            while (passed := time.monotonic() - began) < MINUTES * 60:
                looks.append(_look(server, filled.place.folder, passed / 60))
                time.sleep(10)
        finally:
            ended.set()
            for one in people:
                one.join()

    settled = [look for look in looks if look.minute >= SETTLED]
    early, late = settled[: len(settled) // 3 or 1], settled[-(len(settled) // 3 or 1) :]
    growth = max(_mean(late, pid, "memory") / _mean(early, pid, "memory") for pid in looks[-1].memory)
    files = {pid: (early[0].files.get(pid, 0), late[-1].files[pid]) for pid in looks[-1].files}
    largest = max(look.wal for look in looks)
    tell(f"{count[0]} requests in {MINUTES:.0f} minutes, {count[0] / MINUTES / 60:.0f} a second; {sorted(statuses)}")
    memory = ", ".join(f"{one / 1e6:.0f}" for one in looks[-1].memory.values())
    tell(f"memory of each process {memory} MB, growth after minute {SETTLED:.0f}: {growth:.3f}")
    tell(f"open files {files}; largest write-ahead log {largest / 1e6:.1f} MB")
    assert statuses == {200, 302}
    assert looks[0].memory.keys() == looks[-1].memory.keys()  # no process died
    assert growth < GROWTH
    assert all(now <= before * GROWTH + 2 for before, now in files.values())
    assert largest < WAL


def _mean(looks: list[Look], pid: int, name: str) -> float:
    values = [getattr(look, name)[pid] for look in looks if pid in getattr(look, name)]
    return sum(values) / len(values)


def _look(server: Server, folder: Path, minute: float) -> Look:
    processes = server.processes()
    wal = folder / "system-review.sqlite3-wal"
    return Look(
        minute,
        {one.pid: one.memory_info().rss for one in processes},
        {one.pid: one.num_fds() for one in processes if psutil.POSIX},
        wal.stat().st_size if wal.exists() else 0,
    )


pytestmark = pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
