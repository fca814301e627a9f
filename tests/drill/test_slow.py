"""Two hundred slow senders (V1, U7), one byte every two seconds: the others' pages and saves are as quick as ever.

Directly, and through an nginx of the system's packages with a file of its own.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

import pytest

from system_review.config import bodies
from system_review.config.quiet_lines import LOOK, QUIET
from tests.bench.serving import Server, Visitor
from tests.drill.crowd import crowd
from tests.missing import missing_but_optional

SLOW, EVERY, LASTING = 200, 2.0, 40.0  # senders; seconds between two bytes; seconds in all
OTHERS = 6
MOST = 2000  # milliseconds that 95 of 100 of the others wait at most
POOL = 60.0  # seconds after which the server itself ends threads that have nothing to do
HEAD = "POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"

NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  client_header_timeout 10s; client_body_timeout 10s; client_max_body_size 26m;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{behind}; proxy_http_version 1.1; proxy_set_header Connection "";
                  proxy_set_header Host localhost:{behind}; proxy_request_buffering on; }}
  }}
}}
"""


class Slow:
    """Senders that give one byte of a head or a body now and then, and come again when they are sent away."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.ended, self.sent_away = threading.Event(), 0
        self.connections: list[socket.socket | None] = [None] * SLOW

    def run(self) -> None:
        """Send until it is ended."""
        while not self.ended.is_set():
            for number in range(SLOW):
                self._one_byte(number)
            self.ended.wait(EVERY)
        for connection in self.connections:
            if connection is not None:
                connection.close()

    def _one_byte(self, number: int) -> None:
        connection = self.connections[number]
        try:
            if connection is None:
                self.connections[number] = connection = socket.create_connection(("127.0.0.1", self.port), timeout=5)
                connection.sendall(self._beginning(number))
                connection.setblocking(False)
            connection.sendall(b"a")
            with contextlib.suppress(BlockingIOError):
                if connection.recv(1000) == b"":
                    raise ConnectionError
        except OSError:
            self.sent_away += 1
            if connection is not None:
                connection.close()
            self.connections[number] = None

    def _beginning(self, number: int) -> bytes:
        head = HEAD.format(path=self.path, port=self.port)
        return f"{head}Content-Length: 100000\r\n\r\n".encode() if number % 2 else f"{head}X-Slow: ".encode()


@contextmanager
def nginx(folder: Path, behind: int) -> Iterator[int]:
    """The port of an nginx in front of the server."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        missing_but_optional("nginx", "apt install nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, behind=behind))
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
@pytest.mark.parametrize("by", ["directly", "through nginx"])
def test_two_hundred_slow_senders_hold_up_nobody(filled, by, tmp_path, tell):
    form = filled.address("/{partnership}/cells/{cell}/new-finding/")
    page = filled.address("/{partnership}/reviews/{review}/")
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(filled.place))
        port = server.port if by == "directly" else stack.enter_context(nginx(tmp_path, server.port))
        first = Visitor.signed_in(server)
        first.port = port
        first.form(form)
        slow, waits, statuses = Slow(port, form), [], set()
        sending = threading.Thread(target=slow.run)
        sending.start()
        time.sleep(EVERY)

        def work(which: int, visitor: Visitor) -> None:
            until, number = time.monotonic() + LASTING, 0
            while time.monotonic() < until:
                number += 1
                text = f"{which} {number}"
                form_data = {"text": text, "colour": "red", "key": text}
                answer = visitor.get(page) if number % 5 else visitor.post(form, form_data)
                waits.append(answer.seconds * 1000)
                statuses.add(answer.status)
                time.sleep(0.2)

        try:
            crowd([first.another() for _ in range(OTHERS)], work)
        finally:
            slow.ended.set()
            sending.join()
        memory = server.memory() / 1_000_000

    cuts = quantiles(waits, n=100)
    tell(f"{len(waits)} answers, p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, longest {max(waits):.0f} ms")
    tell(f"slow senders were sent away {slow.sent_away} times; memory {memory:.0f} MB")
    # Without a proxy that takes in what is sent, a save may be asked to come again; docs/running says so.
    assert statuses == {200, 302} if by == "through nginx" else statuses <= {200, 302, 503}
    assert cuts[94] < MOST


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_who_goes_silent_after_a_refusal_keeps_no_thread(filled, tell):
    form = filled.address("/{partnership}/cells/{cell}/new-finding/")
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(filled.place))
        web = max(server.processes(), key=lambda one: one.num_threads())
        before = web.num_threads()
        silent = [stack.enter_context(silent_line(server.port, form)) for _ in range(SLOW)]
        refused = sum(b" 408 " in line.recv(1000) for line in silent)
        held = web.num_threads()
        until = time.monotonic() + QUIET + 2 * LOOK + POOL
        while time.monotonic() < until and web.num_threads() > before + 10:
            time.sleep(LOOK)
        later = web.num_threads()
    tell(f"{refused} of {SLOW} refused; threads {before} before, {held} held, {later} later")
    assert refused > 0
    assert later <= before + 10


@contextmanager
def silent_line(port: int, path: str) -> Iterator[socket.socket]:
    """A line on which a form was begun and nothing comes any more."""
    with socket.create_connection(("127.0.0.1", port), timeout=bodies.SECONDS + 10) as line:
        line.sendall(f"{HEAD.format(path=path, port=port)}Content-Length: 100000\r\n\r\na".encode())
        yield line
