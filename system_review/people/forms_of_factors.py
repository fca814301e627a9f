"""What people type as a second step, and when they set one up."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from system_review.people import factors
from system_review.people.forms import Labelled
from system_review.people.services import signing_in

LONGEST_NAME = 60


class Counted:
    """Codes are counted before they are compared, a right one is given back, and the trail tells of a wrong one."""

    user: Any

    def clean_code(self) -> str:
        """The code, if it is right and was not used before."""
        at = timezone.now()
        factors.count_code(self.user, at=at)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            signing_in.note_refused(email=self.user.email, how="code", at=at)
            raise
        factors.give_code_back(self.user, at=at)
        return code


class SecondStepForm(Counted, Labelled, AuthenticateForm):
    """A code of the app, or a recovery code."""

    not_done = _("Not signed in yet")
    labels = {"code": _("Code")}
    hints = {"code": _("The six figures that your app shows now, or one of your recovery codes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="text", autocapitalize="off", spellcheck="false")


class ConfirmByCodeForm(Counted, Labelled, ReauthenticateByCodeForm):
    """The same, for somebody who is signed in."""

    not_done = _("Not confirmed yet")
    labels, hints = SecondStepForm.labels, SecondStepForm.hints


class ConfirmByPasswordForm(Labelled, ReauthenticateForm):
    """The password once more."""

    not_done = _("Not confirmed yet")
    labels = {"password": _("Password")}


class AppForm(Counted, Labelled, ActivateTOTPForm):
    """The first code of an app that is being set up."""

    labels = {"code": _("The code that the app shows")}


class PasskeyForm(Labelled, AddWebAuthnForm):
    """A new passkey. It always asks its owner for a finger, a face or a PIN, so it signs in without a password."""

    labels = {"name": _("What you call it")}
    hints = {"name": _("For example “Work laptop”. It helps you tell one from another.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"].max_length = LONGEST_NAME
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME

    def clean_name(self) -> str:
        """Its name; one without is called by what it is."""
        return str(self.cleaned_data.get("name") or _("Passkey"))[:LONGEST_NAME]


class PasskeyNameForm(Labelled, EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": _("What you call it")}

    def clean_name(self) -> str:
        """Its name."""
        return str(self.cleaned_data["name"])[:LONGEST_NAME]


class SignInByPasskeyForm(LoginWebAuthnForm):
    """What a passkey answers. Somebody who may not sign in any more is told what a wrong one is told."""

    def clean_credential(self) -> Any:
        """The passkey, of somebody who may sign in."""
        found = super().clean_credential()
        if not found.user.is_active:
            raise forms.ValidationError(factors.Factors.error_messages["incorrect_code"])
        return found
