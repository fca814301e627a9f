"""What is done after words were taken out, outside any request."""

from __future__ import annotations

from system_review.jobs.rules import Queue
from system_review.jobs.services import job
from system_review.upkeep.services.file_bytes import clear_out


@job(queue=Queue.DOCUMENTS)
def clear_out_file() -> None:
    """Clear the remains of what was taken out from the database's file; tried again while somebody is reading."""
    clear_out()
