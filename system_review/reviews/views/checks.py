"""A check of a green finding is answered: still green, or no longer, which leads to its new colour."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import may, require, require_own
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.actions import CheckForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things, links
from system_review.reviews.queries.places import places_of
from system_review.reviews.rules.calendar_days import months_later
from system_review.reviews.rules.words import Checked
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services.checks import answer_check
from system_review.reviews.views.actions import cell_of, way_back
from system_review.reviews.views.pages_of_things import form_page, sheet_address
from system_review.texts import shown


@require_http_methods(["GET", "POST"])
def check(request: Any, action: str) -> HttpResponse:
    """Say whether a finding is still green."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    require_own(request.member, found)
    form = CheckForm(request.POST or None, initial={"on": timezone.localdate(), "again": "3", "version": found.version})
    if answer := drafting(request, form):
        return answer
    cell = cell_of(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            green = attempt(form, lambda: _answer(request, found, form))
        except ChangedMeanwhile as other:
            return _conflict(request, found, cell, form, other)
        if green and form.cleaned_data["answer"] == Checked.NO_LONGER and may(request.member, Permission.FINDING_MOVE):
            to = Addresses(request.member.partnership.slug)
            return back_to(to.finding(green[0].public_id, "colour"), said="checked-no-longer")
        if green:
            return way_back(request, cell, found, "checked")
    return form_page(
        request,
        cell,
        form,
        title=gettext("Is it still green?"),
        submit=gettext("Save"),
        help_page="actions#look-again",
        more={"action_text": _asked_about(request, found)},
    )


def _answer(request: Any, found: Any, form: CheckForm) -> Any:
    data, today = form.cleaned_data, timezone.localdate()
    on = data["on"] or today
    return answer_check(
        action=found,
        seen=data["version"],
        answer=data["answer"],
        on=on,
        text=data["text"],
        next_on=months_later(on, form.months()) if form.months() else None,
        by=request.member,
        at=timezone.now(),
    )


def _asked_about(request: Any, found: Any) -> str:
    """The findings that the check is about, with their places."""
    places = places_of(found.review).by_path
    served = links.findings_of(found, visible_to=request.member)
    lines = [f"{places[one.cell.domain, one.cell.level, one.cell.stage].whole}: {shown(one.text)}" for one in served]
    return "\n".join(lines) or shown(found.text)


def _conflict(request: Any, found: Any, cell: Any, form: CheckForm, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.action_for(request.member, found.public_id)
    return conflict_page(
        request,
        form=form,
        now=dict(form.cleaned_data),
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="sheet", title=gettext("Is it still green?")),
        url=request.path,
        cancel_url=sheet_address(request, cell),
    )
