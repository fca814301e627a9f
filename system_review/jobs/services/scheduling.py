"""What is done once a day, by one worker alone: a job, put into the queue by whoever sets the schedule forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.db.models import Q
from django_tasks.base import Task

from system_review.jobs.models import Schedule
from system_review.jobs.rules import DAY, Queue
from system_review.jobs.services.queue import enqueue, job

_daily: dict[str, Task[Any, None]] = {}


def daily(*, about: str) -> Callable[[Callable[[datetime], None]], Task[Any, None]]:
    """Have a function of a module called once a day, with the moment at which it was due. `about` is its name.

    It is a job like any other: it may run twice, and if it fails it is tried again.
    """

    def make(function: Callable[[datetime], None]) -> Task[Any, None]:
        @wraps(function)
        def run(moment: str) -> None:
            function(datetime.fromisoformat(moment))

        made = job(queue=Queue.LONG, about=about)(run)
        _daily[made.module_path] = made
        return made

    return make


def start_due(*, at: datetime) -> int:
    """Put what is due into the queue; how much that was. Of several workers that look at once, one finds it due.

    Where the clock went back, it is due as well: it must not wait for a day that somebody set by mistake.
    """
    Schedule.objects.bulk_create([Schedule(name=name, due_at=at) for name in _daily], ignore_conflicts=True)
    due = Schedule.objects.filter(Q(due_at__lte=at) | Q(due_at__gt=at + DAY))
    return sum(_start(name, due.filter(name=name), at) for name in due.values_list("name", flat=True))


@transaction.atomic
def _start(name: str, due: Any, at: datetime) -> bool:
    if name not in _daily or not due.update(due_at=at + DAY):
        return False
    enqueue(_daily[name], at.isoformat())
    return True
