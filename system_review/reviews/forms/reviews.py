"""What a person says about a review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.partnerships.rules import why_not_name
from system_review.reviews.forms.fields import Choices, Creating, Writing, date_field, long_text, short_text
from system_review.reviews.rules.reviews import why_no_title


class AboutFields(forms.Form):
    """The title, the date, and what can be told about how the review is done; none of the rest is required."""

    title = short_text(_("Title"))
    date = date_field(_("Date of the review"), hint=_("“In three months’ time” in an action is counted from this day"))
    purpose = long_text(_("Purpose"), rows=2)
    period = long_text(_("Period looked at"), rows=1)
    harms = long_text(_("Forms of harm"), rows=2)
    ages = long_text(_("Ages"), rows=1)
    places = long_text(_("Places"), rows=2)
    team = long_text(_("Team"), rows=2)
    method = long_text(_("Method"), rows=2)
    limits = long_text(_("Limits"), rows=2)

    ABOUT = ("purpose", "period", "harms", "ages", "places", "team", "method", "limits")

    def about(self) -> dict[str, str]:
        """The texts about the review."""
        return {name: self.cleaned_data.get(name, "") for name in self.ABOUT}

    def about_fields(self) -> list[forms.BoundField]:
        """The bound fields of these texts, for a template."""
        return [self[name] for name in self.ABOUT]


class BeginForm(Creating, AboutFields):
    """Beginning a review: everything is filled in sensibly."""

    NEEDED = {"partnership": why_not_name, "title": why_no_title}
    field_order: Any = ("partnership", "title", "date", "framework", "scope")

    partnership = short_text(_("Partnership"))
    framework = forms.ChoiceField(
        label=_("Framework"),
        required=False,
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"invalid_choice": _("Choose one of the frameworks")},
    )
    scope = forms.MultipleChoiceField(
        label=_("What is in scope"),
        help_text=_("Everything, unless you leave something out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
    )

    def offer(self, *, frameworks: Choices, scope: Choices) -> None:
        """Fill in the frameworks, and the parts of all of them."""
        self.fields["framework"].choices = list(frameworks)  # type: ignore[attr-defined]
        self.fields["scope"].choices = list(scope)  # type: ignore[attr-defined]


class AboutForm(Writing, AboutFields):
    """Changing what is told about a review."""

    NEEDED = {"title": why_no_title}

    marking = short_text(_("Marking"), hint=_("Stands on every page of an export"))

    field_order: Any = ("title", "date", "marking")
