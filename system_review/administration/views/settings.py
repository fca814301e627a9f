"""The partnership's name, and whether it asks everybody for a second step."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from system_review.administration.forms import PartnershipForm
from system_review.administration.framing import context
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import ask_second_step, rename_partnership
from system_review.reviews.framing import back_to
from system_review.reviews.saving import attempt


@require_http_methods(["GET", "POST"])
def settings(request: Any) -> HttpResponse:
    """Call the partnership otherwise."""
    require(request.member, Permission.PARTNERSHIP_CHANGE)
    partnership = request.member.partnership
    form = PartnershipForm(request.POST or None, initial={"name": partnership.name, "seen": partnership.name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: rename_partnership(
                partnership=partnership, name=data["name"], seen=data["seen"], by=request.member, at=timezone.now()
            ),
        ):
            return back_to(request.path, said="settings-saved")
    page = context(request, title=gettext("Settings"), current="settings", help_page="people#settings")
    page |= {
        "form": form,
        "submit": gettext("Save"),
        "action_url": request.path,
        "cancel_url": reverse("reviews:home", args=[partnership.slug]),
        "slug": partnership.slug,
        "asks_second_step": partnership.asks_second_step,
        "second_step_url": reverse("administration:second-step", args=[partnership.slug]),
    }
    return render(request, "administration/settings.html", page, status=form.status())


@require_POST
def second_step(request: Any) -> HttpResponse:
    """Ask everybody for a second step (`asks` is "yes"), or no longer."""
    require(request.member, Permission.PARTNERSHIP_CHANGE)
    asks, partnership = request.POST.get("asks") == "yes", request.member.partnership
    ask_second_step(partnership=partnership, asks=asks, by=request.member, at=timezone.now())
    return back_to(reverse("administration:settings", args=[partnership.slug]), said="settings-saved")
