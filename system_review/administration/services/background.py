"""Having background work that failed tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from system_review.audit.services import HasActor, record
from system_review.errors import NotThere, Why
from system_review.jobs.queries import JobLine, job_called
from system_review.jobs.services import try_again
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission


@dataclass(frozen=True, slots=True)
class Job:
    """A job, as an event names it."""

    public_id: str


@transaction.atomic
def try_job_again(*, number: str, by: Member, at: datetime) -> None:
    """Have a job of the member's partnership done that was given up.

    Raises `NotThere` for another partnership's, and `Refused` where it has not failed, or can no longer be done.
    """
    require(by, Permission.PARTNERSHIP_CHANGE)
    job = job_called(number, of=by.partnership.public_id)
    if job is None:
        raise NotThere(Why("There is no such page"))
    _again(job, by, at)


@transaction.atomic
def try_again_for_installation(*, job: JobLine, by: HasActor, at: datetime) -> None:
    """The same by whoever runs the installation, whose history says so where it belongs to no partnership."""
    _again(job, by, at)


def _again(job: JobLine, by: HasActor, at: datetime) -> None:
    try_again(job.id)
    record("job.tried_again", subject=Job(job.id), by=by, at=at, what=job.about)
