"""How signing in by one's organisation works here: only for people who have connected it themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as accounts
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from system_review.errors import Refused
from system_review.people.asking_issuers import InTime
from system_review.people.services import signing_in

WAYS, CONFIRM = "/me/ways/", "/me/confirm/?next=/me/ways/"
FAILED, NOT_CONNECTED, TAKEN = "failed", "not-connected", "taken"


class Organisations(DefaultSocialAccountAdapter):
    """Nobody is let in, and nobody found, by an e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """People are invited."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Never."""
        return False

    def get_requests_session(self) -> InTime:
        """What asks an issuer: nobody waits long for one that is down or slow, and others are not kept waiting."""
        return InTime()

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Those of the environment; none is kept in the database."""
        return [
            SocialApp(provider="openid_connect", **of)
            for of in settings.ORGANISATIONS
            if provider in (None, "openid_connect", of["provider_id"])
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect it, or stop whoever is not known or may not sign in any more, before anything else is done."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(self._connected(request, sociallogin))
        if not (sociallogin.is_existing and sociallogin.user.is_active):
            raise ImmediateHttpResponse(told(NOT_CONNECTED))

    def _connected(self, request: HttpRequest, sociallogin: Any) -> HttpResponse:
        """What somebody sees who has come back to connect their organisation."""
        account, person = sociallogin.account, request.user
        if not person.is_authenticated:
            return told(FAILED)
        if accounts(request).is_reauthentication_required(app="people"):
            return redirect(CONFIRM)
        try:
            signing_in.connect_organisation(
                person=person, organisation=account.provider, identity=account.uid, at=timezone.now()
            )
        except Refused:
            return told(TAKEN)
        return redirect(WAYS)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """One page for everything that goes wrong; what exactly is nobody's business."""
        raise ImmediateHttpResponse(told(FAILED))


def told(what: str) -> HttpResponse:
    """To the page that says what went wrong."""
    return redirect("people:organisation-told", what=what)
