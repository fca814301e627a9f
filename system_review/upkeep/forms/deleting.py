"""Why something is deleted for good."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import long_text


class DeleteForm(forms.Form):
    """The reason, and the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = long_text(_("Why"), hint=_("It stands in the history: leave out what is to go"), rows=3)
