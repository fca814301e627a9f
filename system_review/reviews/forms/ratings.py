"""What a person says about an overall rating."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import Choices, Writing, long_text, optional, short_text


class RatingForm(Writing):
    """The overall rating of a stage, where it was agreed, and why."""

    rating = forms.ChoiceField(label=_("Overall rating"), widget=forms.RadioSelect, required=False, choices=())
    agreed_at = optional(
        short_text(_("Where it was agreed"), hint=_("In a few words: the panel, the steering group"), longest=500)
    )
    reason = long_text(_("Why"), hint=_("Needed where your rating differs from the suggestion"), rows=3)

    def offer(self, ratings: Choices) -> None:
        """Fill in the scale and what can stand in place of a rating."""
        self.fields["rating"].choices = list(ratings)  # type: ignore[attr-defined]
