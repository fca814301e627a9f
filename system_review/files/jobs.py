"""What is done with stored files once a day."""

from __future__ import annotations

from datetime import datetime

from system_review.files.services.erasing import erase_removed, sweep
from system_review.jobs.services import daily


@daily
def erase(at: datetime) -> None:
    """Erase what was removed long ago, and what lies in the storage without a row."""
    erase_removed(at)
    sweep(at)
