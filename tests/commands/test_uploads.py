"""What is sent to a running server (U7): too much is refused while it comes, and slow senders hold up nobody."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from itertools import repeat

import psutil
import pytest

from tests.commands.test_serving import Server, start

__all__ = ["start"]

GIGABYTE = 1024**3
PART = b"a" * 65536
SLOW = 200

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ended by signals of Unix")


def sent(server: Server, header: str, parts: Iterator[bytes]) -> tuple[int, float]:
    """The status that came, and after how many seconds, while these parts were being sent."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        head = (
            f"POST /me/ HTTP/1.1\r\nHost: localhost:{server.port}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        )
        connection.sendall(f"{head}{header}\r\n\r\n".encode())
        answer = [b""]
        listening = threading.Thread(target=lambda: answer.append(connection.recv(100)), daemon=True)
        listening.start()
        try:
            for part in parts:
                if len(answer) > 1:
                    break
                connection.sendall(part)
        except OSError:
            pass  # it hangs up on whoever goes on sending
        listening.join(20)
    return int(answer[-1].split()[1] or 0), time.monotonic() - began


def memory(server: Server) -> int:
    """Bytes of the web process."""
    return int(psutil.Process(server.web_process()).memory_info().rss)


@pytest.mark.parametrize("header", [f"Content-Length: {GIGABYTE}", "Transfer-Encoding: chunked"])
def test_a_gigabyte_is_refused_at_once_and_takes_no_memory(start: Callable[..., Server], header: str) -> None:
    server = start()
    server.get("/sign-in/")
    before = memory(server)
    part = PART if "Length" in header else b"10000\r\n" + PART + b"\r\n"

    status, seconds = sent(server, header, repeat(part, GIGABYTE // len(PART)))

    assert status == 413
    assert seconds < 5
    assert memory(server) - before < 100 * 1024 * 1024
    assert server.get("/sign-in/").status == 401


def test_a_sender_that_lied_about_its_length_harms_nobody(start: Callable[..., Server]) -> None:
    server = start()

    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"POST /me/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000000\r\n\r\nno more")

    assert server.get("/sign-in/").status == 401
    assert server.end()[0] == 0


def test_slow_senders_hold_up_nobody(start: Callable[..., Server]) -> None:
    server = start()
    connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(SLOW)]
    for connection in connections:
        connection.sendall(b"POST /me/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\na")
    time.sleep(0.5)

    seconds = []
    for _ in range(20):
        began = time.monotonic()
        assert server.get("/sign-in/").status == 401
        seconds.append(time.monotonic() - began)

    assert sorted(seconds)[18] < 2
    for connection in connections:
        connection.close()
