"""Whether somebody has been through a second step, and what they do first if not."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SECOND_STEP = "second_step"  # in the session: the number of the person who has been through it
FACTORS = ["totp", "webauthn"]


def before_going_on(request: HttpRequest) -> HttpResponse | None:
    """Where somebody is sent first who has not been through a second step: to set one up, or to give it. None if done.

    Whoever came by the link that this computer printed has its keyboard, and is asked nothing; nor are they while they
    look at the example as somebody else.
    """
    person: Any = request.user
    if request.session.get(SECOND_STEP) == person.pk or "run" in request.session:
        return None
    if not is_mfa_enabled(person, FACTORS):
        return redirect(f"{reverse('mfa_index')}?needed")
    confirming = [way for way in get_adapter().get_reauthentication_methods(person) if way["id"].startswith("mfa")]
    here = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{confirming[0]['url']}?{urlencode({'next': here})}")
