"""Marking a finding or an action as priority, by one button where it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.framing import back_to
from system_review.reviews.queries import finding_things, links
from system_review.reviews.services import priorities as services
from system_review.reviews.views.pages_of_things import sheet_address
from system_review.reviews.views.returning import page_before


@require_POST
def of_finding(request: Any, finding: str) -> HttpResponse:
    """`marked` is "yes", or "" to take the mark away."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_WRITE)
    marked = bool(request.POST.get("marked"))
    services.mark_finding(finding=found, marked=marked, by=request.member, at=timezone.now())
    return back_to(sheet_address(request, found.cell), said=_said(marked), at=f"finding-{found.public_id}")


@require_POST
def of_action(request: Any, action: str) -> HttpResponse:
    """The same for an action; `?from=` names the page to come back to."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    marked = bool(request.POST.get("marked"))
    services.mark_action(action=found, marked=marked, by=request.member, at=timezone.now())
    if before := page_before(request, found.review):
        return back_to(before, said=_said(marked), at=f"action-{found.public_id}")
    served = next(iter(links.findings_of(found, visible_to=request.member)), None)
    if served is None:
        return back_to(f"/{request.member.partnership.slug}/reviews/{found.review.public_id}/plan/", said=_said(marked))
    served.cell.review = found.review
    at = f"action-{found.public_id}-{served.public_id}"
    return back_to(sheet_address(request, served.cell), said=_said(marked), at=at)


def _said(marked: bool) -> str:
    return "priority-set" if marked else "priority-lifted"
