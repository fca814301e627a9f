"""Inviting somebody, the link to hand over where no letters are sent, taking an invitation back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from system_review.administration.forms import InviteForm
from system_review.administration.framing import context
from system_review.partnerships import queries
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import invitations as services
from system_review.people.addresses import whole
from system_review.people.limits import INVITATIONS
from system_review.people.often import not_too_often
from system_review.reviews.framing import back_to
from system_review.reviews.saving import attempt
from system_review.texts import shown


@require_http_methods(["GET", "POST"])
@not_too_often(INVITATIONS)
def invite(request: Any) -> HttpResponse:
    """Whom to invite, as what. The link goes by letter, or is shown once."""
    require(request.member, Permission.MEMBER_CHANGE)
    form = InviteForm(request.POST or None, initial={"key": get_random_string(32)})
    form.offer(queries.agencies_of(request.member))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            lambda: services.invite(
                email=data["email"],
                name=data["name"],
                part=form.part(),
                by_letter=settings.CAN_MAIL,
                key=data["key"],
                by=request.member,
                at=timezone.now(),
            ),
        )
        if made and settings.CAN_MAIL:
            return back_to(_people(request), said="invitation-sent")
        if made:
            return _link_page(request, made)
    title = gettext("Invite somebody")
    page = context(request, title=title, current="people", crumb=title, help_page="people#invite-somebody")
    page |= {
        "form": form,
        "submit": gettext("Send the invitation") if settings.CAN_MAIL else gettext("Make an invitation"),
        "action_url": request.path,
        "cancel_url": _people(request),
    }
    return render(request, "reviews/form.html", page, status=422 if form.errors else 200)


@require_POST
def link(request: Any, invitation: str) -> HttpResponse:
    """A new link for an invitation; the one before works no more."""
    require(request.member, Permission.MEMBER_CHANGE)
    return _link_page(request, queries.invitation_for(invitation, visible_to=request.member))


@require_POST
def withdrawal(request: Any, invitation: str) -> HttpResponse:
    """Take an invitation back."""
    require(request.member, Permission.MEMBER_CHANGE)
    found = queries.invitation_for(invitation, visible_to=request.member)
    services.withdraw_invitation(invitation=found, by=request.member, at=timezone.now())
    return back_to(_people(request), said="invitation-withdrawn")


def _link_page(request: Any, invitation: Any) -> HttpResponse:
    token = services.new_link(invitation=invitation, by=request.member, at=timezone.now())
    title = gettext("The invitation is made")
    page = context(request, title=title, current="people", crumb=title, help_page="people#invite-somebody")
    page |= {
        "name": shown(invitation.name),
        "email": shown(invitation.email),
        "link": whole(reverse("administration:invited", args=[token])),
        "people_url": _people(request),
    }
    return render(request, "administration/invitation_link.html", page)


def _people(request: Any) -> str:
    return reverse("administration:people", args=[request.member.partnership.slug])
