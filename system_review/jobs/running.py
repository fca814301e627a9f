"""The worker: a thread for each queue, and a main thread whose heart beats, puts back, tidies up and ends it all."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import close_old_connections, connection
from django.utils import timezone

from system_review.jobs import services
from system_review.jobs.queries import is_waiting
from system_review.jobs.rules import Queue, WorkerName

LOOK = 0.5  # seconds between two looks whether there is something to do
BEAT = 10.0  # seconds between two beats
PUT_BACK = 30.0  # seconds between two looks for the jobs of workers that died
SCHEDULE = 60.0  # seconds between two looks whether something is due that is done daily
PATIENCE = 0.4  # seconds that a job in progress is given when the worker ends
PATIENCE_FOR_LETTERS = 15.0  # the same for a letter: what is being handed over cannot be taken back


def work(*, parent: int | None = None, now: Callable[[], datetime] = timezone.now) -> int:
    """Do jobs until a signal or the end of the process `parent` ends it; the exit code. For a process of its own."""
    name = WorkerName(this_machine(), os.getpid(), int(time.time()))
    ending, broken = threading.Event(), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    services.beat(name, at=now())
    threads = [threading.Thread(target=_serve, args=(queue, name, ending, broken, now), daemon=True) for queue in Queue]
    for thread in threads:
        thread.start()
    _watch(name, ending, parent, now)
    for queue, thread in zip(Queue, threads, strict=True):
        thread.join(PATIENCE_FOR_LETTERS if queue == Queue.MAIL else PATIENCE)
    services.leave(name)
    sys.stdout.flush()
    os._exit(1 if broken.is_set() else 0)  # a thread in the middle of a job is not waited for: the job is put back


def run_waiting(*, now: Callable[[], datetime] = timezone.now) -> int:
    """Do everything that waits now, in this thread; how many jobs that were. For tests, and where nobody else would."""
    name = WorkerName(this_machine(), os.getpid(), int(time.time()))
    services.beat(name, at=now())
    count = 0
    for queue in Queue:
        while (row := services.claim(queue, worker=name)) is not None:
            services.do(row, now=now)
            count += 1
    return count


def this_machine() -> str:
    """A name for this machine since its last start; other machines that share the database have others."""
    try:
        start = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    except OSError:
        start = f"{uuid.getnode():012x}"[-8:]
    return f"{socket.gethostname()[:27].replace(':', '-')}-{start}"


def is_gone(name: WorkerName) -> bool:
    """Whether this worker ran on this machine and runs no longer."""
    if name.machine != this_machine() or not hasattr(os, "killpg"):
        return False  # on Windows, asking for a process by a signal would end it
    try:
        os.kill(name.process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _serve(
    queue: Queue, name: WorkerName, ending: threading.Event, broken: threading.Event, now: Callable[[], datetime]
) -> None:
    try:
        while not ending.is_set():
            close_old_connections()
            row = services.claim(queue, worker=name) if is_waiting(queue) else None
            if row is None:
                ending.wait(LOOK)
            else:
                services.do(row, now=now)
    except BaseException:
        broken.set()  # the database went away, for one: whoever started this worker starts another
        ending.set()
        raise
    finally:
        connection.close()


def _watch(name: WorkerName, ending: threading.Event, parent: int | None, now: Callable[[], datetime]) -> None:
    due = {"beat": 0.0, "put back": 0.0, "schedule": SCHEDULE}  # seconds since the start
    began = time.monotonic()
    while not ending.is_set():
        close_old_connections()
        passed = time.monotonic() - began
        if passed >= due["beat"]:
            due["beat"] = passed + BEAT
            services.beat(name, at=now())
        if passed >= due["put back"]:
            due["put back"] = passed + PUT_BACK
            services.put_back(at=now(), is_gone=is_gone)
        if passed >= due["schedule"]:
            due["schedule"] = passed + SCHEDULE
            services.start_due(at=now())
        ending.wait(1.0)
        if parent is not None and os.getppid() != parent:
            ending.set()
