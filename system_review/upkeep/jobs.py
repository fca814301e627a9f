"""What is done outside any request: erasing what is over its time, and looking into attachments for words."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from system_review.files.services.erasing import sweep
from system_review.jobs.rules import Queue
from system_review.jobs.services import daily, job
from system_review.upkeep.services.retention import apply_retention
from system_review.upkeep.services.searching_files import end_search, forget_searches, look_into_some


def _search_given_up(number: int) -> None:
    end_search(number, at=timezone.now())


@job(queue=Queue.LONG, about=_("Looking for words in attachments"), given_up=_search_given_up)
def look_into_files(number: int) -> None:
    """Look into the next files of the search with this number."""
    look_into_some(number, at=timezone.now())


@daily(about=_("Erasing what is over its time"))
def keep_house(at: datetime) -> None:
    """Erase what is over its time, and what lies in the storage without a row."""
    apply_retention(at=at)
    forget_searches(at=at)
    sweep(at)
