"""Reading a stranger's file safely: the way from bytes to passages and what they are taken for. No Django.

The file is parsed by a child process that has limits and no doors (`child`); this side only starts it, listens for a
bounded answer, and checks it. Whatever goes wrong ends as `Refused` with one sentence, and a line in the log that says
nothing of what stands in the file.
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from system_review.documents.carried import unpacked, unpacked_why
from system_review.documents.child import asking
from system_review.documents.child.asking import Ending, Heard
from system_review.documents.child.walls import Wall
from system_review.documents.columns import Unfit
from system_review.documents.interpreter.understanding import Understanding
from system_review.documents.readers.passages import Reading
from system_review.errors import Refused, Why
from system_review.frameworks.snapshots import FrameworkSnapshot

LARGEST = 25 * 1024 * 1024  # bytes
ORDINARY = 5 * 1024 * 1024  # bytes up to which a file has the ordinary time
SECONDS, SECONDS_IF_LARGE = 10, 60
MEMORY = 512 * 1024 * 1024  # bytes

TOO_LARGE = Why("This file is too large to read safely. Bring it in in parts, or copy its text and paste it.")
TOO_LONG = Why("This file took too long to read. Bring it in in parts, or copy its text and paste it.")
BROKEN = Why(
    "This file could not be read: something in it is broken. Open it where it was made, save it anew, and bring "
    "that in."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read, and what it was understood to say if a framework was given."""

    kind: str
    sha256: str
    reading: Reading
    understanding: Understanding | None
    walls: tuple[Wall, ...] = ()  # those that stood round its reader


def read_safely(
    data: bytes,
    *,
    name: str = "",
    kind: str = "",
    framework: FrameworkSnapshot | None = None,
    base: date | None = None,
) -> ReadFile:
    """Read a file in a child process, and understand it by the framework if one is given.

    `kind` is only for what is known without looking ("pasted"); a file's kind is decided by its content, and its
    `name` at most explains. `base` is the day that words such as "next month" count from. Raises `Refused`.
    """
    if len(data) > LARGEST:
        raise Refused(Why("This file is larger than {most} MB. Bring it in in parts.", most=LARGEST // 1024 // 1024))
    digest = hashlib.sha256(data).hexdigest()
    seconds = SECONDS if len(data) <= ORDINARY else SECONDS_IF_LARGE
    asked = {
        "size": len(data),
        "name": name,
        "kind": kind,
        "framework": framework.model_dump(mode="json") if framework else None,
        "base": base.isoformat() if base else None,
    }
    header = json.dumps(asked, separators=(",", ":")).encode() + b"\n"
    heard = asking.ask(asking.command(memory=MEMORY, seconds=seconds), (header, data), within=seconds)
    with _nothing_collected():
        return _made_of(heard, digest, len(data))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Look for no garbage meanwhile: a long list becomes a hundred thousand small things, and none of them is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def standing_walls() -> tuple[Wall, ...]:
    """Which walls stand round a reader on this system."""
    return read_safely(b"a word", name="a.txt").walls


def _made_of(heard: Heard, digest: str, size: int) -> ReadFile:
    if heard.ending is not Ending.ANSWERED:
        why = {Ending.TOO_LONG: TOO_LONG, Ending.TOO_LARGE: TOO_LARGE}.get(heard.ending, BROKEN)
        _refuse(why, digest, size, f"{heard.ending}, code {heard.code}")
    try:
        answer = json.loads(heard.line)
        if why_refused := answer.get("refused"):
            _refuse(unpacked_why(why_refused), digest, size, "refused by its reader")
        if failed := answer.get("failed"):
            why = {"memory": TOO_LARGE}.get(failed, BROKEN)
            _refuse(why, digest, size, f"{str(failed)[:60]} at {str(answer.get('at', ''))[:100]}")
        return _read_file(answer, digest)
    except (Unfit, ValueError, AttributeError, KeyError, TypeError, RecursionError) as problem:
        _refuse(BROKEN, digest, size, f"an answer that does not fit ({type(problem).__name__})")


def _read_file(answer: dict[str, Any], digest: str) -> ReadFile:
    reading = unpacked(Reading, answer["reading"])
    understanding = unpacked(Understanding, answer["understanding"]) if "understanding" in answer else None
    if understanding is not None:
        _check_stretches(reading, understanding)
    return ReadFile(
        kind=str(answer["kind"])[:20],
        sha256=digest,
        reading=reading,
        understanding=understanding,
        walls=tuple(Wall(wall) for wall in answer["walls"]),
    )


def _check_stretches(reading: Reading, understanding: Understanding) -> None:
    """Raise `Unfit` for what points at passages or suggestions that are not there."""
    lengths = [len(passage.text) for passage in reading.passages]
    count = len(understanding.suggestions)
    for suggestion in understanding.suggestions:
        if suggestion.under is not None and suggestion.under >= count:
            raise Unfit("no such suggestion")
        for stretch in suggestion.stretches:
            if stretch.passage >= len(lengths) or not stretch.start < stretch.end <= lengths[stretch.passage]:
                raise Unfit("no such stretch")
    for question in understanding.questions:
        changed = (number for each in question.answers for number in each.changes)
        if not all(0 <= number < count for number in (*question.about, *changed)):
            raise Unfit("no such suggestion")


def _refuse(why: Why, digest: str, size: int, cause: str) -> NoReturn:
    _log.warning("A file was not read: %s (%d bytes, sha256 %s)", cause, size, digest)
    raise Refused(why)
