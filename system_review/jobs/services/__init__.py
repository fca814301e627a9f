"""Putting jobs into the queue, and what becomes of them."""

from system_review.jobs.services.queue import (
    beat,
    claim,
    do,
    enqueue,
    forget,
    job,
    leave,
    put_back,
    try_again,
)
from system_review.jobs.services.scheduling import daily, start_due

__all__ = ["beat", "claim", "daily", "do", "enqueue", "forget", "job", "leave", "put_back", "start_due", "try_again"]
