"""What is sent to a running server (U7): too much is refused while it comes, and slow senders hold up nobody."""

from __future__ import annotations

import io
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any

import psutil
import pytest

from system_review.config import bodies
from system_review.config.bodies import LARGE, LARGE_AT_ONCE, SECONDS, Bodies
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


def part(name: str, *, file: str = "", content: str = "x") -> str:
    """One field of a form, or a file of it."""
    named = f'; filename="{file}"' if file else ""
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n{content}\r\n'


FIELDS = "".join(part(f"f{number}") for number in range(10_000)) + "--x--\r\n"
FILES = "".join(part("file", file=f"{number}.txt") for number in range(1_000)) + "--x--\r\n"


@pytest.mark.parametrize("is_chunked", [False, True], ids=["honest", "chunked"])
@pytest.mark.parametrize("body", [FIELDS, FILES], ids=["10,000 fields", "1,000 files"])
def test_a_form_of_far_too_many_parts_is_refused_soon_and_others_go_on(
    start: Callable[..., Server], body: str, is_chunked: bool
) -> None:
    server = start()
    server.get("/sign-in/")
    before, data = memory(server), body.encode()
    seconds: list[float] = []
    ended = threading.Event()
    watching = threading.Thread(target=lambda: _watch(server, seconds, ended))
    watching.start()

    length = "Transfer-Encoding: chunked" if is_chunked else f"Content-Length: {len(data)}"
    cookie = f"system_review_{server.port}_csrf={'a' * 32}"  # without one, nothing of the form is looked at
    chunks = [f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n\r\n"] if is_chunked else [data]
    try:
        answers = [sent(server, f"Cookie: {cookie}\r\n{length}", iter(chunks)) for _ in range(3)]
    finally:
        ended.set()
        watching.join()

    assert [status for status, _ in answers] == [413] * 3
    assert max(took for _, took in answers) < 5
    assert memory(server) - before < 100 * 1024 * 1024
    assert sorted(seconds)[int(len(seconds) * 0.95)] < 2


def _watch(server: Server, seconds: list[float], ended: threading.Event) -> None:
    """What others see meanwhile: how long a page takes, again and again."""
    while not ended.is_set() or len(seconds) < 20:
        began = time.monotonic()
        assert server.get("/sign-in/").status in (200, 401)
        seconds.append(time.monotonic() - began)


@pytest.mark.parametrize("said", [100, 20_000_000])
def test_a_form_that_ends_before_the_length_that_it_said_is_no_form(start: Callable[..., Server], said: int) -> None:
    server = start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        head = f"POST /me/ HTTP/1.1\r\nHost: localhost:{server.port}\r\nContent-Length: {said}\r\n\r\n"
        connection.sendall(head.encode() + b"too little")
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(100)

    assert answer == b"" or int(answer.split()[1]) in (400, 403, 408)
    assert server.get("/sign-in/").status in (200, 401)


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


class Slowly(io.BytesIO):
    """A form that takes a hundredth of a second to come."""

    def read(self, size: int | None = -1) -> bytes:
        time.sleep(0.01)
        return super().read(size)


def test_forms_that_a_whole_room_sends_at_once_are_all_taken() -> None:
    people, statuses = 100, []
    gate = Bodies(lambda environ, start: [environ["wsgi.input"].read()])

    def send(_: int) -> bytes:
        environ = {"CONTENT_LENGTH": "4", "wsgi.input": Slowly(b"form")}
        return b"".join(gate(environ, lambda status, headers: statuses.append(status)))

    with ThreadPoolExecutor(people) as pool:
        answers = list(pool.map(send, range(people)))

    assert answers == [b"form"] * people
    assert statuses == []  # which is what a refusal would have said


def test_slow_senders_hold_up_nobody(start: Callable[..., Server]) -> None:
    server = start()
    connections = [socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS + 10) for _ in range(SLOW)]
    for connection in connections:
        connection.sendall(b"POST /me/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na")
    time.sleep(0.5)

    seconds = [_page(server) for _ in range(20)]
    refused = [connection.recv(100) for connection in connections]
    seconds += [_page(server) for _ in range(20)]

    assert sorted(seconds)[37] < 2
    assert {int(answer.split()[1]) for answer in refused} == {408}
    for connection in connections:
        connection.close()


def _page(server: Server) -> float:
    """Seconds until a page was answered."""
    began = time.monotonic()
    assert server.get("/sign-in/").status == 401
    return time.monotonic() - began


class Stuck(io.BytesIO):
    """What comes when it is told to."""

    def __init__(self, comes: threading.Event, content: bytes) -> None:
        super().__init__(content)
        self.comes = comes

    def read(self, size: int | None = -1) -> bytes:
        self.comes.wait(10)
        return super().read(size)


def test_while_large_documents_have_every_turn_forms_go_in_and_another_document_is_told_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "PATIENCE", 0.1)
    comes, statuses, document = threading.Event(), [], b"d" * (LARGE + 1)
    gate = Bodies(lambda environ, start: [environ["wsgi.input"].read()])

    def send(stream: io.BytesIO) -> bytes:
        environ = {"CONTENT_LENGTH": str(len(stream.getvalue())), "wsgi.input": stream}
        return b"".join(gate(environ, lambda status, headers: statuses.append(status)))

    with ThreadPoolExecutor(LARGE_AT_ONCE) as pool:
        large = [pool.submit(send, Stuck(comes, document)) for _ in range(LARGE_AT_ONCE)]
        time.sleep(0.3)
        form, another = send(io.BytesIO(b"form")), send(io.BytesIO(document))
        comes.set()
        taken = [each.result() for each in large]

    assert form == b"form"
    assert [status[:3] for status in statuses] == ["503"]
    assert b"Wait a moment, and send it again." in another
    assert taken == [document] * LARGE_AT_ONCE
    assert send(io.BytesIO(document)) == document


def test_a_request_is_not_over_while_something_still_reads_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.1)
    comes, statuses = threading.Event(), []
    gate = Bodies(lambda environ, start: [b"never"])
    environ = {"CONTENT_LENGTH": "4", "wsgi.input": Stuck(comes, b"form")}

    answer: Any = gate(environ, lambda status, headers: statuses.append(status))
    page = b"".join(answer)
    closing = threading.Thread(target=answer.close)
    closing.start()
    closing.join(0.2)
    was_waiting = closing.is_alive()
    comes.set()
    closing.join(10)

    assert statuses[0][:3] == "408" and b"too slowly" in page
    assert was_waiting and not closing.is_alive()
