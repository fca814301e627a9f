"""What is done outside any request once a day: erasing what is over its time."""

from __future__ import annotations

from datetime import datetime

from system_review.files.services.erasing import sweep
from system_review.jobs.services import daily
from system_review.upkeep.services.retention import apply_retention


@daily
def keep_house(at: datetime) -> None:
    """Erase what is over its time, and what lies in the storage without a row."""
    apply_retention(at=at)
    sweep(at)
