"""Looking at the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from system_review.jobs.kinds import kind_of
from system_review.jobs.models import Turn
from system_review.jobs.rules import Queue, in_turn


def is_waiting(queue: str) -> bool:
    """Whether a job of this queue could be done now."""
    # because jobs belong to no partnership: each asks again for whom it works
    return DBTaskResult.objects.ready().filter(queue_name=queue).exists()


def order_of_turns(queue: str) -> list[str]:
    """The keys of the partnerships whose jobs of this queue could be done now, in the order of their turns."""
    jobs = DBTaskResult.objects.filter(queue_name=queue).order_by()
    ready = jobs & DBTaskResult.objects.ready().order_by()
    running = jobs & DBTaskResult.objects.running().order_by()
    counts = running.values_list("share__partnership").annotate(Count("pk"))
    return in_turn(
        {one or "" for one in ready.values_list("share__partnership", flat=True).distinct()},
        running={one or "": count for one, count in counts},
        taken=dict(Turn.objects.filter(queue=queue).values_list("partnership").annotate(Max("taken"))),
    )


class State(StrEnum):
    """How far a job is."""

    FAILED = "failed"
    RUNNING = "running"
    AGAIN = "waiting to be tried again"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job as it is listed. `went_wrong` is the kind of its last error, never what was said."""

    id: str
    about: str
    partnership: str
    queue: str
    state: State
    tries: int
    asked_at: datetime
    ended_at: datetime | None
    next_at: datetime | None
    went_wrong: str


ORDER = list(State)
MOST = 200  # jobs that a page lists of each state


def listed(*, of: str | None = None, most: int = MOST) -> list[JobLine]:
    """The jobs of a partnership (None: all), those that failed first; of each state the newest, `most` at most."""
    rows = DBTaskResult.objects.select_related("share").order_by("-enqueued_at", "pk")
    if of is not None:
        rows = rows.filter(share__partnership=of)
    states = [rows.filter(status=status)[:most] for status in TaskResultStatus.values]
    return sorted((_line(row) for some in states for row in some), key=lambda line: ORDER.index(line.state))


def job_called(number: str, *, of: str) -> JobLine | None:
    """The job of a partnership with this id; None if there is none. What is no id is looked for like one."""
    try:
        key = UUID(number)
    except ValueError:
        key = UUID(int=0)
    row = DBTaskResult.objects.select_related("share").filter(pk=key, share__partnership=of).first()
    return _line(row) if row else None


def _line(row: Any) -> JobLine:
    state = {
        TaskResultStatus.FAILED: State.FAILED,
        TaskResultStatus.RUNNING: State.RUNNING,
        TaskResultStatus.SUCCESSFUL: State.DONE,
    }.get(row.status, State.AGAIN if row.worker_ids else State.WAITING)
    return JobLine(
        id=str(row.pk),
        about=kind_of(row).about,
        partnership=row.share.partnership if hasattr(row, "share") else "",
        queue=row.queue_name,
        state=state,
        tries=len(row.worker_ids),
        asked_at=row.enqueued_at,
        ended_at=row.finished_at,
        next_at=row.run_after if state == State.AGAIN and row.run_after != get_date_max() else None,
        went_wrong=row.exception_class_path if state in (State.FAILED, State.AGAIN) else "",
    )


@dataclass(frozen=True, slots=True)
class QueueStanding:
    """How a queue stands: how many jobs wait, are being done and were given up, and seconds of the oldest's wait."""

    queue: str
    waiting: int
    running: int
    failed: int
    oldest: float


def standing_of_queues(*, at: datetime) -> list[QueueStanding]:
    """How every queue stands, in two statements. A job that is to be tried again later waits, but is not late."""
    rows = DBTaskResult.objects.order_by().values_list("queue_name", "status").annotate(Count("pk"))
    counts = {(queue, status): count for queue, status, count in rows}
    ready = DBTaskResult.objects.ready().order_by().values_list("queue_name")
    oldest = dict(ready.annotate(Min("enqueued_at")))
    return [
        QueueStanding(
            queue=str(queue),
            waiting=counts.get((queue, TaskResultStatus.READY), 0),
            running=counts.get((queue, TaskResultStatus.RUNNING), 0),
            failed=counts.get((queue, TaskResultStatus.FAILED), 0),
            oldest=max((at - oldest[queue]).total_seconds(), 0.0) if queue in oldest else 0.0,
        )
        for queue in Queue
    ]
