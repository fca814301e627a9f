"""What a review's lead says about who sees the draft."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews import wording
from system_review.reviews.forms.fields import Choices, Writing, date_field
from system_review.reviews.rules.audience import Audience


class AudienceForm(Writing):
    """Who sees the draft, who is on its team, and from which day each agency sees what is about it."""

    audience = forms.ChoiceField(
        label=_("Who sees findings and ratings"), widget=forms.RadioSelect, required=False, choices=()
    )
    team = forms.MultipleChoiceField(
        label=_("Also on the review team"),
        help_text=_("Review leads, approvers and scrutineers are on the team of every review."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages={"invalid_choice": _("Somebody chosen here is no longer there. Choose again.")},
    )

    def __init__(self, *args: Any, agencies: Choices, team: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["audience"].choices = [(way.value, wording.audience(way)) for way in Audience]  # type: ignore[attr-defined]
        self.fields["team"].choices = list(team)  # type: ignore[attr-defined]
        self.day_fields = {public_id: f"day-{public_id}" for public_id, _name in agencies}
        for public_id, name in agencies:
            field = date_field(name)
            field.show_hidden_initial = True
            self.fields[self.day_fields[public_id]] = field

    def days(self) -> list[forms.BoundField]:
        """The bound fields of the agencies' days, for a template."""
        return [self[name] for name in self.day_fields.values()]

    def days_given(self) -> dict[str, date]:
        """By the agency's public id, the day that was given."""
        given = {public_id: self.cleaned_data.get(name) for public_id, name in self.day_fields.items()}
        return {public_id: day for public_id, day in given.items() if day}
