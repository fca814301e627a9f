"""What a person says about the places of a review, and for which of them a thing is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import GONE, Choices, Creating, Writing, short_text
from system_review.reviews.rules.review_places import why_not_called


class NewPlaceForm(Creating):
    """A further place."""

    NEEDED = {"name": why_not_called}

    name = short_text(_("Name of the place"), hint=_("A borough, a town, a district: as people there call it"))


class PlaceNameForm(Writing):
    """Calling a place otherwise."""

    NEEDED = {"name": why_not_called}

    name = short_text(_("Name of the place"))


class RemovePlaceForm(forms.Form):
    """Removing a place: where what is for it belongs from then on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    onward = forms.ChoiceField(
        label=_("Where does what is for it belong from now on?"),
        required=False,
        widget=forms.RadioSelect,
        choices=(),
        error_messages=GONE,
    )

    def offer(self, choices: Choices) -> None:
        """Fill in where it can belong; with nothing to move nobody is asked."""
        if choices:
            self.fields["onward"].choices = list(choices)  # type: ignore[attr-defined]
        else:
            del self.fields["onward"]


class ForPlaceField(forms.Form):
    """For which place a thing is. A review without places does not ask."""

    for_place = forms.ChoiceField(label=_("For which place"), required=False, choices=(), error_messages=GONE)

    def offer_places(self, choices: Choices) -> None:
        """Fill in the places; the field goes where there are none."""
        if choices:
            self.fields["for_place"].choices = list(choices)  # type: ignore[attr-defined]
        else:
            del self.fields["for_place"]

    @property
    def says_place(self) -> bool:
        """Whether something was sent about it: a form that was opened before there were places sends nothing."""
        return "for_place" in self.fields and "for_place" in self.data


def chosen_place(form: Any) -> str | None:
    """The public id that the form names, "" for all places; None where nothing was sent about it."""
    return form.cleaned_data.get("for_place", "") if form.says_place else None
