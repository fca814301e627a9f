"""Why something is deleted for good."""

from __future__ import annotations

from django import forms

from system_review.upkeep.forms.reasons import ReasonForm


class DeleteForm(ReasonForm):
    """The reason, and the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
