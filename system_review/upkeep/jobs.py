"""What is done outside any request: erasing what is over its time, and clearing up after words were taken out."""

from __future__ import annotations

from datetime import datetime

from system_review.files.services.erasing import sweep
from system_review.jobs.rules import Queue
from system_review.jobs.services import daily, job
from system_review.upkeep.services.file_bytes import clear_out
from system_review.upkeep.services.retention import apply_retention


@job(queue=Queue.DOCUMENTS)
def clear_out_file() -> None:
    """Clear the remains of what was taken out from the database's file; tried again while somebody is reading."""
    clear_out()


@daily
def keep_house(at: datetime) -> None:
    """Erase what is over its time, and what lies in the storage without a row."""
    apply_retention(at=at)
    sweep(at)
