"""Looking at the queue."""

from __future__ import annotations

from django_tasks_db.models import DBTaskResult


def is_waiting(queue: str) -> bool:
    """Whether a job of this queue could be done now."""
    # because jobs belong to no partnership: each asks again for whom it works
    return DBTaskResult.objects.ready().filter(queue_name=queue).exists()
