"""Jobs in the queue, and what becomes of them: claimed, done, tried again, given up, put back, forgotten."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from system_review.errors import Refused, Why
from system_review.jobs.kinds import Job, Kind, enter, kind_of
from system_review.jobs.models import Share, Turn, Worker
from system_review.jobs.queries import order_of_turns
from system_review.jobs.rules import KEPT, MOST_DEATHS, SILENT, Hopeless, Queue, WorkerName, again_after, has_stopped

Row = DBTaskResult[Any, Any]

_log = logging.getLogger(__name__)


def job(
    *, queue: Queue, about: str, given_up: Job | None = None, again: Job | None = None
) -> Callable[[Job], Task[Any, None]]:
    """Make a function of a module a job, which takes numbers of rows only and may run twice. `about` is its name.

    `given_up` is called with the same numbers when it has failed as often as it may; `again` before somebody has it
    tried again after that, and raises `Refused` where that makes no sense any more.
    """

    def make(function: Job) -> Task[Any, None]:
        made = task(queue_name=str(queue))(function)
        enter(made.module_path, Kind(about, given_up, again))
        return made

    return make


def enqueue(what: Task[Any, None], *numbers: int | str, of: str = "") -> None:
    """Have this done later, for the rows with these numbers or public ids, if this transaction is kept.

    `of` is the key of the partnership for which it is done; "" where it is done for the installation.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A job is put into the queue in the transaction of the change that it belongs to")
    result: Any = what.enqueue(*numbers)
    Share.objects.create(job=result.db_result, partnership=of)


@transaction.atomic
def claim(queue: str, *, worker: WorkerName) -> Row | None:
    """The next job of a queue, which is this worker's now; None if there is none.

    Partnerships take turns, so that a hundred jobs of one keep no other waiting. Among its own the oldest is first.
    """
    for partnership in order_of_turns(queue):
        share: dict[str, Any] = {"share__partnership": partnership} if partnership else {}
        waiting = DBTaskResult.objects.ready().filter(queue_name=queue, **share)
        if not partnership:
            waiting = waiting.filter(Q(share=None) | Q(share__partnership=""))
        row: Row | None = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if row is not None:
            _take_turn(queue, partnership)
            row.claim(str(worker))
            return row
    return None


def _take_turn(queue: str, partnership: str) -> None:
    last = Turn.objects.filter(queue=queue).order_by("-taken").values_list("taken", flat=True).first() or 0
    Turn.objects.update_or_create(queue=queue, partnership=partnership, defaults={"taken": last + 1})


@transaction.atomic
def try_again(number: str | UUID) -> None:
    """Have a job done that was given up, as if it had never been tried. Raises `Refused` where it cannot be."""
    row: Row | None = DBTaskResult.objects.select_for_update().filter(pk=number).first()
    if row is None or row.status != TaskResultStatus.FAILED:
        raise Refused(Why("This has not failed, or is being tried again already"))
    if (again := kind_of(row).again) is not None:
        again(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    row.status, row.run_after, row.worker_ids, row.finished_at = TaskResultStatus.READY, get_date_max(), [], None
    row.save(update_fields=["status", "run_after", "worker_ids", "finished_at"])
    Share.objects.filter(job=row).update(deaths=0)


def do(row: Row, *, now: Callable[[], datetime]) -> None:
    """Do a claimed job. Whatever it raises is written down, and it is tried again or given up."""
    try:
        given = row.args_kwargs
        row.task.call(*given["args"], **given["kwargs"])
    except Exception as problem:  # noqa: BLE001 - a job that fails must not end the worker
        _log.warning("A job failed: %s (%s, try %d)", row.task_path, _named(problem), len(row.worker_ids))
        _fail(row, problem, at=now())
    else:
        row.set_successful(None)


@transaction.atomic
def _fail(row: Row, problem: Exception, *, at: datetime) -> None:
    row.exception_class_path, row.traceback = _named(problem), _where(problem)
    wait = None if isinstance(problem, Hopeless) else again_after(len(row.worker_ids), row.queue_name)
    if wait is None:
        _give_up(row, at=at)
    else:
        row.status, row.run_after = TaskResultStatus.READY, at + wait
    row.save(update_fields=["status", "run_after", "finished_at", "exception_class_path", "traceback"])


def _give_up(row: Row, *, at: datetime) -> None:
    row.status, row.finished_at = TaskResultStatus.FAILED, at
    _log.error("A job was given up: %s after %d tries", row.task_path, len(row.worker_ids))
    if (told := kind_of(row).given_up) is not None:
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
    share, _made = Share.objects.get_or_create(job=row, defaults={"partnership": ""})
    share.deaths += 1
    share.save(update_fields=["deaths"])
    if share.deaths >= MOST_DEATHS:
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


def _named(problem: Exception) -> str:
    return f"{type(problem).__module__}.{type(problem).__qualname__}"


def _where(problem: Exception) -> str:
    """Where it happened, without what was said: that may hold somebody's words."""
    frames = traceback.extract_tb(problem.__traceback__)
    return "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
