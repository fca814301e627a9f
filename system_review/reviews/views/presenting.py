"""Presenting a review: one stage at a time, large, for a shared screen or a projector."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from system_review.reviews.addresses import Addresses
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things, presenting


@require_safe
def begin(request: Any, review: str) -> HttpResponse:
    """Where to begin, and who in the room may not see this yet."""
    found = finding_things.review_for(request.member, review)
    context = review_context(
        request, found, current="", title=gettext("Present"), crumb=gettext("Present"), help_page="present"
    )
    context["page"] = presenting.beginning(found, visible_to=request.member, today=timezone.localdate())
    return render(request, "reviews/present_begin.html", context)


@require_safe
def stage(request: Any, cell: str) -> HttpResponse:
    """One stage."""
    found = finding_things.cell_for(request.member, cell)
    page = presenting.presented(found, visible_to=request.member, today=timezone.localdate())
    to = Addresses(request.member.partnership.slug)
    context = review_context(
        request, found.review, current="", title=page.stage.name, help_page="present#turn-the-stages"
    )
    context |= {"page": page, "leave_url": to.review(found.review.public_id, "present")}
    return render(request, "reviews/present.html", context)
