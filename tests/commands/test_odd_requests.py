"""Requests that no browser sends (H6): refused by the server itself, and the next one is answered as ever."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from tests.commands.test_serving import Server, start

__all__ = ["start"]

HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"  # a second request inside the body of a first
LONG = b"a" * 64 * 1024


def answers(server: Server, request: bytes) -> tuple[list[int], bytes]:
    """The statuses that come on one connection until it is closed or falls silent, and everything that came."""
    came = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        connection.settimeout(3)
        try:
            while part := connection.recv(65536):
                came += part
        except OSError:
            pass  # silent, or reset: what came before counts
    statuses = [int(part[:3]) for part in came.split(b"HTTP/1.1 ")[1:] + came.split(b"HTTP/1.0 ")[1:]]
    return statuses, came


def get(path: bytes = b"/sign-in/", *headers: bytes, method: bytes = b"GET", version: bytes = b"HTTP/1.1") -> bytes:
    lines = [b" ".join((method, path, version)), b"Host: localhost", *headers, b"", b""]
    return b"\r\n".join(lines)


ODD = {
    "two lengths": get(b"/", b"Content-Length: 3", b"Content-Length: 43", method=b"POST") + b"abc" + HIDDEN,
    "length and chunks": get(b"/", b"Content-Length: 3", b"Transfer-Encoding: chunked", method=b"POST")
    + b"0\r\n\r\n"
    + HIDDEN,
    "chunks twice": get(b"/", b"Transfer-Encoding: chunked, chunked", method=b"POST") + b"0\r\n\r\n" + HIDDEN,
    "chunks by another name": get(b"/", b"Transfer-Encoding: xchunked", method=b"POST") + b"0\r\n\r\n" + HIDDEN,
    "a chunk of no size": get(b"/", b"Transfer-Encoding: chunked", method=b"POST") + b"zz\r\nabc\r\n0\r\n\r\n" + HIDDEN,
    "a negative length": get(b"/", b"Content-Length: -1", method=b"POST") + HIDDEN,
    "a length with a sign": get(b"/", b"Content-Length: +3", method=b"POST") + b"abc" + HIDDEN,
    "a space before the colon": get(b"/", b"Content-Length : 3", method=b"POST") + b"abc" + HIDDEN,
    "a header that goes on": get(b"/", b"X-One: a", b" b: c"),
    "a bare return": b"GET / HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n",
    "a NUL": get(b"/", b"X-One: a\0b"),
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": get(b"/", b"Host: evil.example"),
    "a foreign host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a foreign host in the line itself alone": b"GET http://evil.example/ HTTP/1.1\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "a version of the future": get(version=b"HTTP/3.9"),
    "no method": b" / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "rubbish": bytes(range(256)) * 4,
    "TLS": bytes.fromhex("16030100a5010000a10303") + b"\0" * 160,
    "a header of 64 KB": get(b"/", b"X-Long: " + LONG),
    "an address of 64 KB": get(b"/" + LONG),
    "a thousand headers": get(b"/", *(b"X-%d: y" % number for number in range(1000))),
    "TRACE": get(method=b"TRACE"),
    "CONNECT": get(b"evil.example:443", method=b"CONNECT"),
    "a method of its own": get(method=b"BREW"),
    "PROPFIND": get(method=b"PROPFIND"),
    "half a request": b"GET / HT",
}


@pytest.fixture(scope="module")
def refused() -> set[int]:
    """What refuses: bad request, not allowed, too large, too long, not known."""
    return {400, 403, 405, 414, 431}


def test_every_odd_request_is_refused_and_the_next_one_answered(
    start: Callable[..., Server], refused: set[int]
) -> None:
    server = start()
    wrong: dict[str, object] = {}
    assert answers(server, ODD["a header of 64 KB"])[0] == [431]
    assert answers(server, ODD["TRACE"])[0] == [405]
    for name, request in ODD.items():
        statuses, came = answers(server, request)
        if not set(statuses) <= refused or len(statuses) > 1 or b"Traceback" in came or b"/hidden" in came:
            wrong[name] = statuses, came[:300]
        if server.get("/sign-in/").status != 401:
            wrong[f"after {name}"] = "no answer"

    assert wrong == {}


def test_the_oldest_version_is_answered_once_and_the_connection_closed(start: Callable[..., Server]) -> None:
    server = start()
    statuses, came = answers(server, get(version=b"HTTP/1.0") + HIDDEN)

    assert statuses in ([401], [400], [505])
    assert b"/hidden" not in came


def test_a_foreign_host_in_the_line_itself_stands_nowhere_in_the_answer(start: Callable[..., Server]) -> None:
    """Beside a header it never reaches us, so that it cannot be refused: granian hands on the header's host alone."""
    statuses, came = answers(start(), b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert statuses in ([302], [400])
    assert b"evil.example" not in came


def test_lines_that_end_with_a_bare_feed_hide_no_second_request(start: Callable[..., Server]) -> None:
    server = start()
    body = b"abc" + HIDDEN
    request = b"POST / HTTP/1.1\nHost: localhost\nContent-Length: %d\n\n" % len(body) + body

    statuses, came = answers(server, request)

    assert len(statuses) <= 1 and b"/hidden" not in came
    assert server.get("/sign-in/").status == 401
