"""`system-review frameworks`: which frameworks there are; checking a file; adding one."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from system_review.commands.files import read_file
from system_review.commands.saying import excerpt, joined, result, say, table
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.frameworks.snapshots import FrameworkSnapshot

USUAL = "contextual-safeguarding"
LARGEST = 4 * 1024 * 1024  # bytes of a framework file

SUMMARY = "list the frameworks; check or add a framework file"
DESCRIPTION = (
    "Without more, lists the frameworks that a review can be begun on: key and version, title, and how many parts. "
    "“check FILE” looks through a framework file and says what is to be mended; nothing is stored. “add FILE” adds it "
    "to the partnership, whose reviews can then be begun on it. A version that was added never changes: give an edited "
    "file another version."
)
EXAMPLES = (
    "system-review frameworks",
    "system-review frameworks check ours.yaml",
    "system-review frameworks add ours.yaml --partnership Eastmere",
)


def add_options(parser: ArgumentParser) -> None:
    """What to do, and the file."""
    what = ("list", "check", "add")
    parser.add_argument("what", nargs="?", choices=what, default="list", help="list, check or add (list)")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the framework file (YAML); - reads it from a pipe")


def run(asked: Namespace) -> int | None:
    """List, check or add."""
    if asked.what == "list":
        if asked.file is not None:
            raise Refused(Why("“list” takes no file. To look through one: system-review frameworks check FILE"))
        _list(asked)
        return None
    if asked.file is None:
        raise Refused(Why("Name the framework file: system-review frameworks {what} FILE", what=asked.what))
    return _check(asked) if asked.what == "check" else _add(asked)


def _list(asked: Namespace) -> None:
    from system_review.commands import starting

    starting.begin()
    from system_review.commands import acting
    from system_review.frameworks.queries import frameworks_for

    found = {snapshot.hash: snapshot for member in [None, *acting.actors(asked)] for snapshot in frameworks_for(member)}
    for line in table([_line(snapshot) for snapshot in found.values()]):
        result(line)


def _line(snapshot: FrameworkSnapshot) -> tuple[str, ...]:
    return (f"{snapshot.key} {snapshot.version}", snapshot.said(snapshot.title, snapshot.language), _size(snapshot))


def _size(snapshot: FrameworkSnapshot) -> str:
    stages = sum(len(stages) for _, _, stages in snapshot.sheets())
    return f"{len(snapshot.domains)} × {snapshot.said(snapshot.words.domain, snapshot.language)}, {stages} in all"


def _check(asked: Namespace) -> int | None:
    """Needs no database: nothing is stored, so it also works before anything is set up."""
    snapshot = _read(asked.file)
    if snapshot is None:
        return 2
    result(f"{excerpt(asked.file)} is in order: " + ", ".join(_line(snapshot)))
    return None


def _add(asked: Namespace) -> int | None:
    snapshot = _read(asked.file)
    if snapshot is None:
        return 2
    from system_review.commands import starting

    starting.begin()
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.frameworks.services import add_framework

    partnership = acting.the_partnership(asked)
    row = add_framework(snapshot=snapshot, by=acting.actor_in(partnership, asked), at=timezone.now())
    how = f"system-review new --framework {row.key}"
    say(f"{excerpt(row.title)} is now a framework of {excerpt(partnership.name)}: {how}")
    result(f"{row.key} {row.edition}")
    return None


def _read(name: str) -> FrameworkSnapshot | None:
    """The framework of a file; None after saying everything that is to be mended in it, a line each."""
    from system_review.frameworks.files import FrameworkFileProblem, read_framework

    data = read_file(name, largest=LARGEST)
    try:
        return read_framework(data, "standard input" if name == "-" else name)
    except FrameworkFileProblem as problem:
        say(str(problem))
        return None


def usual_framework(there: Sequence[FrameworkSnapshot]) -> FrameworkSnapshot:
    """The framework that a review is begun on when nobody says otherwise."""
    return next((snapshot for snapshot in there if snapshot.key == USUAL), there[0])


def framework_called(words: str, there: Sequence[FrameworkSnapshot]) -> FrameworkSnapshot:
    """The framework of this key, or key and version; of a key alone the highest version. Raises `Refused`."""
    key, _, version = words.strip().replace("@", " ").partition(" ")
    found = [s for s in there if s.key == key.lower() and version.strip() in ("", s.version)]
    if not found:
        names = joined(f"{s.key} {s.version}" for s in there)
        raise Refused(Why("There is no framework “{words}”. There are: {names}", words=excerpt(words), names=names))
    return max(found, key=lambda snapshot: _height(snapshot.version))


def _height(version: str) -> list[tuple[int, str]]:
    """A version for comparing: 1.10 is higher than 1.9."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.-]", version)]
