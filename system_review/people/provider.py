"""An organisation's own sign-in (OpenID Connect), as django-allauth's provider: stricter than the one it ships.

allauth looks for a module of this name in each application.
"""

from __future__ import annotations

import secrets
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from system_review.people import tokens


class Adapter(OpenIDConnectOAuth2Adapter):
    """Asks the issuer where things are, changes the code for a token, and reads the token strictly."""

    state: dict[str, Any] | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer publishes of itself, as long as it is the issuer that was set."""
        if not hasattr(self, "_openid_config"):
            issuer = self.get_provider().issuer
            published = self._fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if published.get("issuer") != issuer:
                raise OAuth2Error("the issuer is another one")
            self._openid_config = published
        return dict(self._openid_config)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the issuer sends people back to: under the address that is set, whatever the browser says."""
        return str(settings.BASE_URL) + reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        """Who has signed in there. Raises `OAuth2Error` unless the token is genuine and of this sign-in."""
        state = self.state or {}
        try:
            claims = tokens.claims_of(
                str(more["response"].get("id_token", "")),
                keys=self._fetched(self.openid_config["jwks_uri"]).get("keys", []),
                issuer=self.get_provider().issuer,
                client=app.client_id,
                nonce=str(state.get("nonce", "")),
                now=timezone.now().timestamp(),
            )
            found = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        except tokens.NotGenuine as problem:
            raise OAuth2Error(str(problem)) from problem
        found.account.extra_data = {}  # what the issuer says of somebody is not kept
        return found

    def _fetched(self, url: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, allow_redirects=False)
            answer.raise_for_status()
            try:
                found = answer.json()
            except ValueError as problem:
                raise OAuth2Error("no JSON") from problem
        if not isinstance(found, dict):
            raise OAuth2Error("no JSON object")
        return found


class Back(OAuth2CallbackView):
    """Where the issuer sends people back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        """What was kept of this sign-in, once; an answer of another issuer has none."""
        state, response = super()._get_state(request, provider)
        if request.GET.get("iss", provider.issuer) != provider.issuer:
            state = {}
        self.adapter.state = state
        return state, response


class Organisation(OpenIDConnectProvider):
    """One issuer that is set in the environment."""

    oauth2_adapter_class = Adapter
    pkce_enabled_default = True
    supports_token_authentication = False

    @property
    def issuer(self) -> str:
        """Its address, to the letter."""
        return str(self.app.settings["server_url"])

    def get_default_scope(self) -> list[str]:
        """We only want to know who it is."""
        return ["openid"]

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Nothing that the browser asks for is passed on."""
        return list(self.get_default_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, str]:
        """Nothing that the browser asks for is passed on."""
        return {}

    def redirect(self, request: HttpRequest, process: Any, next_url: Any = None, data: Any = None, **more: Any) -> Any:
        """To the issuer, with a number that its token has to repeat."""
        nonce = secrets.token_urlsafe(24)
        more["auth_params"] = {"nonce": nonce}
        return super().redirect(request, process, next_url=next_url, data=data, nonce=nonce, **more)

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Under which name somebody is kept."""
        return tokens.identity_of(data["id_token"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing: people name themselves."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None: an address proves nothing."""
        return []


provider_classes = [Organisation]
