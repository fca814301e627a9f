"""Letting somebody go, and handing their open actions over."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from system_review.administration.forms import EndForm
from system_review.administration.framing import context
from system_review.administration.services.handing_over import let_go, open_actions_of
from system_review.errors import Refused, Why
from system_review.partnerships import queries
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.framing import back_to
from system_review.reviews.saving import attempt
from system_review.texts import shown


@require_http_methods(["GET", "POST"])
def end(request: Any, member: str) -> HttpResponse:
    """Who takes over, and the button that lets the person go."""
    require(request.member, Permission.MEMBER_CHANGE)
    found = queries.member_for(member, visible_to=request.member)
    if found.pk == request.member.pk:
        raise Refused(Why("Nobody changes their own part: ask another administrator"))
    open_actions = open_actions_of(found)
    form = EndForm(request.POST or None, initial={"seen": found.stamp})
    form.offer(lead for lead in queries.leads_of(request.member) if lead.member_id != found.pk)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: let_go(
                member=found,
                to=form.there.get(data["to"]),
                seen=data["seen"],
                by=request.member,
                at=timezone.now(),
            ),
        )
        if done:
            return back_to(
                reverse("administration:people", args=[request.member.partnership.slug]), said="member-ended"
            )
    name = shown(found.name)
    title = gettext("Let %(name)s go") % {"name": name}
    count = len(open_actions)
    page = context(request, title=title, current="people", crumb=title, help_page="people#let-somebody-go")
    page |= {
        "form": form,
        "name": name,
        "count": ngettext("%(n)d open action is theirs.", "%(n)d open actions are theirs.", count) % {"n": count}
        if count
        else "",
        "action_url": request.path,
        "cancel_url": reverse("administration:member", args=[request.member.partnership.slug, member]),
    }
    return render(request, "administration/end.html", page, status=422 if form.errors else 200)
