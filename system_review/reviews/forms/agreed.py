"""What somebody says who agrees a version."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import Creating, short_text


class AgreeForm(Creating):
    """The name of the version, and how far the review was when the person looked at it."""

    name = short_text(_("Name of this version"), hint=_("For instance: Agreed by the board, May 2027"))
    moves = forms.BooleanField(
        label=_("The review now stands as agreed"),
        required=False,
        initial=True,
        help_text=_("Leave this out for a version on the way, such as what a panel looked at."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
