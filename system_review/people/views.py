"""Signing in on a laptop, by the link that the start prints; one's own name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from system_review.errors import Refused
from system_review.people import queries, services
from system_review.people.forms import NameForm
from system_review.ui.words import say


@login_not_required  # because it tells how to sign in
def sign_in(request: HttpRequest) -> HttpResponse:
    """What to do to get in, for whoever comes without a session."""
    return render(request, "people/sign_in.html", status=401 if request.method == "GET" else 405)


@login_not_required  # because it is how one signs in
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the laptop's person in by the printed link. A wrong one says what a missing one says."""
    person = queries.local_person()
    if not settings.SIGN_IN_TOKEN or person is None or not constant_time_compare(token, settings.SIGN_IN_TOKEN):
        return render(request, "people/sign_in.html", {"tried": True}, status=404)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session["run"] = settings.RUN
    return redirect("reviews:first-page")


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
    return render(request, "people/me.html", {"form": form}, status=422 if form.errors else 200)
