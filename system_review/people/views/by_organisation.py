"""Signing in by one's organisation: going there, coming back, connecting it and taking it away."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from system_review.errors import NotThere, Why
from system_review.people.organisations import FAILED, NOT_CONNECTED, TAKEN, told
from system_review.people.provider import Adapter, Back
from system_review.people.services import signing_in
from system_review.people.views.ours import frame


@require_POST
@login_not_required  # because it is how one signs in
def go(request: Any, provider_id: str) -> HttpResponse:
    """To the organisation's sign-in. A page leads there and no redirect: a form may not be redirected elsewhere."""
    if request.POST.get("process") == "connect":
        if not request.user.is_authenticated:
            return redirect("account_login")
        if get_adapter(request).is_reauthentication_required(app="people"):
            return redirect("/me/confirm/?next=/me/ways/")
    try:
        response: HttpResponse = OAuth2LoginView.adapter_view(Adapter(request, provider_id))(request)
        name = Adapter(request, provider_id).get_provider().name
    except SocialApp.DoesNotExist as problem:
        raise NotThere(Why("There is no such page")) from problem
    except (OAuth2Error, RequestException, KeyError):
        return told(FAILED)
    if response.status_code != 302 or not response.headers["Location"].startswith(("https://", "http://")):
        return response
    return render(request, "people/leaving.html", {"url": response.headers["Location"], "name": name})


@require_GET
@login_not_required  # because it is how one signs in
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from there."""
    try:
        return Back.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as problem:
        raise NotThere(Why("There is no such page")) from problem
    except (KeyError, ValueError):  # an answer that is not what it should be
        return told(FAILED)


@require_GET
@login_not_required  # because whoever could not sign in comes here
def organisation_told(request: HttpRequest, what: str) -> HttpResponse:
    """Why that did not sign one in."""
    if what not in (FAILED, NOT_CONNECTED, TAKEN):
        raise NotThere(Why("There is no such page"))
    return render(request, "people/organisation_told.html", {"what": what, "frame": frame(request)})


@require_POST
def disconnect(request: Any, provider_id: str) -> HttpResponse:
    """Stop signing in by the organisation."""
    if get_adapter(request).is_reauthentication_required(app="people"):
        return redirect("/me/confirm/?next=/me/ways/")
    signing_in.disconnect_organisation(person=request.user, organisation=provider_id, at=timezone.now())
    update_session_auth_hash(request, request.user)
    return redirect("mfa_index")
