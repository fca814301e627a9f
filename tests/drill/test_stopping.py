"""The server is ended as systemd ends it while people save, upload and bring texts in: what was begun is answered."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections import Counter
from http.client import HTTPException
from typing import Any

from tests.bench.serving import Server, Visitor
from tests.drill.conftest import Filled
from tests.drill.crowd import Ledger, crowd
from tests.drill.test_sign_in import code

RESTARTS = int(os.environ.get("RESTARTS", "20"))
WRITERS, LOAD = 4, 1.5  # the last in seconds
PIECES, PAUSE = 12, 0.1  # of an upload that takes over a second
SLOWEST_END = 20.0  # seconds

STATES = """
import django; django.setup()
from django_tasks_db.models import DBTaskResult
from system_review.documents.models import Document
print(Document.unscoped.count(), DBTaskResult.objects.exclude(status="SUCCESSFUL").count(),
      Document.unscoped.filter(state="reading").count())
"""


class Stopped:
    """What became of everything that was sent, over all restarts."""

    def __init__(self) -> None:
        self.ledger, self.answers, self.broken = Ledger(), Counter[str](), list[str]()
        self.reset = set[str]()  # texts whose line was reset: the system had taken it in, the server not yet

    def answered(self, what: str, status: int) -> None:
        self.answers[f"{what} {status}"] += 1

    def ask(self, visitor: Visitor, what: str, address: str, data: dict[str, str]) -> bool:
        """Post once, on a connection of its own. False once nobody listens any more."""
        visitor.close()
        try:
            answer = visitor.post(address, data)
        except ConnectionRefusedError:
            return False
        except (ConnectionResetError, BrokenPipeError):  # while it waited for the answer, or was still sending
            self.reset.add(data["text"])
            return False
        except (OSError, HTTPException) as problem:
            self.broken.append(f"{what}: {problem!r}")
            return False
        self.answered(what, answer.status)
        if what == "finding" and answer.status == 302:
            self.ledger.acknowledged.add(data["text"])
        return True


def upload(stopped: Stopped, visitor: Visitor, address: str) -> bool:
    """Send a file slowly, piece by piece. False once nobody listens any more."""
    fields = {"csrfmiddlewaretoken": visitor.token, "key": os.urandom(8).hex(), "name": "Minutes"}
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    head = '--b\r\nContent-Disposition: form-data; name="file"; filename="minutes.txt"\r\n\r\n'
    lines = "Target, Level 1, Referral: red\n" * 4000
    body = "".join([*parts, head, lines, "\r\n--b--\r\n"]).encode()
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    said = (
        f"POST {address} HTTP/1.1\r\nHost: localhost:{visitor.port}\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    try:
        with socket.create_connection(("127.0.0.1", visitor.port), timeout=60) as line:
            line.sendall(said.encode())
            for at in range(0, len(body), len(body) // PIECES + 1):
                line.sendall(body[at : at + len(body) // PIECES + 1])
                time.sleep(PAUSE)
            answer = b""
            while part := line.recv(65536):
                answer += part
    except ConnectionRefusedError:
        return False
    except OSError as problem:
        stopped.broken.append(f"upload: {problem!r}")
        return False
    if not answer.startswith(b"HTTP/1.1 "):
        stopped.broken.append(f"upload: {answer[:40]!r}")
        return False
    stopped.answered("upload", int(answer[9:12]))
    return True


def load(stopped: Stopped, which: int, visitor: Visitor, filled: Filled, turn: int) -> None:
    """What one of the crowd does until nobody listens any more."""
    texts = filled.address("/{partnership}/reviews/{review}/inbox/")
    cell = filled.address("/{partnership}/cells/{cell}/new-finding/")
    number, goes_on = 0, True
    while goes_on:
        text, number = f"w{which}.{turn} wrote {number}", number + 1
        if which == 0:
            goes_on = upload(stopped, visitor, texts)
        elif which == 1:
            words = {"text": "Target, Level 1, Referral: red", "key": text, "name": text}
            goes_on = stopped.ask(visitor, "text", texts, words)
            time.sleep(PAUSE)
        else:
            stopped.ledger.sent.add(text)
            goes_on = stopped.ask(visitor, "finding", cell, {"text": text, "colour": "red", "key": text})


def ended(server: Server) -> float:
    """Send SIGTERM; the seconds until it was gone."""
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(60)
    return time.monotonic() - began


def test_what_was_begun_is_answered_and_no_job_is_lost(filled: Filled, tell: Any) -> None:
    stopped, times = Stopped(), list[float]()
    for turn in range(RESTARTS):
        server = Server(filled.place)
        first = Visitor.signed_in(server)
        first.form(filled.address("/{partnership}/cells/{cell}/new-finding/"))
        timer = threading.Timer(LOAD, lambda server=server: times.append(ended(server)))
        timer.start()
        others = [first.another() for _ in range(WRITERS + 2)]
        crowd(others, lambda which, one, turn=turn: load(stopped, which, one, filled, turn))
        timer.join()
        assert server.process.returncode == 0, "".join(server.said)[-2000:]
    with Server(filled.place):
        documents, open_jobs, reading = _settled(filled)

    found = filled.findings()
    tell(f"{RESTARTS} restarts, {dict(stopped.answers)}; ended within {max(times):.1f} s")
    tell(f"{len(stopped.broken)} broken: {Counter(stopped.broken)}; {documents} documents, {open_jobs} jobs open")
    tell(f"{len(stopped.reset)} lines reset, of which {len(stopped.reset & set(found))} had been begun")
    assert stopped.broken == []
    assert stopped.reset & set(found) == set()
    assert len(stopped.reset) <= max(1, RESTARTS // 10)
    assert {answer.split()[1] for answer in stopped.answers} <= {"302", "503"}
    assert (stopped.ledger.lost(found), stopped.ledger.doubled(found)) == (set(), [])
    assert (open_jobs, reading) == (0, 0)
    assert documents == stopped.answers["upload 302"] + stopped.answers["text 302"]
    assert max(times) < SLOWEST_END
    assert filled.is_sound()


def _settled(filled: Filled) -> tuple[int, int, int]:
    """Documents, jobs that are not done, and documents still being read, once nothing changes any more."""
    end = time.monotonic() + 120
    while True:
        documents, open_jobs, reading = map(int, code(filled.place, STATES).split())
        if open_jobs == 0 or time.monotonic() > end:
            return documents, open_jobs, reading
        time.sleep(2)
