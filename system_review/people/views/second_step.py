"""The second step of signing in, and passkeys: using them, confirming with them, setting them up."""

from __future__ import annotations

import json
from typing import Any, cast

from allauth.account.views import ReauthenticateView
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from csp.decorators import csp_update
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator

from system_review.people import queries
from system_review.people.going_on import own_target
from system_review.people.second_step import SECOND_STEP
from system_review.people.services import signing_in
from system_review.people.services.recovery_codes import HIDDEN
from system_review.people.views.ours import Ours


class ByPasskey(Ours):
    """A page whose script hands the browser's passkeys what they are asked: `options` is that, as JSON."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question to the passkeys as text for an attribute."""
        context = super().get_context_data(**kwargs)
        data = context.get("js_data") or {}
        asked = data.get("request_options") or data.get("creation_options")
        return {**context, "options": json.dumps(asked) if asked else ""}


class Changes(Ours):
    """A page that changes what one signs in with. The change, its event and the end of other sessions are one."""

    kind = "app"
    what = "added"

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it; this session goes on, under another key."""
        person: Any = self.request.user
        with transaction.atomic():
            response = super().form_valid(form)  # type: ignore[misc]
            signing_in.note_factor(person, self.what, kind=self.kind, at=timezone.now())
        update_session_auth_hash(self.request, person)
        if self.what == "added":
            self.request.session[SECOND_STEP] = person.pk
        elif self.what == "removed":
            self.request.session.pop(SECOND_STEP, None)
        return cast(HttpResponse, response)


class SecondStep(ByPasskey, AuthenticateView):
    """Between the password and the first page."""

    template_name = "people/second_step.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with what is wrong."""
        response: HttpResponse = AuthenticateView.form_invalid(self, form)
        response.status_code = 422
        return response


class SignInByPasskey(LoginWebAuthnView):
    """Answers the script with what a passkey is asked, and signs in whom the passkey is of."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What any passkey of ours is asked. Without the script there is nothing to see."""
        if request.headers.get("Accept") != "application/json":
            return redirect("account_login")
        return JsonResponse(auth.begin_authentication(user=None))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say so on a page of its own: there is no field to say it at."""
        return render(self.request, "people/passkey_refused.html", status=422)

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on where one wanted to go."""
        response = super().form_valid(form)
        target = own_target(self.request.POST.get("next"))
        return redirect(target) if target and self.request.user.is_authenticated else response


class Confirm(Ours, ReauthenticateView):
    """The password once more, before something that matters."""

    template_name = "people/confirm.html"


class ConfirmByCode(Ours, ReauthenticateByCodeView):
    """A code once more."""

    template_name = "people/confirm.html"


class ConfirmByPasskey(ByPasskey, ReauthenticateWebAuthnView):
    """The passkey once more."""

    template_name = "people/confirm.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say so on a page of its own."""
        return render(self.request, "people/passkey_refused.html", status=422)


class Ways(Ours, IndexView):
    """What one signs in with."""

    template_name = "people/ways.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which second step and passkeys there are; whether a partnership asks for one."""
        context = super().get_context_data(**kwargs)
        kinds = context["authenticators"]
        more = {
            "app": kinds.get("totp"),
            "codes": kinds.get("recovery_codes"),
            "passkeys": kinds.get("webauthn", []),
            "needed": "needed" in self.request.GET,
            "organisations": queries.organisations_of(self.request.user),
            "has_password": authenticated_user(self.request).has_usable_password(),
        }
        return {**context, **more}


@method_decorator(csp_update({"img-src": "data:"}), name="dispatch")  # the picture of the code, on this page alone
class AddApp(Changes, ActivateTOTPView):
    """Set up an app that shows codes."""

    template_name = "people/add_app.html"


class RemoveApp(Changes, DeactivateTOTPView):
    """Stop using it."""

    what = "removed"
    template_name = "people/remove_app.html"


class Codes(Ours, ViewRecoveryCodesView):
    """The recovery codes, shown once."""

    template_name = "people/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The codes, unless another window was the one to make and show them."""
        context = super().get_context_data(**kwargs)
        return {**context, "can_view_codes": context["can_view_codes"] and HIDDEN not in context["unused_codes"]}


class NewCodes(Changes, GenerateRecoveryCodesView):
    """Other recovery codes; those until now stop working."""

    kind, what = "recovery codes", "renewed"
    template_name = "people/new_codes.html"


class AddPasskey(Changes, ByPasskey, AddWebAuthnView):
    """Set up a passkey. It is asked to know its owner, so that it takes the place of password and second step."""

    kind = "passkey"
    template_name = "people/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the passkey is asked."""
        context = super().get_context_data(**kwargs)
        form = kwargs.get("form")
        asked = auth.begin_registration(authenticated_user(self.request), True)
        return {**context, "form": form or context["form"], "options": json.dumps(asked)}


class RenamePasskey(Ours, EditWebAuthnView):
    """Call it something else."""

    template_name = "people/rename_passkey.html"
    success_url = "/me/ways/"


class RemovePasskey(Changes, RemoveWebAuthnView):
    """Stop using it."""

    kind, what = "passkey", "removed"
    template_name = "people/remove_passkey.html"
    success_url = "/me/ways/"
