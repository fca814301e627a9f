"""`serve` and `demo` as programs: one line when they answer, nothing left behind when they end, however they end."""

from __future__ import annotations

import http.client
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from _house import ROOT

from tests.commands.conftest import PROGRAM, Program

PATIENCE = 60  # seconds; the machine may be busy
LINE = re.compile(r"System Review is running: open http://localhost:(\d+)(/sign-in/[\w-]{43}/) \(Ctrl\+C ends it\)\n")

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="ended by signals of Unix; written for Windows, not tried there"
)


class Server:
    """A running server: the line that it printed, its port and the link in it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.line = self._first_line()
        found = LINE.fullmatch(self.line)
        assert found, (self.line, process.poll())
        self.port, self.link = int(found[1]), found[2]

    def _first_line(self) -> str:
        stdout = self.process.stdout
        assert stdout is not None
        ready, _, _ = select.select([stdout], [], [], PATIENCE)
        return stdout.readline() if ready else ""

    def get(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        return connection.getresponse()

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str, float]:
        """Send the signal; the exit code, the rest of what was printed and said, and the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err, time.monotonic() - began

    def is_silent(self) -> bool:
        """Whether nobody listens at its port any more."""
        with socket.socket() as look:
            return look.connect_ex(("127.0.0.1", self.port)) != 0

    def web_process(self) -> int:
        [child] = [child for child in self._children() if b"worker" not in self._command(child)]
        return child

    def worker(self) -> int | None:
        """The process that does what waits, once there is one."""
        return next((child for child in self._children() if b"worker" in self._command(child)), None)

    def _children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        found: list[int] = []
        for task in tasks:
            with suppress(FileNotFoundError):  # a thread may end while its line is read
                found += map(int, (task / "children").read_text().split())
        return found

    @staticmethod
    def _command(process: int) -> bytes:
        return Path(f"/proc/{process}/cmdline").read_bytes()


