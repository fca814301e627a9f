"""What is done in the background for a partnership, in words for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import time_format
from django.utils.translation import gettext

from system_review.jobs.queries import JobLine, State, listed
from system_review.partnerships.models import Member
from system_review.reviews import wording


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One piece of work. `again_url` is "" where it has not failed."""

    about: str
    said: str
    again_url: str


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The work of one state, under its heading."""

    heading: str
    lines: tuple[WorkLine, ...]


def background_work(*, visible_to: Member) -> list[WorkGroup]:
    """The work of the member's own partnership, what failed first."""
    jobs = listed(of=visible_to.partnership.public_id, most=50)
    headings = {
        State.FAILED: gettext("Failed"),
        State.RUNNING: gettext("Being done"),
        State.AGAIN: gettext("Waiting to be tried again"),
        State.WAITING: gettext("Waiting"),
        State.DONE: gettext("Done"),
    }
    groups = (
        WorkGroup(heading, tuple(_line(job, visible_to) for job in jobs if job.state == state))
        for state, heading in headings.items()
    )
    return [group for group in groups if group.lines]


def _line(job: JobLine, member: Member) -> WorkLine:
    said = [gettext("asked for on %(moment)s") % {"moment": _moment(job.asked_at)}]
    if job.next_at:
        said.append(gettext("the next try is on %(moment)s") % {"moment": _moment(job.next_at)})
    if job.ended_at and job.state == State.DONE:
        said.append(gettext("done on %(moment)s") % {"moment": _moment(job.ended_at)})
    if job.ended_at and job.state == State.FAILED:
        said.append(gettext("given up on %(moment)s") % {"moment": _moment(job.ended_at)})
    again = reverse("administration:job-again", args=[member.partnership.slug, job.id])
    return WorkLine(gettext(job.about), " · ".join(said), again if job.state == State.FAILED else "")


def _moment(at: datetime) -> str:
    return gettext("%(day)s at %(time)s") % {
        "day": wording.day_of(at),
        "time": time_format(timezone.localtime(at).time(), "H:i"),
    }
