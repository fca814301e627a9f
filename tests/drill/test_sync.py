"""A save is acknowledged only after it reached the disk (K2): seen in the system calls, on each database.

A kill cannot tell this: what a killed process wrote is still in the system's memory. Only a power cut could.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from pathlib import Path

import psutil

from tests.bench.serving import Server, Visitor
from tests.missing import missing_but_optional

SAVES = 40

ASKED = re.compile(r'(?:recvfrom|read|recvmsg)\(.*"POST ')
SYNCED = re.compile(r"(?:fsync|fdatasync)\([^)]*\)\s+= 0|<\.\.\. (?:fsync|fdatasync) resumed>\)\s+= 0")
ANSWERED = re.compile(r'(?:sendto|write|writev|sendmsg)\(.*"HTTP/1\.1 302')


def test_a_save_is_acknowledged_only_after_it_reached_the_disk(filled, request, tmp_path, tell):
    if shutil.which("strace") is None:
        missing_but_optional("strace", "apt install strace")
    address, log = filled.address("/{partnership}/cells/{cell}/new-finding/"), tmp_path / "calls"
    with Server(filled.place) as server:
        visitor = Visitor.signed_in(server)
        visitor.form(address)
        visitor.post(address, {"text": "Saved before", "colour": "red", "key": "k"})  # all connections are made
        writing = server.processes()
        if filled.database == "postgresql":
            top = psutil.Process(request.getfixturevalue("postgres").process_id)
            writing += [top, *top.children()]
        tracer = _traced(writing, log)
        statuses = {
            visitor.post(address, {"text": f"Saved {number}", "colour": "red", "key": f"k{number}"}).status
            for number in range(SAVES)
        }
        tracer.terminate()
        tracer.wait(10)

    answered, unsynced = _answers(log.read_text(encoding="utf-8", errors="replace").splitlines())
    tell(f"{answered} saves answered, {unsynced} of them before they were on the disk")
    assert statuses == {302}
    assert (answered, unsynced) == (SAVES, 0)


def _traced(processes: list[psutil.Process], log: Path) -> subprocess.Popen[str]:
    """Follow the system calls of all these processes, once the tracer is attached."""
    attached = [f"--attach={process.pid}" for process in processes]
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
