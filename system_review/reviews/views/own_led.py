"""One's own actions, for who leads them: seeing them, and saying how they stand."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.reviews.addresses import Addresses
from system_review.reviews.framing import OWN_UNTOLD, back_to, page_context
from system_review.reviews.queries import own_led as queries
from system_review.reviews.queries.plan_rows import is_untold
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.views.reporting import note_progress, progress_form, stands_now
from system_review.ui.parts import Link


def _context(request: Any, title: str) -> dict[str, Any]:
    to = Addresses(request.member.partnership.slug)
    crumbs = (Link(gettext("Reviews"), to.home()), Link(gettext("My actions"), to.own()))
    return page_context(request, title=title, crumbs=crumbs, help_page="own-actions")


@require_safe
def listed(request: Any) -> HttpResponse:
    """All of one's own actions in the partnership."""
    context = _context(request, gettext("My actions"))
    context["actions"] = queries.led_by(request.member, today=timezone.localdate())
    return render(request, "reviews/own_led.html", context)


@require_http_methods(["GET", "POST"])
def report(request: Any, action: str) -> HttpResponse:
    """One of one's own actions: what is to be done, what was noted, and how it stands now."""
    found, to = queries.led_for(request.member, action), Addresses(request.member.partnership.slug)
    form = progress_form(request, found)
    if answer := drafting(request, form):
        return answer
    context = _context(request, gettext("How it stands"))
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: note_progress(request, found, form)):
                if is_untold(found):
                    return back_to(to.own(), said=OWN_UNTOLD, of=found.public_id)
                return back_to(to.own(), said="action-saved")
        except ChangedMeanwhile as other:
            fresh = queries.led_for(request.member, action)
            return conflict_page(
                request, form=form, now=stands_now(fresh, form), other=other, subject=fresh, context=context,
                url=request.path, cancel_url=to.own(),
            )  # fmt: skip
    context |= {
        "form": form,
        "submit": gettext("Save"),
        "action_url": request.path,
        "cancel_url": to.own(),
        "own": queries.led_action(found, visible_to=request.member, today=timezone.localdate()),
    }
    return render(request, "reviews/own_action.html", context, status=422 if form.errors else 200)
