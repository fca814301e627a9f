"""An issuer that is down, hangs, dribbles or sends without end: whoever signs in is told soon, and others go on."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
import requests

from system_review.people import asking_issuers
from system_review.people.asking_issuers import InTime

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
SOON = 0.6  # seconds, in these tests

Behaves = Callable[[socket.socket, threading.Event], None]


def _hangs(connection: socket.socket, ended: threading.Event) -> None:
    ended.wait(20)


def _dribbles(connection: socket.socket, ended: threading.Event) -> None:
    for letter in HEAD * 20:
        if ended.wait(0.1):
            return
        connection.sendall(bytes([letter]))


def _has_no_end(connection: socket.socket, ended: threading.Event) -> None:
    connection.sendall(HEAD)
    while not ended.is_set():
        connection.sendall(b"x" * 65536)


def _is_well(connection: socket.socket, ended: threading.Event) -> None:
    connection.sendall(HEAD + b'{"issuer": "here"}')


@contextmanager
def issuer(behaves: Behaves) -> Iterator[str]:
    """The address of an issuer that takes every question and then behaves so."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.recv(65536)
                behaves(connection, ended)

        def listen() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=answer, args=(connection,), daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            ended.set()


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking_issuers, "SECONDS", SOON)
    monkeypatch.setattr(asking_issuers, "PATIENCE", 0.1)
    monkeypatch.setattr(asking_issuers, "_turns", threading.BoundedSemaphore(2))


@pytest.mark.parametrize("behaves", [_hangs, _dribbles, _has_no_end])
def test_one_that_is_slow_is_told_soon_and_two_wait_for_it_at_most(behaves: Behaves) -> None:
    def ask(url: str) -> tuple[str, float]:
        began = time.monotonic()
        with pytest.raises(requests.RequestException), InTime() as session:
            session.get(url)
        return "", time.monotonic() - began

    with issuer(behaves) as url, ThreadPoolExecutor(6) as pool:
        waits = [seconds for _, seconds in pool.map(ask, [url] * 6)]

    assert max(waits) < 3 * SOON


def test_one_that_is_down_and_one_that_is_well() -> None:
    with pytest.raises(requests.RequestException), InTime() as session:
        session.get("http://127.0.0.1:9/")
    with issuer(_is_well) as url, InTime() as session:
        assert [session.get(url).json() for _ in range(5)] == [{"issuer": "here"}] * 5


def test_what_is_shipped_is_five_seconds_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert asking_issuers.CONNECTS_IN < asking_issuers.SECONDS <= 5
    assert asking_issuers.AT_ONCE < 4
