"""Starting the product as people start it, and visiting it over real HTTP with a browser's cookies."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("-m", "system_review.commands")
# Behind a proxy there is no link.
PRINTED = re.compile(r"http://localhost:(\d+)(/sign-in/[^/]+/)|to port (\d+) of ")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LONGEST_START = 60  # seconds
IDLE = 10  # seconds after which a connection is opened anew


@dataclass(frozen=True, slots=True)
class Place:
    """Where the product keeps its state: a data folder, and the address of PostgreSQL if it is used."""

    folder: Path
    database_url: str = ""

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of a process of the product there. A person's own settings are kept out."""
        own = ("DATABASE_URL", "SYSTEM_REVIEW_", "DJANGO_")
        env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        env |= {"SYSTEM_REVIEW_DATA": str(self.folder), "PYTHONPATH": str(ROOT)}
        return env | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command of the product to its end. Raises `RuntimeError` with what it said if it fails."""
        return run([sys.executable, *PRODUCT, *arguments], self.surroundings)


def run(command: list[str], env: Mapping[str, str], *, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program to its end, with `given` to read. Raises `RuntimeError` with what it said if it fails."""
    done = subprocess.run(command, cwd=ROOT, env=dict(env), input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        said = f"{done.stdout}{done.stderr}".strip()[-2000:]  # `check` says on standard output what is wrong
        raise RuntimeError(f"{' '.join(command[1:4])} … ended with {done.returncode}: {said}")
    return done


class Server:
    """A running `serve`, or another module that does the same. Use it in `with`."""

    def __init__(
        self,
        place: Place,
        *,
        module: Sequence[str] = (*PRODUCT, "serve"),
        extra: Mapping[str, str] | None = None,
        log: Path | None = None,
    ) -> None:
        """Start it and wait for the line with its address; `seconds` is how long that took: a page was answered.

        What it says on standard error goes into the file `log`, if that is given.
        """
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *module],
            cwd=ROOT,
            env={**place.surroundings, **(extra or {})},
            stdout=subprocess.PIPE,
            stderr=log.open("a") if log else subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl+C is for us, and we end it
        )
        try:
            self.port, self.link = self._address()
        except BaseException:
            self.kill()
            raise
        self.seconds = time.perf_counter() - began
        self.said: list[str] = []
        if log is None:
            threading.Thread(target=self._listen, daemon=True).start()

    def _address(self) -> tuple[int, str]:
        assert self.process.stdout  # for the type checker: it is a pipe
        watch = threading.Timer(LONGEST_START, self.process.kill)
        watch.start()
        try:
            line = self.process.stdout.readline()
        finally:
            watch.cancel()
        found = PRINTED.search(line)
        if not found:
            self.process.kill()
            said = self.process.stderr.read()[-2000:] if self.process.stderr else ""
            raise RuntimeError(f"The server did not start: {line} {said}")
        return int(found[1] or found[3]), found[2] or ""

    def _listen(self) -> None:
        """Take in what it says, so that it never waits for us."""
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line)

    def processes(self) -> list[psutil.Process]:
        """The process that supervises and everything below it."""
        try:
            top = psutil.Process(self.process.pid)
            return [top, *top.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def processor_time(self) -> float:
        """Seconds of processor time that all its processes have used."""
        times = [process.cpu_times() for process in self.processes()]
        return sum(one.user + one.system for one in times)

    def memory(self) -> float:
        """Bytes of memory of all its processes, shared pages counted once (PSS; else what is theirs alone)."""
        infos = [process.memory_full_info() for process in self.processes()]
        return float(sum(getattr(info, "pss", info.uss) for info in infos))

    def kill(self) -> None:
        """End every process at once and without warning (kill -9)."""
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        """End it as Ctrl+C does, unless it has ended."""
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and how long it took, in seconds, from sending the request to the last byte."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def location(self) -> str:
        """Where it leads."""
        return self.headers.get("Location", "")


@dataclass
class Visitor:
    """A browser of one person, on one connection that is kept open."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        self._used = time.perf_counter()

    @classmethod
    def signed_in(cls, server: Server) -> Visitor:
        """A browser that has opened the printed link."""
        visitor = cls(server.port)
        answer = visitor.get(server.link)
        if answer.status != 302:
            raise RuntimeError(f"Signing in was answered with {answer.status}")
        return visitor

    def another(self) -> Visitor:
        """The same person on a connection of its own."""
        return Visitor(self.port, dict(self.cookies), self.token)

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        self._connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", path, None, headers)

    def form(self, path: str) -> str:
        """Fetch a page with a form, and remember its token for what is posted from now on."""
        page = self.get(path).body.decode()
        found = TOKEN.search(page)
        if not found:
            raise RuntimeError(f"There is no form at {path}")
        self.token = found[1]
        return page

    def post(self, path: str, data: Mapping[str, Any]) -> Answer:
        """Send a form. What it leads to is not fetched."""
        body = urlencode({**data, "csrfmiddlewaretoken": self.token}, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send_file(self, path: str, data: Mapping[str, str], *, name: str, content: bytes) -> Answer:
        """Send a form with a file in its field `file`."""
        fields = {**data, "csrfmiddlewaretoken": self.token}
        parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{one}\r\n' for key, one in fields.items()]
        file = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = "".join([*parts, file]).encode() + content + b"\r\n--x--\r\n"
        return self._ask("POST", path, body, {"Content-Type": "multipart/form-data; boundary=x"})

    def _ask(self, method: str, path: str, body: str | bytes | None, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        whole = {"Host": f"localhost:{self.port}", **({"Cookie": cookie} if cookie else {}), **headers}
        began = time.perf_counter()
        if began - self._used > IDLE:
            self._connection.close()  # the server may be closing it at this moment; the request opens another
        try:
            self._connection.request(method, path, body, whole)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, HTTPException):
            self._connection.close()  # the next request opens another
            raise
        self._used = time.perf_counter()
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers, content, self._used - began)
