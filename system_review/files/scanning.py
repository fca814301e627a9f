"""Asking ClamAV whether a file holds something harmful: clamd's command INSTREAM, over TCP or a Unix socket."""

from __future__ import annotations

import socket
import struct
import time
from contextlib import closing, suppress
from typing import IO, Final
from urllib.parse import urlsplit

from system_review.files.turns import turn

SECONDS: Final = 5.0  # that all of it may take: sending, looking, answering
PORT: Final = 3310
_PART = 128 * 1024
_LONGEST_ANSWER = 4096
_SAFE, _FOUND = b"stream: OK", b" FOUND"


class NotScanned(OSError):
    """There is no verdict: nobody answers, not in time, or not as a scanner does."""


def found_in(file: IO[bytes], *, scanner: str, seconds: float = SECONDS) -> str:
    """What the scanner calls what it found in a file; "" if it found nothing. Raises `NotScanned`.

    `scanner` is its address, as tcp://host:3310 or unix:///run/clamav/clamd.ctl.
    """
    file.seek(0)
    with turn():
        answer = _asked(scanner, file, until=time.monotonic() + seconds)
    if answer == _SAFE:
        return ""
    if answer.startswith(b"stream: ") and answer.endswith(_FOUND):
        return answer.removeprefix(b"stream: ").removesuffix(_FOUND).decode("ascii", "replace")
    raise NotScanned(f"the scanner answered {answer[:80]!r}")


def answers(scanner: str, *, seconds: float = SECONDS) -> bool:
    """Whether a scanner is there and well."""
    try:
        return _asked(scanner, None, until=time.monotonic() + seconds) == b"PONG"
    except OSError:
        return False


def _asked(scanner: str, file: IO[bytes] | None, *, until: float) -> bytes:
    """One question and its answer: about a file, or whether the scanner is there. Raises `NotScanned`."""
    try:
        with closing(_connected(scanner, until)) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # it hangs up on what is too large, and says so first
                _send(connection, file, until)
            return _answer(connection, until)
    except OSError as problem:
        raise problem if isinstance(problem, NotScanned) else NotScanned(str(problem)) from problem


def _connected(scanner: str, until: float) -> socket.socket:
    parts = urlsplit(scanner)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "", parts.port or PORT), timeout=_left(until))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(until))
        connection.connect(parts.path)
    except BaseException:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, file: IO[bytes] | None, until: float) -> None:
    if file is None:
        connection.sendall(b"zPING\0")
        return
    connection.sendall(b"zINSTREAM\0")
    while part := file.read(_PART):
        connection.settimeout(_left(until))
        connection.sendall(struct.pack(">I", len(part)) + part)
    connection.sendall(struct.pack(">I", 0))


def _answer(connection: socket.socket, until: float) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(_left(until))
        part = connection.recv(_LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n")


def _left(until: float) -> float:
    """The seconds that are left. Raises `NotScanned` if none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise NotScanned("the scanner took too long")
    return left
