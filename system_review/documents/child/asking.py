"""The parent's side: start a child, give it a file, take one bounded line, and leave nothing of it behind.

A child that dies is a normal answer. Standard library only.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from system_review.documents.child import LONGEST_ANSWER

ROOT = str(Path(__file__).resolve().parents[3])
START = (
    "import os, sys; sys.path[:0] = sys.argv.pop(1).split(os.pathsep); "
    "from system_review.documents.child.inside import main; main()"
)
TO_END = 1.0  # seconds that a child which says nothing more may take to end by itself
LOOK = 0.01  # seconds between two looks whether it has


class Ending(StrEnum):
    """How it went."""

    ANSWERED = "answered"
    TOO_LONG = "too long"
    TOO_LARGE = "too large"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a child: its line if it answered, and how it ended (a signal's number below 0) if it did not."""

    ending: Ending
    line: bytes = b""
    code: int | None = None


def command(*, memory: int, seconds: int) -> list[str]:
    """How the child is started: a Python of its own that looks at no setting and writes nothing.

    It finds packages where this process finds them, also those that were installed for one user.
    """
    places = [ROOT, *(path for path in sys.path if path.endswith("-packages"))]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, os.pathsep.join(places), str(memory), str(seconds)]


def ask(started: Sequence[str], given: Sequence[bytes], *, within: float, longest: int = LONGEST_ANSWER) -> Heard:
    """Start a child, write `given` to it, and wait for one line of at most `longest` bytes, `within` so many seconds.

    It and whatever it started are gone afterwards, however it went.
    """
    until = time.monotonic() + within
    child = subprocess.Popen(
        started,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
        cwd=os.sep,
        bufsize=0,
        start_new_session=True,
    )
    feeding = threading.Thread(target=_feed, args=(child, given), daemon=True)
    line = bytearray()
    hearing = threading.Thread(target=_hear, args=(child, line, longest), daemon=True)
    code: int | None = None
    try:
        feeding.start()
        hearing.start()
        hearing.join(max(0.0, until - time.monotonic()))
        timed_out = hearing.is_alive()
        if not timed_out and not line.endswith(b"\n"):
            code = _ended(child, until=min(until, time.monotonic() + TO_END))
    finally:
        _end(child)
        hearing.join(TO_END)
        feeding.join(TO_END)
        _close(child)
    return _heard(bytes(line), code, timed_out=timed_out, longest=longest)


def _heard(line: bytes, code: int | None, *, timed_out: bool, longest: int) -> Heard:
    if timed_out:
        return Heard(Ending.TOO_LONG)
    if line.endswith(b"\n"):
        return Heard(Ending.ANSWERED, line)
    if len(line) > longest:
        return Heard(Ending.TOO_LARGE)
    if code is not None and -code == getattr(signal, "SIGXCPU", None):
        return Heard(Ending.TOO_LONG, code=code)
    if code is not None and -code in (signal.SIGABRT, getattr(signal, "SIGKILL", None)):
        return Heard(Ending.TOO_LARGE, code=code)  # how parsers written in C end when they get no more memory
    return Heard(Ending.DIED, code=code)


def _feed(child: subprocess.Popen[bytes], given: Sequence[bytes]) -> None:
    assert child.stdin is not None  # noqa: S101  # asked for above
    with contextlib.suppress(OSError, ValueError):  # it has ended, or wants no more: what it says about it is heard
        for part in given:
            rest = memoryview(part)
            while rest:
                rest = rest[child.stdin.write(rest) :]
        child.stdin.close()


def _hear(child: subprocess.Popen[bytes], line: bytearray, longest: int) -> None:
    assert child.stdout is not None  # noqa: S101  # asked for above
    with contextlib.suppress(OSError, ValueError):
        while len(line) <= longest and (part := child.stdout.read(1 << 20)):
            line += part.partition(b"\n")[0] + (b"\n" if b"\n" in part else b"")
            if line.endswith(b"\n"):
                return


def _ended(child: subprocess.Popen[bytes], *, until: float) -> int | None:
    """The code of a child that ended by itself. It is not reaped yet, so that its group still has its number."""
    if not hasattr(os, "waitid"):
        with contextlib.suppress(subprocess.TimeoutExpired):
            return child.wait(max(0.0, until - time.monotonic()))
        return None
    while True:
        if found := os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
        if time.monotonic() >= until:
            return None
        time.sleep(LOOK)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child's whole group, and reap the child."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _surroundings() -> dict[str, str]:
    """Nothing of ours; on Windows the one name without which no program starts.

    Pydantic is told to look for no plugins: it would read what is known of every package installed.
    """
    # because the child is to get no surroundings: this is what is left over, and no setting
    own = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {**own, "PYDANTIC_DISABLE_PLUGINS": "__all__"}
