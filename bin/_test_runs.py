"""Runs pytest once for each database and adds up. What was counted comes from tests/surroundings.py."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from _house import PYTHON, ROOT, Stop, neutral_surroundings
from _tools import on_ci

LONGEST = 25 * 60  # seconds for all runs together on CI, where somebody has to end a run that hangs
WORKERS = str(min(4, os.cpu_count() or 2))


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
    deadline = time.monotonic() + LONGEST if on_ci() else None
    runs = []
    for database in databases:
        print(f"\n=== {database} ===", flush=True)
        runs.append(_run_on(database, arguments, deadline))
    return _closing(runs)


def _terminated(number: int, frame: object) -> None:
    raise SystemExit(128 + number)  # an exception, so that pytest and PostgreSQL are ended too


def _run_on(database: str, arguments: list[str], deadline: float | None) -> Run:
    began = time.monotonic()
    result = Run(database)
    with tempfile.TemporaryDirectory(prefix="sr-test-", ignore_cleanup_errors=True) as folder:
        try:
            if database == "SQLite":
                _pytest(result, arguments, Path(folder), {}, deadline)
            else:
                with _postgres() as url:
                    _pytest(result, ["--database-only", *arguments], Path(folder), {"DATABASE_URL": url}, deadline)
        except Stop as stop:
            result.missing.append(str(stop))
            result.trouble = "nothing was run" if on_ci() else ""
    result.seconds = time.monotonic() - began
    return result


def _pytest(result: Run, arguments: list[str], folder: Path, extra: dict[str, str], deadline: float | None) -> None:
    counts = folder / "counts.json"
    # Whatever the tests leave behind, even when they are ended from outside, goes away with this folder.
    env = {**neutral_surroundings(), "TMPDIR": str(folder), "SYSTEM_REVIEW_TEST_COUNTS": str(counts), **extra}
    parallel = [] if set(arguments) - {"--database-only"} else ["-n", WORKERS, "--dist", "loadfile"]
    process = subprocess.Popen([str(PYTHON), "-m", "pytest", *parallel, *arguments], cwd=ROOT, env=env)
    try:
        code = process.wait(None if deadline is None else max(1.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
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
