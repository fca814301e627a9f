"""Whether a PostgreSQL server answers, as this process knows it. Nobody waits long for one that does not.

A server can go without a word: its machine is cut off, or what stands before it hangs. No setting of PostgreSQL ends
such a wait, since the server would have to; and a statement that only takes long must not be taken for it.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.abc import PQGen

SILENT = 1.5  # seconds without a word before it is asked whether the server is still there
KNOCK = 1.0  # seconds that it has for any answer to that
AGAIN = 0.5  # seconds between two looks whether a server that was gone is there again
ASKED = bytes.fromhex("0000000804d2162f")  # "do you encrypt?": every server answers it with a letter, and asks no name


class Gone(psycopg.OperationalError):
    """The server does not answer."""


class Doorway:
    """Lets everybody through to a server that answers. While it does not, one at a time tries, and others hear so."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self.is_gone = self._is_tried = False
        self._next = 0.0

    def note_gone(self) -> None:
        """It did not answer."""
        with self._lock:
            self.is_gone, self._next = True, self._clock() + AGAIN

    @contextmanager
    def passing(self, is_let_in: Callable[[], bool]) -> Iterator[None]:
        """Go through to the server. Raises `Gone` at once if it was gone a moment ago.

        What fails on the way may have another cause: `is_let_in` tells whether the server takes anybody at all.
        """
        is_first = self._is_first()
        try:
            yield
        except psycopg.OperationalError:
            if not self.is_gone and not is_let_in():
                self.note_gone()
            raise
        finally:
            if is_first:
                self._is_tried = False

    def _is_first(self) -> bool:
        """Whether this is the one that tries a server that was gone. Raises `Gone` for those who are not."""
        with self._lock:
            if self._is_tried or (self.is_gone and self._clock() < self._next):
                raise Gone("the database did not answer a moment ago")
            is_first, self.is_gone = self.is_gone, False
            self._is_tried = is_first
            return is_first


class Watchful(psycopg.Connection[Any]):
    """A connection that asks, while an answer takes long, whether there is anybody who could give it."""

    doorway = Doorway()  # another one for each database

    def wait(self, gen: PQGen[Any], *arguments: Any, **named: Any) -> Any:
        """Wait for an answer. Raises `Gone`, and closes the connection, if there is nobody any more."""
        try:
            return super().wait(_watched(gen, self._is_answered), *arguments, **named)
        except Gone:
            self.pgconn.finish()
            self.doorway.note_gone()
            raise

    def _is_answered(self) -> bool:
        return not self.doorway.is_gone and answers(self.info.hostaddr or self.info.host, self.info.port)


def _watched(gen: PQGen[Any], is_there: Callable[[], bool]) -> Generator[Any, Any, Any]:
    """The same steps, with a look at the clock at each."""
    heard = time.monotonic()
    try:
        ready = yield next(gen)
        while True:
            now = time.monotonic()
            if ready:
                heard = now
            elif now - heard > SILENT:
                if not is_there():
                    raise Gone("the database does not answer")
                heard = time.monotonic()
            ready = yield gen.send(ready)
    except StopIteration as end:
        return end.value


def answers(host: str, port: int) -> bool:
    """Whether anything that speaks PostgreSQL answers there within a moment. `host` may be the folder of a socket."""
    try:
        with _connected(host, port) as connection:
            connection.settimeout(KNOCK)
            connection.sendall(ASKED)
            return connection.recv(1) in (b"S", b"N", b"G", b"E")
    except OSError:
        return False


def _connected(host: str, port: int) -> socket.socket:
    if not host.startswith(("/", "@")):
        return socket.create_connection((host, port), timeout=KNOCK)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(KNOCK)
    connection.connect(f"{host}/.s.PGSQL.{port}".replace("@", "\0", 1))
    return connection
