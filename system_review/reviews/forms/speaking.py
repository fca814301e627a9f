"""For which agency something is written: asked of who may speak for several, and of who may speak for any."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import GONE, Choices

NOT_YOURS = _("You do not speak for that agency. Choose one of your own.")


class SpeakingFields(forms.Form):
    """Asks whoever speaks for several agencies for which. No answer is given beforehand: it could be wrong unseen."""

    on_behalf_of = forms.ChoiceField(
        label=_("You write for"),
        required=False,
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"invalid_choice": NOT_YOURS},
    )
    own_agencies: Choices = ()

    def offer_own(self, agencies: Choices, *, or_nobody: bool = False) -> None:
        """The writer's own agencies. Whoever has one or none is not asked. `or_nobody`: they need not choose one."""
        self.own_agencies = agencies
        if len(agencies) < 2:
            del self.fields["on_behalf_of"]
            return
        nobody = [("", _("Nobody in particular"))] if or_nobody else []
        self.fields["on_behalf_of"].choices = [*nobody, *agencies]  # type: ignore[attr-defined]

    def offer_any(self, agencies: Any) -> None:
        """Every agency of the partnership, for whoever may speak for any. May be a function that fetches them."""
        field: Any = self.fields["on_behalf_of"]
        field.label, field.widget = _("Written on behalf of"), forms.Select()
        field.error_messages |= GONE
        fetch = agencies if callable(agencies) else lambda: agencies
        field.choices = lambda: [("", _("Nobody in particular")), *fetch()]

    def clean(self) -> dict[str, Any] | None:
        """What the form says; an agency that was not asked for must be the writer's own all the same."""
        data = super().clean()
        sent = self.data.get("on_behalf_of", "")
        if "on_behalf_of" not in self.fields and sent and sent not in dict(self.own_agencies):
            raise ValidationError(NOT_YOURS)
        return data

    @property
    def asks_for_whom(self) -> bool:
        """Whether the writer is asked, for the template."""
        return "on_behalf_of" in self.fields and bool(self.own_agencies)
