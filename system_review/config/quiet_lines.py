"""Hangs up on lines of the web process on which nothing came or went for long.

A sender that was refused, goes silent and keeps its line open would hold for ever what reads from it: the server has no
time limit for a line, so this is it. Linux tells of each line when something last came and went; elsewhere nothing is
watched.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

QUIET = 75.0  # seconds; as long as nginx keeps a line on which nobody asks, and longer than any answer takes
LOOK = 5.0  # seconds between two looks
_HANDLES = Path("/proc/self/fd")
# struct tcp_info of linux/tcp.h: milliseconds since something was last sent, and since something last came.
_TCP_INFO, _LAST_SENT, _LAST_CAME = 104, 44, 52


def watch(port: int) -> None:
    """Look from now on, in a thread of its own, at the lines that came to this port of this process."""
    if sys.platform == "linux":
        threading.Thread(target=_watch, args=(port,), daemon=True, name="quiet lines").start()


def hang_up(port: int, seconds: float) -> int:
    """Hang up on each line to this port that has been quiet for so many seconds; how many there were."""
    return sum(_hung_up(int(entry.name), port, seconds) for entry in _HANDLES.iterdir())


def _watch(port: int) -> None:
    while True:
        time.sleep(LOOK)
        hang_up(port, QUIET)


def _hung_up(handle: int, port: int, seconds: float) -> bool:
    """Whether this handle is a line to the port that was quiet for so long; if so, nothing is left to read from it."""
    line = _line(handle)
    if line is None:
        return False
    with line, suppress(OSError):  # the other side may end it in this moment
        if _came_to(line, port) and _quiet_for(line) >= seconds:
            line.shutdown(socket.SHUT_RDWR)
            return True
    return False


def _line(handle: int) -> socket.socket | None:
    """A second handle of the same socket, so that closing ours leaves the server's; None if it is no socket."""
    try:
        own = os.dup(handle)
    except OSError:
        return None  # closed meanwhile
    try:
        return socket.socket(fileno=own)
    except OSError:
        os.close(own)
        return None


def _came_to(line: socket.socket, port: int) -> bool:
    if line.family not in (socket.AF_INET, socket.AF_INET6) or line.type != socket.SOCK_STREAM:
        return False
    line.getpeername()  # an OSError for the socket that listens: it is nobody's line
    return bool(line.getsockname()[1] == port)


def _quiet_for(line: socket.socket) -> float:
    """Seconds since something last came or went."""
    told = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO)
    sent, came = (struct.unpack_from("=I", told, offset)[0] for offset in (_LAST_SENT, _LAST_CAME))
    return min(sent, came) / 1000
