"""`system-review worker`: does what waits in the queue: documents to read, letters to send."""

from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace

from system_review.commands.saying import say, say_as_json
from system_review.config import environment

SUMMARY = "do what waits: read documents, send letters (“serve” starts one by itself)"
DESCRIPTION = (
    "Does what waits in the queue, until Ctrl+C ends it: reading documents that were brought in, sending letters. "
    "“serve” and “demo” run one by themselves. Run more on other machines that share the same PostgreSQL database."
)
EXAMPLES = ("system-review worker", "DATABASE_URL=postgresql://… system-review worker")


def add_options(parser: ArgumentParser) -> None:
    """One that `serve` uses on the worker that it starts."""
    parser.add_argument("--under", type=int, metavar="PROCESS", help=SUPPRESS)


def run(asked: Namespace) -> int:
    """Work until ended; the exit code."""
    if environment.log()[0] == "json":
        say_as_json()
    if asked.under is not None:
        _end_with(asked.under)
    from system_review.commands import starting

    starting.begin()
    from system_review.jobs.running import work

    if asked.under is None:
        say("Doing what waits (Ctrl+C ends it).")
    return work(parent=asked.under)


def _end_with(parent: int) -> None:
    """Have Linux end this process with the one that started it; `work` looks too, for other systems."""
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit(0)
