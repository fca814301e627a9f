"""A road to PostgreSQL that can be cut: a TCP proxy on loopback, in a thread of its own."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from pathlib import Path
from urllib.parse import urlsplit

PART = 64 * 1024


class Road:
    """Carries bytes between whoever connects to `port` and the server's socket, unless it is told otherwise.

    `cut()` ends what is there, `close()` takes no more as well, `swallow()` takes everything and answers nothing;
    `open()` makes it whole again. Use it in `with`.
    """

    def __init__(self, target: str) -> None:
        """`target` is the path of PostgreSQL's socket."""
        self._target = target
        self._lock = threading.Lock()
        self._is_swallowing = False
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._listener = self._listen(0)
        self.port: int = self._listener.getsockname()[1]
        self.carried = 0  # connections that came

    @classmethod
    def to(cls, url: str) -> Road:
        """To the server with this address, which names the folder of its socket."""
        folder = urlsplit(url).query.removeprefix("host=")
        return cls(str(Path(folder) / ".s.PGSQL.5432"))

    def url(self, database: str) -> str:
        """The address of a database by this road."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=128, reuse_port=True)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                here, _ = listener.accept()
            except OSError:
                return
            self.carried += 1
            threading.Thread(target=self._carry, args=(here,), daemon=True).start()

    def _carry(self, here: socket.socket) -> None:
        there = socket.socket(socket.AF_UNIX)
        pair = (here, there)
        with self._lock:
            self._pairs.add(pair)
        try:
            if self._is_swallowing:
                self._swallow(here)
            there.connect(self._target)
            self._pump(here, there)
        except (OSError, ValueError):
            pass
        finally:
            self._end(pair)

    def _swallow(self, here: socket.socket) -> None:
        while here.recv(PART):
            pass
        raise OSError

    def _pump(self, here: socket.socket, there: socket.socket) -> None:
        other = {here: there, there: here}
        with selectors.DefaultSelector() as waiting:
            for one in other:
                waiting.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in waiting.select():
                    one = key.fileobj
                    assert isinstance(one, socket.socket)
                    part = one.recv(PART)
                    if not part:
                        return
                    if not self._is_swallowing:
                        other[one].sendall(part)

    def _end(self, pair: tuple[socket.socket, socket.socket]) -> None:
        with self._lock:
            self._pairs.discard(pair)
        for one in pair:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def cut(self) -> int:
        """End every connection at once, wherever it is in what it does; how many."""
        with self._lock:
            pairs = list(self._pairs)
        for pair in pairs:
            for one in pair:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        return len(pairs)

    def close(self) -> None:
        """End every connection, and take no other: whoever comes is refused."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def swallow(self) -> None:
        """Keep every connection and take others, and let nothing through either way."""
        self._is_swallowing = True

    def open(self) -> None:
        """Let everybody through again. What was swallowed is gone, so its connections end."""
        if self._is_swallowing:
            self._is_swallowing = False
            self.cut()
        else:
            self._listener = self._listen(self.port)

    def __enter__(self) -> Road:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
