"""A lead's page and an agency's page: their actions alone, as an e-mail, on one sheet of paper, as a calendar file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from system_review.partnerships.access import may
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries import own_actions as queries
from system_review.reviews.services.calendar import export_calendar


@require_safe
def lead(request: Any, review: str, lead: str) -> HttpResponse:
    """A lead's actions in a review."""
    found = finding_things.review_for(request.member, review)
    who = finding_things.lead_for(request.member, lead)
    page = queries.lead_page(found, who, visible_to=request.member, today=timezone.localdate())
    return _page(request, found, page, "reviews/lead.html", f"lead:{who.public_id}")


@require_safe
def agency(request: Any, review: str, agency: str) -> HttpResponse:
    """The actions in a review that an agency's leads have."""
    found = finding_things.review_for(request.member, review)
    who = finding_things.agency_for(request.member, agency)
    page = queries.agency_page(found, who, visible_to=request.member, today=timezone.localdate())
    return _page(request, found, page, "reviews/agency.html", f"agency:{who.public_id}")


def _page(request: Any, review: Any, page: Any, template: str, part: str) -> HttpResponse:
    context = review_context(
        request, review, current="plan", title=page.title, crumb=page.title, help_page="action-plan#a-leads-page"
    )
    exports = Addresses(request.member.partnership.slug).review(review.public_id, "exports")
    context["export_url"] = f"{exports}?only={part}" if may(request.member, Permission.REVIEW_EXPORT) else ""
    return render(request, template, {**context, "page": page})


@require_POST
def lead_calendar(request: Any, review: str, lead: str) -> HttpResponse:
    """A lead's open due dates as a calendar file."""
    found = finding_things.review_for(request.member, review)
    who = finding_things.lead_for(request.member, lead)
    calendar = queries.calendar_of_lead(found, who, visible_to=request.member, today=timezone.localdate())
    return _file(request, found, who, calendar)


@require_POST
def agency_calendar(request: Any, review: str, agency: str) -> HttpResponse:
    """An agency's open due dates as a calendar file."""
    found = finding_things.review_for(request.member, review)
    who = finding_things.agency_for(request.member, agency)
    calendar = queries.calendar_of_agency(found, who, visible_to=request.member, today=timezone.localdate())
    return _file(request, found, who, calendar)


def _file(request: Any, review: Any, whose: Any, calendar: queries.OwnCalendar) -> HttpResponse:
    content = export_calendar(
        review=review, whose=whose, name=calendar.name, entries=calendar.entries, by=request.member, at=timezone.now()
    )
    name = slugify(calendar.whose)[:60] or "actions"
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
