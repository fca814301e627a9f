"""A job is there if its change is; a job that fails is tried again; what dead workers left is put back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from system_review.errors import Refused
from system_review.jobs import services
from system_review.jobs.models import Worker
from system_review.jobs.rules import Queue, WorkerName
from system_review.jobs.running import is_gone, run_waiting, this_machine
from tests.jobs import doing

NOON = datetime(2027, 4, 20, 12, tzinfo=UTC)
WORKER = WorkerName("another-machine", 1, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    yield
    doing.done.clear()
    doing.given_up.clear()


def row() -> DBTaskResult:
    """The only job."""
    return DBTaskResult.objects.get()


def running_job(*workers: WorkerName) -> None:
    """A job that the last of these workers has claimed, after the others died of it."""
    services.enqueue(doing.failing, 7)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=[str(worker) for worker in workers])


def test_a_job_is_done_once() -> None:
    services.enqueue(doing.remembered, 7)

    assert run_waiting() == 1
    assert run_waiting() == 0

    assert doing.done == [7]
    assert row().status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
def test_a_job_is_there_only_if_its_change_is() -> None:
    def change() -> None:
        with transaction.atomic():
            services.enqueue(doing.remembered, 7)
            raise ValueError("the change fails")

    with pytest.raises(ValueError):
        change()

    assert run_waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_without_a_change_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        services.enqueue(doing.remembered, 7)


def test_a_job_that_fails_is_tried_again_and_then_given_up() -> None:
    services.enqueue(doing.failing, 7)
    waits = []

    for _ in range(4):
        DBTaskResult.objects.update(run_after=NOON - timedelta(days=1000))
        assert run_waiting(now=lambda: NOON) == 1
        waits.append(row().run_after - NOON if row().status == "READY" else row().status)

    assert waits == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), "FAILED"]
    assert doing.given_up == [7]
    assert DBTaskResult.objects.count() == 1


def test_nothing_that_was_said_is_kept_of_a_failure() -> None:
    services.enqueue(doing.failing, 7)

    run_waiting()

    assert row().exception_class_path == "builtins.ValueError"
    assert "doing.py" in row().traceback
    assert "somebody's words" not in row().traceback


def test_the_jobs_of_a_living_worker_stay_with_it() -> None:
    services.beat(WORKER, at=NOON)
    running_job(WORKER)

    assert services.put_back(at=NOON + timedelta(seconds=60)) == 0
    assert row().status == "RUNNING"


def test_the_jobs_of_a_worker_whose_heart_stopped_are_put_back() -> None:
    services.beat(WORKER, at=NOON)
    running_job(WORKER)

    assert services.put_back(at=NOON + timedelta(seconds=61)) == 1
    assert row().status == "READY"


def test_on_the_same_machine_a_dead_process_is_seen_at_once() -> None:
    dead = WorkerName(this_machine(), 2**22 + 1, 1)  # more than Linux ever numbers
    services.beat(dead, at=NOON)
    running_job(dead)

    assert services.put_back(at=NOON, is_gone=is_gone) == 1
    assert not is_gone(WorkerName(this_machine(), os.getpid(), 1))
    assert not is_gone(WORKER)


def test_a_job_that_outlives_three_workers_is_given_up() -> None:
    services.enqueue(doing.failing, 7)
    states = []
    for _ in range(3):
        assert services.claim(Queue.DOCUMENTS, worker=WORKER)
        services.put_back(at=NOON)
        states.append(row().status)

    assert states == ["READY", "READY", "FAILED"]
    assert doing.given_up == [7]


def test_a_worker_that_ends_as_asked_leaves_its_job_as_it_was() -> None:
    services.beat(WORKER, at=NOON)
    running_job(WORKER)

    services.leave(WORKER)

    assert (row().status, row().worker_ids) == ("READY", [])
    assert not Worker.objects.exists()


def test_what_ended_a_week_ago_is_forgotten() -> None:
    services.enqueue(doing.remembered, 1)
    run_waiting(now=lambda: NOON)
    DBTaskResult.objects.update(finished_at=NOON)
    services.enqueue(doing.remembered, 2)

    services.forget(at=NOON + timedelta(days=7))
    assert DBTaskResult.objects.count() == 2
    services.forget(at=NOON + timedelta(days=7, seconds=1))

    assert row().args_kwargs["args"] == [2]
    assert not Worker.objects.exists()


def test_what_is_daily_is_started_once_a_day_whoever_looks() -> None:
    assert services.start_due(at=NOON) > 2
    assert services.start_due(at=NOON) == 0
    assert services.start_due(at=NOON + timedelta(hours=23)) == 0
    assert services.start_due(at=NOON + timedelta(hours=24)) > 2

    assert DBTaskResult.objects.values("queue_name").distinct().get() == {"queue_name": "long"}


def test_daily_work_does_not_wait_for_a_day_that_a_wrong_clock_set() -> None:
    services.start_due(at=NOON + timedelta(days=4000))

    assert services.start_due(at=NOON) > 2
    assert services.start_due(at=NOON) == 0


def test_a_hundred_jobs_of_one_partnership_keep_another_waiting_for_two_at_most() -> None:
    for number in range(100):
        services.enqueue(doing.remembered, number, of="one")
    services.enqueue(doing.remembered, 1000, of="other")
    services.enqueue(doing.remembered, 2000)

    run_waiting()

    assert sorted([doing.done.index(1000), doing.done.index(2000)]) <= [1, 2]
    assert [number for number in doing.done if number < 100] == list(range(100))


def test_partnerships_take_turns_and_what_is_running_counts() -> None:
    for of in ("one", "one", "one", "other", "other"):
        services.enqueue(doing.remembered, 1, of=of)

    claimed = [services.claim(Queue.MAIL, worker=WORKER) for _ in range(4)]

    assert [row.share.partnership for row in claimed if row] == ["one", "other", "one", "other"]


def test_a_job_that_was_given_up_can_be_tried_again() -> None:
    services.enqueue(doing.failing, 7)
    with pytest.raises(Refused):
        services.try_again(row().pk)
    DBTaskResult.objects.update(status="FAILED", worker_ids=["a", "b", "c"], finished_at=NOON)

    services.try_again(row().pk)

    assert (row().status, row().worker_ids, row().finished_at) == ("READY", [], None)
    assert run_waiting() == 1
    with pytest.raises(Refused):
        services.try_again(row().pk)


def test_the_queues_are_known_to_the_settings() -> None:
    for queue in Queue:
        assert services.claim(queue, worker=WORKER) is None
    services.enqueue(doing.letter, 1)

    assert services.claim(Queue.DOCUMENTS, worker=WORKER) is None
    assert services.claim(Queue.MAIL, worker=WORKER) is not None
