"""What people type about themselves."""

from __future__ import annotations

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
