"""Files that a command is given, and the ones it writes: whole or not at all. No Django."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from system_review.commands.causes import why_system
from system_review.commands.saying import excerpt
from system_review.errors import Refused, Why

Part = IO[bytes]


def read_file(name: str, *, largest: int) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises `Refused`, also for more than `largest` bytes."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(largest + 1)
        else:
            with open(name, "rb") as file:
                if stat.S_ISDIR(os.fstat(file.fileno()).st_mode):
                    raise IsADirectoryError(name)
                data = file.read(largest + 1)
    except OSError as problem:
        raise Refused(why_system(problem, name)) from problem
    if len(data) > largest:
        raise Refused(Why("{name} is larger than {size} MB", name=excerpt(name, 200), size=largest // 1024 // 1024))
    return data


def destination(name: str, *, overwrite: bool) -> Path:
    """Where to write, before any work is done for it. Raises `Refused` if it cannot be written there."""
    path = Path(os.path.realpath(os.path.expanduser(name)))
    shown = excerpt(name, 200)
    try:
        if path.is_dir() or name.endswith(("/", os.sep)):
            raise Refused(Why("{name} is a folder: add the name of the file", name=shown))
        if path.exists() and not path.is_file():
            raise Refused(Why("{name} is not an ordinary file: name one, or - for standard output", name=shown))
        if path.exists() and not overwrite:
            raise Refused(_there_already(shown))
        if not path.parent.is_dir():
            raise Refused(Why("There is no folder {folder}: make it first", folder=excerpt(str(path.parent), 200)))
        # Whether the folder can be written is told before the work.
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part"):
            pass
    except OSError as problem:
        raise Refused(_why_not_written(problem, shown)) from problem
    return path


def write_whole(path: Path, data: bytes, *, overwrite: bool, mask: int) -> None:
    """Write a file beside its place and move it there, so that it is there whole or not at all. Raises `Refused`."""
    with part_beside(path) as file:
        file.write(data)
        move_into_place(file, path, overwrite=overwrite, mask=mask)


@contextmanager
def part_beside(path: Path) -> Iterator[Part]:
    """A half-made file beside its place. Gone at the end if it was not moved. Raises `Refused`."""
    half_made: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            half_made = Path(file.name)
            yield file
    except OSError as problem:
        raise Refused(_why_not_written(problem, excerpt(str(path), 200))) from problem
    finally:
        if half_made is not None:
            half_made.unlink(missing_ok=True)


def move_into_place(part: Part, path: Path, *, overwrite: bool, mask: int) -> None:
    """Move what `part_beside` gave, all written, to its place.

    `mask` is the person's own umask: the file is theirs, for whomever they usually let read.
    """
    part.flush()
    os.fsync(part.fileno())
    part.close()
    half_made = Path(part.name)
    half_made.chmod(0o666 & ~mask)
    _into_place(half_made, path, overwrite)


def _into_place(half_made: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        os.replace(half_made, path)
        return
    try:
        os.link(half_made, path)  # fails if somebody made such a file meanwhile
    except FileExistsError:
        raise Refused(_there_already(excerpt(str(path), 200))) from None
    except OSError:
        if path.exists():
            raise
        os.replace(half_made, path)  # a file system without links


def write_to_output(data: bytes, *, is_text: bool) -> None:
    """Write a document to standard output. Raises `Refused` for one that would confuse a terminal."""
    if sys.stdout.isatty() and not is_text:
        raise Refused(Why("A terminal cannot show this document: name a file after --output, or send it on with >"))
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _there_already(name: str) -> Why:
    return Why("{name} is there already: name another file, or add --overwrite", name=name)


def _why_not_written(problem: OSError, name: str) -> Why:
    return Why("Nothing was written. {said}", said=why_system(problem, name))
