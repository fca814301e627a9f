"""What a person says about a value."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import Choices, Creating, Writing, long_text, short_text


class ValueForm(Writing):
    """How far a value shows. Each part can stand alone: the scale may be left out."""

    extent = forms.ChoiceField(
        label=_("How far it shows"),
        required=False,
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"invalid_choice": _("Select how far the value is evident")},
    )
    narrative = long_text(_("What we saw"), rows=4)
    examples_for = long_text(_("Where it shows"), hint=_("Examples, without names of children"), rows=2)
    examples_against = long_text(_("Where it does not"), hint=_("Examples, without names of children"), rows=2)

    def offer(self, extents: Choices) -> None:
        """Fill in the scale, with the way to leave it out. A framework without a scale leaves the question out."""
        if extents:
            self.fields["extent"].choices = [*extents, ("", _("Leave the scale out"))]  # type: ignore[attr-defined]
        else:
            del self.fields["extent"]


class NewValueForm(Creating):
    """A further value of the partnership's own."""

    name = short_text(_("Name of the value"), hint=_("In a word or two"))
