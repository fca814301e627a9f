"""What a command says: results on standard output, everything else on standard error. No Django."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from system_review.texts import shown

_has_reader = True
SLOW = 1.0  # seconds after which a person wonders what is going on


def ask_for_utf8() -> None:
    """Print UTF-8 into files and pipes on every system; on a terminal, never fail for a letter that it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def result(line: str) -> None:
    """A line of the answer, on standard output."""
    print(line)


def say_as_json() -> None:
    """From now on, what is said beside is a line of JSON as those of the log: nobody sits at the keyboard."""
    global _has_reader
    _has_reader = False


def say(sentence: str) -> None:
    """A line for the person at the keyboard, on standard error. Control characters in it do nothing there."""
    line = on_terminal(sentence)
    if not _has_reader:
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"at": at, "level": "info", "from": "system_review.commands", "event": line})
    print(line, file=sys.stderr, flush=True)


def say_unexpected(problem: Exception) -> None:
    """What nobody foresaw, in one sentence. Python's development mode (`python -X dev`) shows where it happened."""
    say(
        f"Something went wrong that should not have ({type(problem).__name__}: {excerpt(str(problem), 300)}). "
        "What was not finished has not been stored."
    )
    if sys.flags.dev_mode:
        import traceback

        traceback.print_exception(problem)


def on_terminal(text: str) -> str:
    """The text with every control character but the line end made visible."""
    return shown(text).replace("\t", " ")


def excerpt(text: str, longest: int = 80) -> str:
    """The text on one line and not too long, for quoting in a sentence."""
    line = shown(" ".join(text.split()))
    return line if len(line) <= longest else line[: longest - 1] + "…"


@contextmanager
def telling(what: str) -> Iterator[None]:
    """Say `what` if the work inside takes longer than a second, and that it is done when it is."""
    done = threading.Event()
    told = threading.Event()

    def tell() -> None:
        if not done.wait(SLOW):
            told.set()
            say(f"{what} …")

    began = time.monotonic()
    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join(1)
    if told.is_set():
        say(f"{what}: done in {time.monotonic() - began:.0f} s")


@contextmanager
def steps(what: str, *, every: float = 10.0) -> Iterator[Callable[[str], None]]:
    """Like `telling`, for long work that says how far it is: told at most once in `every` seconds."""
    last = time.monotonic()

    def tell(step: str) -> None:
        nonlocal last
        if time.monotonic() - last >= every:
            last = time.monotonic()
            say(f"{what}: {step}")

    with telling(what):
        yield tell


@contextmanager
def only_sentence(log: str) -> Iterator[None]:
    """Keep a log's lines back while the work inside goes on: the person at the keyboard gets its one sentence."""
    logger = logging.getLogger(log)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Rows as lines with their columns below one another."""
    clean = [tuple(excerpt(text, 60) for text in row) for row in rows]
    widths = [max(len(text) for text in column) for column in zip(*clean, strict=True)]
    for row in clean:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def joined(names: Any) -> str:
    """Names for the end of a sentence: "a", "b", "c"; the first twenty of many."""
    return _in_one_line([excerpt(str(name)) for name in names])


def quoted(names: Any) -> str:
    """The same of names that people gave, which may have commas of their own."""
    return _in_one_line([f"“{excerpt(str(name))}”" for name in names])


def _in_one_line(names: list[str]) -> str:
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return ", ".join(names[:20]) + more
