"""What one can ask for on these pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from system_review.upkeep.queries.trail import Asked, groups, people_of

if TYPE_CHECKING:
    from system_review.partnerships.models import Member


class TrailFilter(forms.Form):
    """Which part of the history is shown. What is not understood is as if it had not been asked."""

    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    on = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, member: Member) -> None:
        super().__init__(data, use_required_attribute=False)
        everything = gettext_lazy("Everything")
        self.fields["person"].choices = [("", gettext_lazy("Everybody")), *people_of(member)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", everything),
            *((key, name) for key, (name, _) in groups().items()),
        ]

    def asked(self, before: str) -> Asked:
        """What is asked for, with the number before which the page begins."""
        if self.is_bound:
            self.full_clean()
        found = self.cleaned_data if self.is_bound else {}
        number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
        return Asked(before=number, **{name: found.get(name) or default for name, default in _NOTHING.items()})


_NOTHING: dict[str, Any] = {"person": "", "kind": "", "on": None}
