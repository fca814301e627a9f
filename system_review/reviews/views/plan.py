"""The action plan: looking at it, and changing many actions at once."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import LeadName
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.plan import FilterForm, ManyForm
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.due_month import due_page
from system_review.reviews.queries.plan import PlanPage, address, plan_page
from system_review.reviews.queries.plan_rows import untold_among
from system_review.reviews.rules.calendar_days import past_remark
from system_review.reviews.rules.words import Status
from system_review.reviews.saving import attempt
from system_review.reviews.services import many_actions as services
from system_review.reviews.views.due import Asked, Settled, settle

_CHOSEN = re.compile(r"([0-9a-z]{22}):(\d{1,9})", re.ASCII)


@require_http_methods(["GET", "POST"])
def plan(request: Any, review: str) -> HttpResponse:
    """Every action of a review, as the address asks for it; POST changes the chosen ones and stays there."""
    found = finding_things.review_for(request.member, review)
    form = ManyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.member, Permission.ACTION_WRITE)
        when = settle(form, saved={}, base=found.date) if form.is_valid() else None
        if isinstance(when, Asked):
            return _page(request, found, form, when)
        if when and (step := attempt(form, lambda: _change(request, found, form, when))):
            page = _asked(request, found)
            untold, past = _untold(request, form), _is_past(when)
            url = address(page.url, page.asked, said=step.kind, step=step.public_id, untold=untold, past=past)
            return HttpResponseRedirect(url)
    return _page(request, found, form)


@require_safe
def due(request: Any, review: str) -> HttpResponse:
    """What is due in a month, agency by agency."""
    found = finding_things.review_for(request.member, review)
    month, of = request.GET.get("month", ""), request.GET.get("of", "")
    page = due_page(found, month=month, of=of, visible_to=request.member, today=timezone.localdate())
    context = review_context(
        request,
        found,
        current="plan",
        title=gettext("Due in %(month)s") % {"month": page.month},
        crumb=gettext("Due"),
        help_page="action-plan#due-this-month",
    )
    return render(request, "reviews/plan_due.html", {**context, "page": page})


def _change(request: Any, review: Any, form: ManyForm, when: Settled) -> Any:
    data, lead = form.cleaned_data, form.lead()
    return services.change_many(
        review=review,
        seen=_chosen(request),
        lead=LeadName(*lead) if lead else None,
        due_words=data["due_words"],
        due_on=when.on,
        repeats_every=when.every,
        repeats_unit=when.unit,
        status=data["status"],
        priority=data["priority"],
        postpone=data["postpone"],
        by=request.member,
        at=timezone.now(),
    )


def _chosen(request: HttpRequest) -> dict[str, int]:
    """The actions that were ticked: public ids with the versions that the person saw. Anything else is passed over."""
    found = map(_CHOSEN.fullmatch, request.POST.getlist("chosen"))
    return {one[1]: int(one[2]) for one in found if one}


def _is_past(when: Settled) -> bool:
    """Whether the day that they are due now is over already."""
    return bool(when.on and past_remark(when.on, today=timezone.localdate()))


def _untold(request: Any, form: ManyForm) -> int:
    """Of how many that were just closed the difference made is still to be told."""
    closed = form.cleaned_data["status"] == Status.DONE
    return untold_among(_chosen(request), visible_to=request.member) if closed else 0


def _asked(request: Any, review: Any) -> PlanPage:
    now = timezone.now()
    return plan_page(review, given=request.GET, visible_to=request.member, today=timezone.localdate(now), now=now)


def _page(request: Any, review: Any, form: ManyForm, question: Asked | None = None) -> HttpResponse:
    page = _asked(request, review)
    context = review_context(request, review, current="plan", help_page="action-plan")
    context |= {
        "page": page,
        "filters": FilterForm(chosen=page.asked.given(), choices=page.choices),
        "form": form,
        "chosen": set(_chosen(request)),
        "asked": question,
        "when_url": Addresses(request.member.partnership.slug).review(review.public_id, "when"),
    }
    return render(request, "reviews/plan.html", context, status=422 if form.errors or question else 200)
