"""What people type about themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm, SetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """What a person is called on screen and in documents."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_(
            "It stands beside what you rate and write from now on. What is there already keeps the name it had."
        ),
        max_length=200,
        required=False,
    )


class Labelled:
    """Gives a form of allauth our labels and hints, and takes its placeholders away."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


LONG = _("12 characters or more. Three words that do not belong together are good.")


class SignInForm(Labelled, LoginForm):
    """E-mail address and password."""

    not_done = _("Not signed in yet")
    labels = {"login": _("E-mail address"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ForgottenForm(forms.Form):
    """Where to send the letter."""

    not_done = _("Not sent yet")
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class NewPasswordForm(Labelled, ResetPasswordKeyForm):
    """A new password, by a letter's link."""

    labels = {"password1": _("New password"), "password2": _("The same again")}
    hints = {"password1": LONG}


class FirstPasswordForm(Labelled, SetPasswordForm):
    """A password for somebody who has none."""

    labels = {"password1": _("Password"), "password2": _("The same again")}
    hints = {"password1": LONG}


class OtherPasswordForm(Labelled, ChangePasswordForm):
    """Another password for somebody who has one."""

    labels = {
        "oldpassword": _("Password until now"),
        "password1": _("New password"),
        "password2": _("The same again"),
    }
    hints = {"password1": LONG}
