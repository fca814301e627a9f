"""The walls that the child puts round itself before it imports a parser. Each is tried; which stand is told.

Nothing here can be taken down again by the process itself. On Linux all of them stand as a rule; elsewhere only the
limits do, if that: on Windows there are none but the parent's clock.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NoReturn

from system_review.documents.child import call_filter, landlock

FILES_OPEN = 32
NICE = 10  # steps behind the server, so that pages are answered while a file is read

_DIE_WITH_PARENT, _NO_NEW_RIGHTS = 1, 38
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


class Wall(StrEnum):
    """One thing that the child cannot do."""

    MEMORY = "memory"  # take more than its share
    TIME = "time"  # compute longer than its share
    WRITING = "writing"  # put a byte into a file
    FILES = "files"  # open a file that is not a part of Python or of this product
    PROCESSES = "processes"  # start another process, or touch one
    NETWORK = "network"  # reach anything, by a space of its own or a filter of the system's calls
    SOCKETS = "sockets"  # the same, but only in Python: where the system allows neither of the two


def put_up(*, memory: int, seconds: int) -> tuple[Wall, ...]:
    """Put up every wall that this system allows: at most so many bytes and seconds. Gives those that stand."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICE)
    standing = [wall for wall, stands in _limits(memory, seconds) if stands]
    if sys.platform == "linux":
        standing += [wall for wall, put in _linux() if _stands(put)]
    if Wall.NETWORK not in standing:
        _replace_sockets()
        standing.append(Wall.SOCKETS)
    return tuple(dict.fromkeys(standing))


def _limits(memory: int, seconds: int) -> Iterator[tuple[Wall, bool]]:
    try:
        import resource as r
    except ImportError:  # Windows
        return
    yield Wall.MEMORY, _limit(r.RLIMIT_AS, memory, memory)
    yield Wall.TIME, _limit(r.RLIMIT_CPU, seconds, seconds + 1)
    yield Wall.WRITING, _limit(r.RLIMIT_FSIZE, 0, 0)
    for what, most in ((r.RLIMIT_NOFILE, FILES_OPEN), (r.RLIMIT_CORE, 0), (r.RLIMIT_NPROC, 0)):
        _limit(what, most, most)


def _limit(what: int, soft: int, hard: int) -> bool:
    import resource

    try:
        resource.setrlimit(what, (soft, hard))
    except (OSError, ValueError):
        return False
    return True


def _linux() -> Iterator[tuple[Wall, Callable[[], bool]]]:
    """The order matters: a space of its own takes calls that the filter then forbids."""
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_DIE_WITH_PARENT, 9, 0, 0, 0)
    system.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    yield Wall.NETWORK, lambda: system.unshare(_NEW_USER | _NEW_NETWORK) == 0
    yield Wall.FILES, lambda: landlock.close_files(system)
    filtered = _stands(lambda: call_filter.put(system))
    yield Wall.NETWORK, lambda: filtered
    yield Wall.PROCESSES, lambda: filtered


def _stands(put: Callable[[], bool]) -> bool:
    try:
        return put()
    except (OSError, AttributeError, ValueError):
        return False


def _replace_sockets() -> None:
    def closed(*given: object, **named: object) -> NoReturn:
        raise OSError("There is no network here")

    for name in ("socket", "socketpair", "create_connection", "fromfd", "getaddrinfo"):
        setattr(socket, name, closed)
