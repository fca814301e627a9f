"""How far a review is, and what is still open there."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.states import StateForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.open_points import open_points
from system_review.reviews.rules.states import ARCHIVED
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services.states import move_review


@require_http_methods(["GET", "POST"])
def state(request: Any, review: str) -> HttpResponse:
    """Say how far a review is. What is open is told beside it and holds nobody up."""
    found = finding_things.review_for(request.member, review)
    require(request.member, Permission.REVIEW_CHANGE)
    form = StateForm(request.POST or None, initial={"to": found.stands, "version": found.version})
    to = Addresses(request.member.partnership.slug)
    context = review_context(
        request, found, current="overview", title=gettext("How far this review is"), crumb=gettext("How far it is"),
        help_page="overview#how-far-the-review-is",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _move(request, found, form.cleaned_data)):
                if found.stands == ARCHIVED:
                    return back_to(to.home(), said="review-archived")
                return back_to(to.review(found.public_id), said="review-moved")
        except ChangedMeanwhile as other:
            fresh = finding_things.review_for(request.member, review)
            return conflict_page(
                request, form=form, now={"to": fresh.stands}, other=other, subject=fresh, context=context,
                url=request.path, cancel_url=to.review(review),
            )  # fmt: skip
    context |= {
        "form": form,
        "submit": gettext("Save how far it is"),
        "action_url": request.path,
        "cancel_url": to.review(review),
        "open_points": open_points(found, visible_to=request.member),
    }
    return render(request, "reviews/state.html", context, status=422 if form.errors else 200)


def _move(request: Any, review: Any, data: dict[str, Any]) -> None:
    move_review(review=review, seen=data["version"], to=data["to"], by=request.member, at=timezone.now())
