"""Children that behave as the worst parsers do, and one that says what it can do behind the walls."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from system_review.documents.child import asking
from system_review.documents.child.asking import ROOT, Heard

_BEHIND_WALLS = """
import json, os, sys
sys.path.insert(0, {root!r})
from system_review.documents.child import walls
out = os.dup(1)
standing = walls.put_up(memory={memory}, seconds={seconds})
def tried(act):
    try:
        act()
    except BaseException as problem:
        return type(problem).__name__
    return "done"
{code}
os.write(out, json.dumps(found).encode() + b"\\n")
"""


def heard_of(code: str, *, within: float = 5, given: bytes = b"", longest: int = 1_000_000) -> Heard:
    """What is heard of a Python that runs this code, without walls."""
    return asking.ask([sys.executable, "-I", "-c", code], (given,), within=within, longest=longest)


def behind_walls(code: str, *, memory: int = 512 * 1024 * 1024, seconds: int = 10, within: float = 15) -> Heard:
    """What is heard of a Python that runs this code, which sets `found`, after the walls were put up."""
    return heard_of(_BEHIND_WALLS.format(root=ROOT, memory=memory, seconds=seconds, code=code), within=within)


def found_behind_walls(code: str) -> Any:
    """The answer of such a child."""
    return json.loads(behind_walls(code).line)


def open_files() -> set[tuple[str, str]]:
    """The files and pipes that this process has open: the number of each, and what it is.

    What the tests before left behind may be closed meanwhile, so a test asks what is open that was not before.
    """
    found = set()
    for number in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder that is being read is open itself
            found.add((number.name, str(number.readlink())))
    return found


def children() -> list[psutil.Process]:
    """Whatever this process has started and not yet seen the end of, at any depth."""
    every = psutil.Process(os.getpid()).children(recursive=True)
    return [process for process in every if not _is_of_the_tests(process)]


def _is_of_the_tests(process: psutil.Process) -> bool:
    """Whether it is the browser of other tests, or the driver between; one that has ended meanwhile counts as that."""
    try:
        if "chrom" in process.name().lower():
            return True
        return "playwright" in " ".join(process.cmdline()).lower()
    except psutil.ZombieProcess:
        return False
    except psutil.NoSuchProcess:
        return True


def named(mark: str) -> list[psutil.Process]:
    """Every process on this machine whose command line has this mark in it, whosever child it is."""
    return [process for process in psutil.process_iter(["cmdline"]) if mark in " ".join(process.info["cmdline"] or [])]