@pytest.fixture
def start(prepared: Path, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """`start("serve", port=…)` on a copy of a prepared folder. Whatever still runs after the test is ended."""
    folder = tmp_path / "data"
    shutil.copytree(prepared, folder)
    started: list[subprocess.Popen[str]] = []

    def begin(command: str = "serve", *, port: int | None = None) -> Server:
        process = subprocess.Popen(
            [*PROGRAM, command, "--port", str(port or free_port())],
            cwd=ROOT,
            env=Program(folder).env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return Server(process)

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def free_port() -> int:
    """A port with some free ones after it."""
    for port in range(20_000 + os.getpid() % 10_000, 60_000, 7):
        with socket.socket() as look:
            if look.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no port is free")


def has_process(number: int | None) -> bool:
    """Whether such a process runs, and is not only waiting for somebody to take note of its end."""
    state = Path(f"/proc/{number}/stat")
    return state.exists() and "Z" not in state.read_text().split()[2]


def until(true: Callable[[], bool]) -> bool:
    """Whether that becomes true before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_one_line_is_printed_and_its_link_signs_in(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start("demo")
    token = server.link.split("/")[2].encode()

    assert server.get("/sign-in/").status == 401
    assert server.get("/sign-in/wrong/").status == 404
    answer = server.get(server.link)
    assert (answer.status, answer.getheader("Location")) == (302, "/")
    cookie = str(answer.getheader("Set-Cookie"))
    assert f"system_review_{server.port}" in cookie
    assert "HttpOnly" in cookie
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file() and token in path.read_bytes()] == []
    code, out, err, _ = server.end(signal.SIGINT)
    assert (code, out, err) == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_everything_quietly(start: Callable[..., Server], number: int) -> None:
    server = start()
    idle = socket.create_connection(("127.0.0.1", server.port))  # a browser that keeps its connection

    code, out, err, _ = server.end(number)

    idle.close()
    assert (code, out, err) == (0, "", "")
    assert server.is_silent()


def test_ctrl_c_in_a_terminal_reaches_both_processes_and_is_quiet(start: Callable[..., Server]) -> None:
    server = start()

    os.killpg(server.process.pid, signal.SIGINT)
    out, err = server.process.communicate(timeout=PATIENCE)

    assert (server.process.returncode, out, err) == (0, "", "")


def test_what_was_begun_is_answered_before_the_server_ends(start: Callable[..., Server]) -> None:
    server = start()
    body = b"x" * 300_000
    head = f"POST /sign-out/ HTTP/1.1\r\nHost: localhost:{server.port}\r\nContent-Type: text/plain\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as slow:
        slow.sendall(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body[:1000])
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(1.5)
        slow.sendall(body[1000:])
        answer = b"".join(iter(lambda: slow.recv(65536), b""))
    out, err = server.process.communicate(timeout=PATIENCE)

    assert answer.startswith(b"HTTP/1.1 403"), answer[:200]  # a form without its token, told by a whole page
    assert b"</html>" in answer and answer.endswith(b"0\r\n\r\n"), "the last of its pieces came"
    assert (server.process.returncode, out, err) == (0, "", "")
    assert server.is_silent()


def test_only_this_computer_is_listened_to(start: Callable[..., Server]) -> None:
    server = start()

    listening = (
        Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text() if sys.platform == "linux" else ""
    )
    found = re.findall(rf" ([0-9A-F]+):{server.port:04X} [0-9A-F:]+ 0A ", listening)

    assert found == ["0100007F"] or sys.platform != "linux"


def test_a_port_in_use_is_told_and_the_next_taken(start: Callable[..., Server]) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        server = start(port=port)
        _, _, err, _ = server.end()

    assert server.port > port
    assert err == f"Port {port} is in use; System Review takes {server.port} instead.\n"


def test_two_servers_share_a_data_folder(start: Callable[..., Server]) -> None:
    port = free_port()
    first, second = start(port=port), start(port=port)

    assert first.port != second.port
    assert first.link != second.link
    assert first.get(second.link).status == 404
    assert first.get(first.link).status == second.get(second.link).status == 302
    assert first.end()[0] == 0
    assert second.get("/sign-in/").status == 401


@pytest.mark.skipif(sys.platform != "linux", reason="the web process ends with its supervisor on Linux alone")
def test_the_sudden_death_of_the_supervisor_leaves_nothing(start: Callable[..., Server]) -> None:
    server = start()
    assert until(lambda: server.worker() is not None)
    web, worker = server.web_process(), server.worker()

    server.process.kill()

    assert until(server.is_silent)
    assert until(lambda: not has_process(web) and not has_process(worker))


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the worker in /proc")
def test_a_worker_comes_after_the_first_page_and_goes_with_the_server(start: Callable[..., Server]) -> None:
    server = start()
    assert until(lambda: server.worker() is not None)
    first = server.worker()
    assert first is not None

    os.kill(first, signal.SIGKILL)
    assert until(lambda: server.worker() not in (None, first))
    second = server.worker()
    code, out, err, _ = server.end()

    assert (code, out, err) == (0, "", "")
    assert not has_process(second)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the web process in /proc")
def test_a_web_process_that_dies_is_replaced_at_the_same_address(start: Callable[..., Server]) -> None:
    server = start()
    cookie = str(server.get(server.link).getheader("Set-Cookie"))

    os.kill(server.web_process(), signal.SIGKILL)

    def answers() -> bool:
        try:
            return server.get("/sign-in/").status == 401
        except OSError:
            return False

    assert until(answers)
    assert server.get(server.link).status == 302
    assert cookie
    code, out, _, _ = server.end()
    assert (code, out) == (0, "")


def test_a_current_folder_is_not_prepared_again(start: Callable[..., Server], tmp_path: Path) -> None:
    lock = tmp_path / "data" / "preparing"
    lock.unlink()

    start("demo").end()

    assert not lock.exists()


def test_the_supervisor_needs_no_django_and_little_memory(start: Callable[..., Server]) -> None:
    server = start()
    if sys.platform == "linux":
        maps = Path(f"/proc/{server.process.pid}/maps").read_text()
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        assert "django" not in maps
        assert int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) < 60_000
    assert server.end()[0] == 0
