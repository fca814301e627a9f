"""What is done in the background for the partnership, and having what failed tried again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from system_review.administration.framing import context
from system_review.administration.queries.background_page import background_work
from system_review.administration.services.background import try_job_again
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.framing import back_to


@require_safe
def background(request: Any) -> HttpResponse:
    """The partnership's own work: what failed, is being done, waits, and was done in the last week."""
    require(request.member, Permission.PARTNERSHIP_CHANGE)
    page = context(request, title=gettext("Background work"), current="background", help_page="background-work")
    page |= {"groups": background_work(visible_to=request.member)}
    return render(request, "administration/background.html", page)


@require_POST
def again(request: Any, job: str) -> HttpResponse:
    """Have one that failed tried again."""
    try_job_again(number=job, by=request.member, at=timezone.now())
    return back_to(reverse("administration:background", args=[request.member.partnership.slug]), said="job-again")
