"""One's own name, and signing out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from system_review.errors import Refused
from system_review.people import services
from system_review.people.forms import NameForm
from system_review.people.views.ours import frame
from system_review.ui.parts import Link
from system_review.ui.words import say


def me(request: Any) -> HttpResponse:
    """What I am called."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_person(
                person=request.user, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("name", say(refusal.why))
        else:
            return redirect("people:me")
    context = {"form": form, "frame": frame(request), "links": _ways(request.user)}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


def _ways(person: Any) -> list[Link]:
    """What a person can look at and change about signing in. The one person of a laptop has a link and no password."""
    out = Link(gettext("Sign out"), reverse("account_logout"))
    if person.is_local:
        return [out]
    return [
        Link(gettext("How you sign in: password, passkeys, second step"), reverse("mfa_index")),
        Link(gettext("Where you are signed in"), reverse("people:sessions")),
        out,
    ]
