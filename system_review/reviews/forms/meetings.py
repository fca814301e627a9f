"""What a person says about a meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import Choices, Creating, Writing, long_text
from system_review.reviews.rules.meetings import why_no_kind


class WhoWasThere(forms.Form):
    """Present and apologies, each by role."""

    present = long_text(_("Present"), hint=_("By role: independent scrutineer, designated nurse …"), rows=3)
    apologies = long_text(_("Apologies"), rows=2)


class OpenMeetingForm(Creating, WhoWasThere):
    """Opening a meeting."""

    NEEDED = {"kind": why_no_kind}

    kind = forms.ChoiceField(
        label=_("What kind of meeting"), required=False, choices=(), error_messages={"invalid_choice": _("Choose one")}
    )
    field_order = ("kind", "present", "apologies")

    def offer(self, kinds: Choices) -> None:
        """Fill in the kinds."""
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]


class MeetingForm(Writing, WhoWasThere):
    """Saying later who was there."""
