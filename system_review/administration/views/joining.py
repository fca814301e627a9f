"""An invitation as the invited person sees it, signed in or not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from system_review.administration.forms import NewPasswordForm
from system_review.administration.queries.people_pages import role_words, until_words
from system_review.partnerships.queries import invitation_of_link
from system_review.partnerships.services.invitations import accept_invitation
from system_review.reviews.saving import attempt
from system_review.texts import shown


@require_http_methods(["GET", "POST"])
@login_not_required  # because who is invited may be new here
def invited(request: Any, invited: str) -> HttpResponse:
    """Who invites to what, as what, and a button that accepts. Opening it changes nothing: programs open links too."""
    person = request.user if request.user.is_authenticated else None
    invitation = invitation_of_link(invited)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        member = attempt(
            form,
            lambda: accept_invitation(
                token=invited, person=person, password=form.cleaned_data["password"], at=timezone.now()
            ),
        )
        if member:
            if person is None:
                login(request, member.person, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("reviews:home", member.partnership.slug)
    status = 422 if form.errors else (200 if invitation else 404)
    answer = render(request, "administration/invited.html", _shown(invitation, person, form, invited), status=status)
    answer.headers["Referrer-Policy"] = "strict-origin"  # the link itself is told to no page that follows
    return answer


def _shown(invitation: Any, person: Any, form: NewPasswordForm, link: str) -> dict[str, Any]:
    if invitation is None:
        return {"form": form}
    return {
        "form": form,
        "invitation": invitation,
        "partnership": shown(invitation.partnership.name),
        "by": shown(invitation.invited_by.name),
        "name": shown(invitation.name),
        "email": shown(invitation.email),
        "roles": role_words(invitation.roles),
        "until": until_words(invitation.until),
        "is_signed_in": person is not None,
        "is_theirs": person is not None and person.email == invitation.email,
        "person_email": shown(person.email) if person else "",
    }
