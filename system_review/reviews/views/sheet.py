"""The results sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from system_review.reviews.addresses import Addresses
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.sheet import first_sheet, sheet_page
from system_review.reviews.views.framing import review_context


@require_safe
def sheet(request: HttpRequest, review: str, domain: str = "", level: str = "") -> HttpResponse:
    """The sheet of a domain and level; without them the first one."""
    found = finding_things.review_for(request.member, review)  # type: ignore[attr-defined]
    if not domain:
        to = Addresses(request.member.partnership.slug)  # type: ignore[attr-defined]
        return redirect(to.sheet(review, *first_sheet(found)))
    page = sheet_page(
        found,
        domain=domain,
        level=level,
        visible_to=request.member,  # type: ignore[attr-defined]
        today=timezone.localdate(),
    )
    context = review_context(request, found, current="sheet", help_page="results-sheet")
    return render(request, "reviews/sheet.html", {**context, "sheet": page})
