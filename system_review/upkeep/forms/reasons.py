"""Why something is taken away for good."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import long_text


class ReasonForm(forms.Form):
    """The reason."""

    reason = long_text(_("Why"), hint=_("It stands in the history: leave out what is to go"), rows=3)
