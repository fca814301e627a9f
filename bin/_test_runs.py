"""Runs pytest once for each database, both at the same time, and adds up. What was counted comes from
tests/surroundings.py.

At the same time, since half of a run is spent waiting: for a page in the browser, for a process to end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from _house import PYTHON, ROOT, Stop, neutral_surroundings
from _tools import on_ci

LONGEST = 29 * 60  # seconds for all runs together on CI, where somebody has to end a run that hangs
LOOK = 0.5  # seconds between two looks whether a run has to be over
CORES = min(4, os.cpu_count() or 2)
# Half of what is tried on SQLite is tried in a browser and waits for it, so one more process than there are cores.
WORKERS = {"SQLite": CORES + 1, "PostgreSQL": CORES}


@dataclass
class Run:
    """What became of the tests on one database. `trouble` says why it counts as failed whatever was counted."""

    database: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    trouble: str = ""
    missing: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        minutes, seconds = divmod(round(self.seconds), 60)
        trouble = f": {self.trouble}" if self.trouble else ""
        return f"{self.database}: {self.counts} ({minutes}m {seconds:02d}s){trouble}"

    @property
    def counts(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run(databases: list[str], arguments: list[str]) -> int:
    """Run the tests on these databases ("SQLite", "PostgreSQL"), print the counts, and return the exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    limits = Limits(time.monotonic() + LONGEST if on_ci() else None)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        first, *further = [Run(database) for database in databases]
        beside = [threading.Thread(target=_run_beside, args=(one, arguments, limits, said)) for one in further]
        try:
            for thread in beside:
                thread.start()
            print(f"\n=== {first.database} ===", flush=True)
            _run_on(first, arguments, limits, None)
            for thread in beside:
                thread.join()
        finally:
            limits.is_over.set()  # also where we are ended: then they are too
            for thread in beside:
                thread.join()
        for one in further:
            said.seek(0)
            print(f"\n=== {one.database} ===\n{said.read()}", flush=True)
    return _closing([first, *further])


@dataclass
class Limits:
    """When all runs have to be over: at a moment, if any, or as soon as somebody says so."""

    deadline: float | None
    is_over: threading.Event = field(default_factory=threading.Event)

    def reached(self) -> bool:
        """Whether they have to be over now."""
        return self.is_over.is_set() or (self.deadline is not None and time.monotonic() > self.deadline)


def _terminated(number: int, frame: object) -> None:
    raise SystemExit(128 + number)  # an exception, so that pytest and PostgreSQL are ended too


def _run_beside(result: Run, arguments: list[str], limits: Limits, said: IO[str]) -> None:
    """The same in a thread: whatever ends it before its time is no success."""
    result.trouble, done = "broken off", Run(result.database)
    _run_on(done, arguments, limits, said)
    vars(result).update(vars(done))


def _run_on(result: Run, arguments: list[str], limits: Limits, said: IO[str] | None) -> None:
    """Run the tests on one database. What they print goes into the file `said`, if one is given."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sr-test-", ignore_cleanup_errors=True) as folder:
        try:
            if result.database == "SQLite":
                _pytest(result, arguments, Path(folder), {}, limits, said)
            else:
                with _postgres() as url:
                    only = ["--database-only", *arguments]
                    _pytest(result, only, Path(folder), {"DATABASE_URL": url}, limits, said)
        except Stop as stop:
            result.missing.append(str(stop))
            result.trouble = "nothing was run" if on_ci() else ""
    result.seconds = time.monotonic() - began


def _pytest(
    result: Run, arguments: list[str], folder: Path, extra: dict[str, str], limits: Limits, said: IO[str] | None
) -> None:
    counts = folder / "counts.json"
    # Whatever the tests leave behind, even when they are ended from outside, goes away with this folder.
    env = {**neutral_surroundings(), "TMPDIR": str(folder), "SYSTEM_REVIEW_TEST_COUNTS": str(counts), **extra}
    together = ["-n", str(WORKERS[result.database]), "--dist", "loadfile", "--no-loadscope-reorder"]
    parallel = [] if set(arguments) - {"--database-only"} else together
    command = [str(PYTHON), "-m", "pytest", *parallel, *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=said)
    try:
        code = _ended(process, limits)
        if code is None:
            code, result.trouble = 1, "ended, since it took too long"
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(10)
    if counts.exists():
        for name, number in json.loads(counts.read_text(encoding="utf-8")).items():
            setattr(result, name, number)
    if code and not result.failed and not result.trouble:
        result.trouble = "nothing was collected" if code == 5 else f"pytest ended with code {code}"


def _ended(process: subprocess.Popen[bytes], limits: Limits) -> int | None:
    """The code that the process ended with; None if it had to be over before."""
    while not limits.reached():
        with suppress(subprocess.TimeoutExpired):
            return process.wait(LOOK)
    return None


@contextmanager
def _postgres() -> Iterator[str]:
    """A throw-away PostgreSQL; its address. It ends with us, however we end: it waits for our end of the pipe."""
    server = subprocess.Popen(
        [str(PYTHON), "-m", "tests.postgres"],
        cwd=ROOT,
        env=neutral_surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,  # Ctrl+C is for pytest; the server ends after it
    )
    assert server.stdin and server.stdout and server.stderr  # for the type checker: all three are pipes
    try:
        url = server.stdout.readline().strip()
        if not url:
            raise Stop(f"PostgreSQL could not be started: {server.stderr.read().strip()[-1000:]}")
        yield url
    finally:
        server.stdin.close()
        server.wait(30)


def _closing(runs: list[Run]) -> int:
    print()
    for reason in sorted({reason for run in runs for reason in run.missing}):
        print(f"NOT TESTED: {reason}")
    for run in runs:
        print(run)
    total = Run("", *(sum(getattr(run, name) for run in runs) for name in ("passed", "failed", "skipped")))
    print(total.counts, flush=True)
    bad = total.failed or any(run.trouble for run in runs)
    if not bad and not total.passed:
        print("No test passed, so this does not count as success.", file=sys.stderr)
    return 1 if bad or not total.passed else 0
