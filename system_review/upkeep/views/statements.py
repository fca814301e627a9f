"""The pages "Privacy" and "Accessibility": for everybody, also signed out; and a partnership's own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import may, require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.framing import back_to, frame, partnership_context
from system_review.reviews.saving import attempt, conflict_page
from system_review.texts import shown
from system_review.ui.parts import Frame, Head, Link
from system_review.upkeep.forms.statements import StatementForm
from system_review.upkeep.queries.keeping import lengths
from system_review.upkeep.queries.statements import said_by, said_in, statement_of
from system_review.upkeep.rules.keeping import words_of
from system_review.upkeep.rules.statements import Said
from system_review.upkeep.services.statements import set_statement


@require_safe
@login_not_required  # because whoever is about to sign in may know first what becomes of it
def privacy(request: Any) -> HttpResponse:
    """What is held on this installation, why, how long, and whom to ask."""
    context = _public(request, gettext("Privacy"), "privacy") | _kept(None)
    context["is_signed_in"] = request.user.is_authenticated
    return render(request, "upkeep/privacy.html", context)


@require_safe
@login_not_required  # because who cannot use the page for signing in must learn whom to tell
def accessibility(request: Any) -> HttpResponse:
    """How accessible this installation is, and whom to tell."""
    context = _public(request, gettext("Accessibility"), "accessibility")
    return render(request, "upkeep/accessibility.html", context)


@require_safe
def partnership_privacy(request: Any) -> HttpResponse:
    """The same for one partnership, with what it has filled in."""
    context = _own(request, gettext("Privacy"), "privacy") | _kept(request.member) | {"is_signed_in": True}
    return render(request, "upkeep/privacy.html", context)


@require_safe
def partnership_accessibility(request: Any) -> HttpResponse:
    """The same for one partnership, with what it has filled in."""
    context = _own(request, gettext("Accessibility"), "accessibility")
    on = context["told"].checked_on
    context["checked_on"] = wording.day(on) if on else ""
    return render(request, "upkeep/accessibility.html", context)


@require_http_methods(["GET", "POST"])
def statement(request: Any) -> HttpResponse:
    """Fill in what only the partnership knows."""
    member = request.member
    require(member, Permission.PARTNERSHIP_CHANGE)
    found = statement_of(member)
    saved = asdict(said_in(found))
    form = StatementForm(request.POST or None, initial={**saved, "version": found.version})
    if answer := drafting(request, form):
        return answer
    slug = member.partnership.slug
    here = reverse("upkeep:partnership-privacy", args=[slug])
    title, help_page = gettext("What your partnership says"), "privacy#fill-in-what-only-you-know"
    up = Link(gettext("Privacy"), here)
    context = partnership_context(request, up, Link(title), title=title, help_page=help_page)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            if attempt(form, lambda: set_statement(said=form.said(), seen=version, by=member, at=timezone.now())):
                return back_to(here, said="settings-saved")
        except ChangedMeanwhile as other:
            now = asdict(said_in(statement_of(member)))
            return conflict_page(
                request, form=form, now=now, other=other, subject=member.partnership, context=context,
                url=request.path, cancel_url=here,
            )  # fmt: skip
    context |= {"form": form, "submit": gettext("Save"), "action_url": request.path, "cancel_url": here}
    return render(request, "reviews/form.html", context, status=422 if form.errors else 200)


def _public(request: Any, title: str, page: str) -> dict[str, Any]:
    """The frame, and what the installation says of itself. Who is not signed in cannot read the guide."""
    is_in = request.user.is_authenticated
    help_url = reverse("guide:page", args=[page]) if is_in else ""
    return {
        "frame": frame(request) if is_in else Frame(),
        "head": Head(title=title, help_url=help_url),
        "told": Said(**settings.PUBLISHED),
    }


def _own(request: Any, title: str, page: str) -> dict[str, Any]:
    """The frame, and what the partnership says of itself."""
    member = request.member
    context = partnership_context(request, Link(title), title=title, help_page=page)
    may_fill_in = may(member, Permission.PARTNERSHIP_CHANGE)
    context |= {
        "told": said_by(member, settings.PUBLISHED),
        "partnership": shown(member.partnership.name),
        "fill_in_url": reverse("upkeep:statement", args=[member.partnership.slug]) if may_fill_in else "",
    }
    return context


def _kept(member: Any) -> dict[str, Any]:
    """The table as it holds in the member's partnership; outside any, as it holds where nothing was chosen."""
    partnership = member.partnership if member else None
    keeping_url = former_url = ""
    if partnership and may(member, Permission.RETENTION_SET):
        keeping_url = reverse("upkeep:keeping", args=[partnership.slug])
        former_url = reverse("upkeep:former", args=[partnership.slug])
    return {
        "table": [(line.what, words_of(length), line.after, line.why) for line, length in lengths(partnership)],
        "held_since": wording.day_of(partnership.held_at) if partnership and partnership.hold else "",
        "keeping_url": keeping_url,
        "former_url": former_url,
    }
