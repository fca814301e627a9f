"""What a person writes in the summary for the board."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import GONE, Choices, Writing, grouped_boxes, long_text
from system_review.reviews.rules.words import SummaryPart

HINTS = {
    SummaryPart.STRENGTHS: _("What works well, and who made it work. A board builds on it."),
    SummaryPart.THEMES: _("What runs through several stages"),
    SummaryPart.PRIORITIES: _(
        "Up to ten: what matters most, in your own words. Choose the findings and actions below."
    ),
    SummaryPart.DECISIONS: _("What the board is asked to decide, and by when"),
}


class SummaryForm(Writing):
    """One part. The version is nought where nothing is written yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = long_text(_("Text"), rows=6)
    links = forms.MultipleChoiceField(
        label=_("Findings and actions that it speaks of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages=GONE,
    )

    groups: Choices = ()

    def offer(self, *, part: str, name: str, things: Choices) -> None:
        """Name the part, and fill in what can be chosen: groups by stage."""
        self.fields["text"].label = name
        self.fields["text"].help_text = str(HINTS[SummaryPart(part)])
        self.groups = things
        self.fields["links"].choices = [pair for _place, pairs in things for pair in pairs]  # type: ignore[attr-defined]

    def finding_groups(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Each stage with its findings and actions as the template draws them."""
        return grouped_boxes(self["links"], self.groups)

    def chosen(self, kind: str) -> list[str]:
        """The public ids that were chosen of one kind: "finding", "action"."""
        pairs = (value.partition(":") for value in self.cleaned_data["links"])
        return [public_id for name, _colon, public_id in pairs if name == kind]
