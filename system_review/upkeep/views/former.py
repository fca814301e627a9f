"""Former members, and removing the name of one at their request."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.drafts.drafting import drafting
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.framing import back_to, partnership_context
from system_review.reviews.saving import attempt
from system_review.texts import shown
from system_review.ui.parts import Link
from system_review.upkeep.forms.reasons import ReasonForm
from system_review.upkeep.queries.former import former_members, member_named
from system_review.upkeep.services.removing_names import remove_name

HELP = "privacy#remove-somebodys-name"


@require_safe
def former(request: Any) -> HttpResponse:
    """Everybody whose membership has ended."""
    require(request.member, Permission.RECORD_DELETE)
    context = _context(request, gettext("Former members"))
    slug = request.member.partnership.slug
    context["people"] = [
        {
            "name": shown(one.name),
            "ended": wording.day_of(one.ended_at) if one.ended_at else "",
            "url": reverse("upkeep:remove-name", args=[slug, one.public_id]),
        }
        for one in former_members(request.member)
    ]
    return render(request, "upkeep/former.html", context)


@require_http_methods(["GET", "POST"])
def remove(request: Any, member: str) -> HttpResponse:
    """Tell what removing a name means, ask why, and do it."""
    require(request.member, Permission.RECORD_DELETE)
    found = member_named(member, visible_to=request.member)
    back = reverse("upkeep:former", args=[request.member.partnership.slug])
    form = ReasonForm(request.POST or None)
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: remove_name(member=found, reason=reason, by=request.member, at=timezone.now())):
            return back_to(back, said="name-removed")
    title = gettext("Remove this person's name")
    context = _context(request, title, Link(gettext("Former members"), back))
    context |= {
        "name": shown(found.name),
        "form": form,
        "submit": gettext("Remove the name"),
        "action_url": request.path,
        "cancel_url": back,
    }
    return render(request, "upkeep/remove_name.html", context, status=422 if form.errors else 200)


def _context(request: Any, title: str, *between: Link) -> dict[str, Any]:
    privacy = Link(gettext("Privacy"), reverse("upkeep:partnership-privacy", args=[request.member.partnership.slug]))
    return partnership_context(request, privacy, *between, Link(title), title=title, help_page=HELP)
