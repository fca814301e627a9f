"""Open actions of the reviews before this one, and letting one of them go on here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.access import require, require_own
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.plan import CarryForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import earlier as queries
from system_review.reviews.queries import finding_things
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services.carrying_on import carry_on
from system_review.reviews.views.pages_of_things import sheet_address
from system_review.texts import shown


@require_safe
def listed(request: Any, review: str) -> HttpResponse:
    """What is open of the reviews before this one."""
    found = finding_things.review_for(request.member, review)
    page = queries.earlier_page(found, visible_to=request.member, today=timezone.localdate())
    return render(
        request, "reviews/plan_earlier.html", {**_context(request, found, gettext("Earlier reviews")), "page": page}
    )


def _context(request: Any, review: Any, title: str) -> dict[str, Any]:
    context: dict[str, Any] = review_context(
        request, review, current="plan", title=title, crumb=title, help_page="action-plan#actions-of-earlier-reviews"
    )
    return context


@require_http_methods(["GET", "POST"])
def one(request: Any, review: str, earlier: str) -> HttpResponse:
    """Choose the finding under which an action goes on."""
    found = finding_things.review_for(request.member, review)
    old = queries.earlier_action(found, earlier, visible_to=request.member)
    require(request.member, Permission.ACTION_WRITE)
    require_own(request.member, old)
    findings, likely = queries.findings_to_go_on(found, old, visible_to=request.member)
    form = CarryForm(request.POST or None, initial={"version": old.version, "finding": likely})
    form.offer(findings)
    url = Addresses(request.member.partnership.slug).review(found.public_id, "plan/earlier")
    if request.method == "POST" and form.is_valid():
        try:
            if made := attempt(form, lambda: _carry(request, found, old, form)):
                cell, finding = made
                at = f"finding-{finding}"
                return back_to(sheet_address(request, cell), said="carried-on", at=at)
        except ChangedMeanwhile as other:
            return conflict_page(
                request, form=form, now={}, other=other, subject=old,
                context=_context(request, found, gettext("Carry an action on")), url=request.path, cancel_url=url,
            )  # fmt: skip
    context = _context(request, found, gettext("Carry an action on"))
    context |= {
        "form": form,
        "submit": gettext("Carry it on here"),
        "action_url": request.path,
        "cancel_url": url,
        "action_text": shown(old.text),
    }
    return render(request, "reviews/form.html", context, status=422 if form.errors else 200)


def _carry(request: Any, review: Any, old: Any, form: CarryForm) -> tuple[Any, str]:
    chosen = form.cleaned_data["finding"]
    if not chosen:
        raise Refused(Why("Choose the finding that it is for. Write one first, if there is none"), field="finding")
    finding = finding_things.finding_for(request.member, chosen)
    carry_on(action=old, seen=form.cleaned_data["version"], finding=finding, by=request.member, at=timezone.now())
    return finding.cell, finding.public_id
