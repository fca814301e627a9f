"""Who is in the partnership, and one person's part in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.administration.forms import MemberForm
from system_review.administration.framing import context
from system_review.administration.queries.people_pages import (
    invitation_lines,
    part_words,
    people_lines,
)
from system_review.errors import ChangedMeanwhile
from system_review.partnerships import queries
from system_review.partnerships.access import may, require
from system_review.partnerships.ending import last_day
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import change_part
from system_review.reviews.framing import back_to
from system_review.reviews.saving import attempt
from system_review.texts import shown


@require_safe
def people(request: Any) -> HttpResponse:
    """Everybody, with their roles and agencies; who is invited."""
    require(request.member, Permission.MEMBER_SEE)
    may_change = may(request.member, Permission.MEMBER_CHANGE)
    page = context(request, title=gettext("People"), current="people", help_page="people")
    page |= {
        "people": people_lines(visible_to=request.member),
        "invitations": invitation_lines(visible_to=request.member) if may_change else (),
        "invite_url": _to(request, "invite") if may_change else "",
    }
    return render(request, "administration/people.html", page)


@require_http_methods(["GET", "POST"])
def member(request: Any, member: str) -> HttpResponse:
    """One person: what they are here, changed by administrators, who do not change themselves."""
    require(request.member, Permission.MEMBER_SEE)
    found = queries.member_for(member, visible_to=request.member)
    if request.method == "POST":
        require(request.member, Permission.MEMBER_CHANGE)
    form = MemberForm(request.POST or None, initial=_saved(found))
    form.offer(queries.agencies_of(request.member))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _save(request, found, form))
        and not form.is_behind
    ):
        return back_to(_to(request, "people"), said="member-saved")
    return _page(request, found, form)


def _page(request: Any, found: Any, form: MemberForm) -> HttpResponse:
    may_change = may(request.member, Permission.MEMBER_CHANGE) and found.pk != request.member.pk
    name = shown(found.name)
    page = context(request, title=name, current="people", crumb=name, help_page="people#roles")
    page |= {
        **part_words(found),
        "is_oneself": found.pk == request.member.pk,
        "form": form if may_change else None,
        "submit": gettext("Save"),
        "action_url": request.path,
        "cancel_url": _to(request, "people"),
        "end_url": f"{request.path}end/" if may_change else "",
    }
    return render(request, "administration/member.html", page, status=form.status())


def _save(request: Any, found: Any, form: MemberForm) -> None:
    seen = form.cleaned_data["seen"]
    try:
        change_part(member=found, part=form.part(), seen=seen, by=request.member, at=timezone.now())
    except ChangedMeanwhile:
        fresh = queries.member_for(found.public_id, visible_to=request.member)
        now = ", ".join(words for words in part_words(fresh).values() if words)
        form.say_changed_meanwhile(now, field="seen", seen=fresh.stamp)


def _saved(found: Any) -> dict[str, Any]:
    return {
        "roles": found.roles,
        "agencies": [agency.public_id for agency in queries.agencies_for(found)],
        "until": last_day(found.until) if found.until else None,
        "seen": found.stamp,
    }


def _to(request: Any, name: str) -> str:
    return reverse(f"administration:{name}", args=[request.member.partnership.slug])
