"""Putting jobs into the queue, and what becomes of them: claimed, done, tried again, given up, put back, forgotten."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from system_review.jobs.models import Worker
from system_review.jobs.rules import KEPT, MOST_DEATHS, SILENT, Queue, WorkerName, again_after, has_stopped

Job = Callable[..., None]
Row = DBTaskResult[Any, Any]

_log = logging.getLogger(__name__)
_given_up: dict[str, Job] = {}
_daily: list[Callable[[datetime], None]] = []


def job(*, queue: Queue, given_up: Job | None = None) -> Callable[[Job], Task[Any, None]]:
    """Make a function of a module a job, which takes numbers of rows only and may run twice.

    `given_up` is called with the same numbers when it has failed as often as it may.
    """

    def make(function: Job) -> Task[Any, None]:
        made = task(queue_name=str(queue))(function)
        if given_up is not None:
            _given_up[made.module_path] = given_up
        return made

    return make


def daily(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """Have every worker call this once a day, with the moment. It may be called at the same time by several."""
    _daily.append(function)
    return function


def enqueue(what: Task[Any, None], *numbers: int | str) -> None:
    """Have this done later, for the rows with these numbers or public ids, if this transaction is kept."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A job is put into the queue in the transaction of the change that it belongs to")
    what.enqueue(*numbers)


@transaction.atomic
def claim(queue: str, *, worker: WorkerName) -> Row | None:
    """The next job of a queue, which is this worker's now; None if there is none."""
    row: Row | None = DBTaskResult.objects.ready().filter(queue_name=queue).get_locked()
    if row is not None:
        row.claim(str(worker))
    return row


def do(row: Row, *, now: Callable[[], datetime]) -> None:
    """Do a claimed job. Whatever it raises is written down, and it is tried again or given up."""
    try:
        given = row.args_kwargs
        row.task.call(*given["args"], **given["kwargs"])
    except Exception as problem:  # noqa: BLE001 - a job that fails must not end the worker
        _log.warning("A job failed: %s (%s, try %d)", row.task_path, _named(problem), len(row.worker_ids))
        _fail(row, _named(problem), _where(problem), at=now())
    else:
        row.set_successful(None)


@transaction.atomic
def _fail(row: Row, named: str, where: str, *, at: datetime) -> None:
    row.exception_class_path, row.traceback = named, where
    wait = again_after(len(row.worker_ids))
    if wait is None:
        _give_up(row, at=at)
    else:
        row.status, row.run_after = TaskResultStatus.READY, at + wait
    row.save(update_fields=["status", "run_after", "finished_at", "exception_class_path", "traceback"])


def _give_up(row: Row, *, at: datetime) -> None:
    row.status, row.finished_at = TaskResultStatus.FAILED, at
    _log.error("A job was given up: %s after %d tries", row.task_path, len(row.worker_ids))
    with suppress(ImportError):
        row.task  # noqa: B018 - importing the job is what makes it known who is to be told
    if (told := _given_up.get(row.task_path)) is not None:
        given = row.args_kwargs
        try:
            with transaction.atomic():
                told(*given["args"], **given["kwargs"])
        except Exception as problem:  # noqa: BLE001 - it stays given up, whatever else went wrong
            _log.error("Nobody was told of it: %s (%s)", row.task_path, _named(problem))


def beat(worker: WorkerName, *, at: datetime) -> None:
    """Say that this worker is alive."""
    Worker.objects.update_or_create(name=str(worker), defaults={"seen_at": at})


@transaction.atomic
def put_back(*, at: datetime, is_gone: Callable[[WorkerName], bool] = lambda name: False) -> int:
    """Put the jobs of workers that have died back into their queues; those that outlived too many are given up.

    `is_gone` knows more of workers on this machine than their hearts tell. Gives the number of jobs.
    """
    alive = {worker.name: worker.seen_at for worker in Worker.objects.all()}
    running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
    count = 0
    for row in running.order_by("pk"):
        last = str(row.worker_ids[-1]) if row.worker_ids else ""
        name = WorkerName.of(last)
        if has_stopped(alive.get(last), at=at) or (name is not None and is_gone(name)):
            _put_back(row, at=at)
            count += 1
    return count


def _put_back(row: Row, *, at: datetime) -> None:
    _log.warning("A job's worker died: %s", row.task_path)
    if len(row.worker_ids) >= MOST_DEATHS:
        _give_up(row, at=at)
    else:
        row.status = TaskResultStatus.READY
    row.save(update_fields=["status", "finished_at"])


@transaction.atomic
def leave(worker: WorkerName) -> None:
    """Put back what this worker, which ends as it was asked to, has not done. That is no try."""
    for row in DBTaskResult.objects.running().select_for_update(skip_locked=True).order_by("pk"):
        if row.worker_ids and row.worker_ids[-1] == str(worker):
            row.status, row.worker_ids = TaskResultStatus.READY, row.worker_ids[:-1]
            row.save(update_fields=["status", "worker_ids"])
    Worker.objects.filter(name=str(worker)).delete()


def forget(*, at: datetime) -> None:
    """Delete the rows of jobs that ended a week ago, and of workers that died."""
    ended = Q(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED], finished_at__lt=at - KEPT)
    DBTaskResult.objects.filter(ended).delete()
    still_named: Collection[str] = {
        name for names in DBTaskResult.objects.running().values_list("worker_ids", flat=True) for name in names
    }
    Worker.objects.filter(seen_at__lt=at - 2 * SILENT).exclude(name__in=still_named).delete()


def do_daily(*, at: datetime) -> None:
    """Do what is to be done once a day. What fails is written down, and the rest is done all the same."""
    for function in (lambda moment: forget(at=moment), *_daily):
        try:
            function(at)
        except Exception as problem:  # noqa: BLE001 - one of them must not keep the others from being done
            _log.error("Daily work failed: %s (%s)", getattr(function, "__name__", ""), _named(problem))


def _named(problem: Exception) -> str:
    return f"{type(problem).__module__}.{type(problem).__qualname__}"


def _where(problem: Exception) -> str:
    """Where it happened, without what was said: that may hold somebody's words."""
    frames = traceback.extract_tb(problem.__traceback__)
    return "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
