"""Real workers on the test's database: one that is killed, two at once, one whose parent dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from _house import ROOT, neutral_surroundings
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from system_review.jobs.services import enqueue
from tests.jobs import doing

PATIENCE = 60  # seconds; the machine may be busy

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(os.name == "nt", reason="ended by signals of Unix"),
]


class Workers:
    """Worker processes on the test's database, and what their jobs noted."""

    def __init__(self, folder: Path) -> None:
        self.notes = folder / "notes"
        self.notes.touch()
        self.processes: list[subprocess.Popen[bytes]] = []
        self.env = {
            **neutral_surroundings(),
            "SYSTEM_REVIEW_DATA": str(folder / "data"),
            "DATABASE_URL": database_url(),
            "PYTHONPATH": str(ROOT),
            doing.NOTES: str(self.notes),
        }

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "system_review.commands", "worker", *options]
        process = subprocess.Popen(command, cwd=ROOT, env=self.env, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        self.processes.append(process)
        return process

    def noted(self, what: str) -> list[str]:
        """The numbers of the jobs that noted this."""
        lines = [line.split() for line in self.notes.read_text(encoding="ascii").splitlines()]
        return [number for noted, number, _process in lines if noted == what]

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()


def database_url() -> str:
    """The address of the test's database, for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(given['NAME']))}"
    who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}@" if given["USER"] else ""
    host = given["HOST"]
    if host.startswith("/"):
        return f"postgresql://{who}/{quote(given['NAME'])}?host={quote(host, safe='')}"
    return f"postgresql://{who}{host}:{given['PORT']}/{quote(given['NAME'])}"


def until(true: Callable[[], bool]) -> bool:
    """Whether that becomes true before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    """`workers.start()`: a worker; whatever still runs after the test is ended."""
    started = Workers(tmp_path)
    yield started
    started.end()


def test_a_job_whose_worker_is_killed_is_done_once_more(workers: Workers) -> None:
    with transaction.atomic():
        enqueue(doing.slow, 1)
    first = workers.start()
    assert until(lambda: workers.noted("began") == ["1"])

    first.kill()
    first.wait()
    workers.start()

    assert until(lambda: workers.noted("ended") == ["1"])
    assert until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL")
    assert workers.noted("began") == ["1", "1"]
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_two_workers_never_do_the_same_job(workers: Workers) -> None:
    with transaction.atomic():
        for number in range(60):
            enqueue(doing.quick, number)

    workers.start()
    workers.start()

    assert until(lambda: not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists())
    assert Counter(workers.noted("began")) == {str(number): 1 for number in range(60)}


def test_a_slow_job_holds_up_no_letter_and_a_worker_that_is_ended_puts_its_job_back(workers: Workers) -> None:
    with transaction.atomic():
        enqueue(doing.slow, 1)
        enqueue(doing.letter, 2)
    worker = workers.start()
    assert until(lambda: workers.noted("began") == ["1"])
    assert until(lambda: workers.noted("sent") == ["2"])

    worker.send_signal(signal.SIGTERM)
    worker.wait(PATIENCE)

    assert workers.noted("ended") == []
    job = DBTaskResult.objects.get(task_path__endswith="slow")
    assert (job.status, job.worker_ids) == ("READY", [])


def test_a_letter_that_is_being_handed_over_is_waited_for_when_a_worker_is_ended(workers: Workers) -> None:
    with transaction.atomic():
        enqueue(doing.slow_letter, 1)
        enqueue(doing.letter, 2)
    worker = workers.start()
    assert until(lambda: workers.noted("began") == ["1"])

    worker.send_signal(signal.SIGTERM)
    worker.wait(PATIENCE)

    assert workers.noted("ended") == ["1"] and workers.noted("sent") == []
    states = DBTaskResult.objects.values_list("status", "worker_ids")
    assert sorted((status, len(names)) for status, names in states) == [("READY", 0), ("SUCCESSFUL", 1)]


def test_a_worker_ends_with_the_process_that_keeps_it(workers: Workers) -> None:
    keeper = subprocess.Popen(["sleep", "100"])
    try:
        worker = workers.start("--under", str(keeper.pid))  # it is not that process's child

        assert worker.wait(PATIENCE) == 0
    finally:
        keeper.kill()
        keeper.wait()
