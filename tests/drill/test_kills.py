"""The server is killed while people save: what was acknowledged is there, once, and the history holds."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.bench.serving import Server, Visitor
from tests.drill.crowd import Ledger, crowd
from tests.missing import missing_but_optional

KILLS, WRITERS, LOAD = 5, 8, 2.0  # the last in seconds
SAVES = 40

ASKED = re.compile(r'(?:recvfrom|read|recvmsg)\(.*"POST ')
SYNCED = re.compile(r"(?:fsync|fdatasync)\([^)]*\)\s+= 0|<\.\.\. (?:fsync|fdatasync) resumed>\)\s+= 0")
ANSWERED = re.compile(r'(?:sendto|write|writev|sendmsg)\(.*"HTTP/1\.1 302')


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(filled, tell):
    ledger, starts = Ledger(), []
    address = filled.address("/{partnership}/cells/{cell}/new-finding/")

    for kill in range(KILLS):
        server = Server(filled.place)
        starts.append(server.seconds)
        first = Visitor.signed_in(server)
        first.form(address)
        threading.Timer(LOAD, server.kill).start()
        crowd(
            [first.another() for _ in range(WRITERS)],
            lambda which, one, kill=kill: ledger.write_findings(one, address, f"w{which}.{kill}", until=_much_later()),
        )

    found = filled.findings()
    unknown = len(ledger.sent) - len(ledger.acknowledged)
    tell(f"{KILLS} kills, {len(ledger.acknowledged)} saves acknowledged, {unknown} without an answer")
    tell(f"ready after at most {max(starts):.1f} s")
    assert len(ledger.acknowledged) > KILLS * WRITERS
    assert set(ledger.statuses) == {302}
    assert (ledger.lost(found), ledger.doubled(found)) == (set(), [])
    assert filled.is_sound()


def _much_later() -> float:
    return time.monotonic() + 60


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_a_save_is_acknowledged_only_after_it_reached_the_disk(filled, tmp_path, tell):
    if shutil.which("strace") is None:
        missing_but_optional("strace", "apt install strace")
    address, log = filled.address("/{partnership}/cells/{cell}/new-finding/"), tmp_path / "calls"
    with Server(filled.place) as server:
        visitor = Visitor.signed_in(server)
        visitor.form(address)
        tracer = _traced(server, log)
        for number in range(SAVES):
            visitor.post(address, {"text": f"Saved {number}", "colour": "red", "key": f"k{number}"})
        tracer.terminate()
        tracer.wait(10)

    answered, unsynced = _answers(log.read_text(encoding="utf-8", errors="replace").splitlines())
    tell(f"{answered} saves answered, {unsynced} of them before they were on the disk")
    assert (answered, unsynced) == (SAVES, 0)


def _traced(server: Server, log: Path) -> subprocess.Popen[str]:
    """Follow the system calls of all its processes, once the tracer is attached."""
    attached = [f"--attach={process.pid}" for process in server.processes()]
    calls = "fsync,fdatasync,read,recvfrom,recvmsg,write,writev,sendto,sendmsg"
    command = ["strace", "-f", "-s", "40", "-e", f"trace={calls}", "-o", str(log), *attached]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr
    for _ in attached:
        if "attached" not in (line := tracer.stderr.readline()):
            tracer.kill()
            missing_but_optional(f"the right to follow a process: {line.strip()}", "let strace attach")
    threading.Thread(target=tracer.stderr.read, daemon=True).start()
    return tracer


def _answers(calls: list[str]) -> tuple[int, int]:
    """How many saves were answered, and how many of them without a sync between question and answer."""
    answered = unsynced = 0
    synced = False
    for call in calls:
        if ASKED.search(call):
            synced = False
        elif SYNCED.search(call):
            synced = True
        elif ANSWERED.search(call):
            answered += 1
            unsynced += not synced
    return answered, unsynced
