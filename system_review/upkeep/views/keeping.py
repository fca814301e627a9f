"""How long a partnership keeps things, and what is under a legal hold."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.framing import back_to, partnership_context
from system_review.reviews.saving import attempt, conflict_page
from system_review.texts import shown
from system_review.ui.parts import Link
from system_review.upkeep.forms.keeping import HoldForm, KeepingForm
from system_review.upkeep.queries.keeping import Held, held_named, holdable, keeping_of, lengths
from system_review.upkeep.services.holds import lift_hold, set_hold
from system_review.upkeep.services.keeping import set_keeping


@require_http_methods(["GET", "POST"])
def keeping(request: Any) -> HttpResponse:
    """Choose how long things are kept, and see what is under a legal hold."""
    member = request.member
    require(member, Permission.RETENTION_SET)
    found = keeping_of(member.partnership)
    form = KeepingForm(request.POST or None, initial={**_saved(request), "version": found.version})
    if answer := drafting(request, form):
        return answer
    title = gettext("How long things are kept")
    context = _context(request, title, help_page="privacy#choose-how-long")
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            if attempt(form, lambda: set_keeping(chosen=form.chosen(), seen=version, by=member, at=timezone.now())):
                return back_to(request.path, said="settings-saved")
        except ChangedMeanwhile as other:
            return conflict_page(
                request, form=form, now=_saved(request), other=other, subject=member.partnership, context=context,
                url=request.path, cancel_url=request.path,
            )  # fmt: skip
    context |= {
        "form": form,
        "submit": gettext("Save"),
        "action_url": request.path,
        "cancel_url": reverse("upkeep:partnership-privacy", args=[member.partnership.slug]),
        "holds": [_line(request, one) for one in holdable(member)],
    }
    return render(request, "upkeep/keeping.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def hold(request: Any, review: str = "") -> HttpResponse:
    """Begin a legal hold on the partnership or a review, or lift it: a page that says what that means, and asks why."""
    member = request.member
    require(member, Permission.RETENTION_SET)
    found = held_named(review, visible_to=member)
    back = reverse("upkeep:keeping", args=[member.partnership.slug])
    form = HoldForm(request.POST or None)
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        act = lift_hold if found.reason else set_hold
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: act(on=found.on, reason=reason, by=member, at=timezone.now())):
            return back_to(back, said="hold-lifted" if found.reason else "hold-set", at="holds")
    title = gettext("Lift the legal hold") if found.reason else gettext("Set a legal hold")
    context = _context(request, title, help_page="privacy#legal-hold")
    context |= {
        "form": form,
        "submit": title,
        "action_url": request.path,
        "cancel_url": back,
        "held": _line(request, found),
        "is_partnership": not review,
    }
    return render(request, "upkeep/hold.html", context, status=422 if form.errors else 200)


def _saved(request: Any) -> dict[str, int]:
    return {line.key: length.count for line, length in lengths(request.member.partnership) if length and line.most}


def _line(request: Any, one: Held) -> dict[str, Any]:
    slug = request.member.partnership.slug
    url = reverse("upkeep:review-hold", args=[slug, one.review]) if one.review else reverse("upkeep:hold", args=[slug])
    return {
        "title": shown(one.title),
        "is_partnership": not one.review,
        "reason": shown(one.reason),
        "since": wording.day_of(one.since) if one.since else "",
        "url": url,
    }


def _context(request: Any, title: str, *, help_page: str) -> dict[str, Any]:
    privacy = Link(gettext("Privacy"), reverse("upkeep:partnership-privacy", args=[request.member.partnership.slug]))
    return partnership_context(request, privacy, Link(title), title=title, help_page=help_page)
