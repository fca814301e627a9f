"""What is asked of whoever takes words out. Nothing that is typed here is kept as a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import long_text, short_text

WHOLE, PART = "whole", "part"


class LookForm(forms.Form):
    """The words, and how they are looked for. The browser is asked to remember and to send away nothing of them."""

    words = short_text(
        _("Words to take out"),
        hint=_("As they are written. Capital and small letters are the same. At least 3 letters."),
    )
    how = forms.ChoiceField(
        label=_("Where to look"),
        choices=[
            (WHOLE, _("As whole words: “Ann” is not found in “Anna”")),
            (PART, _("Inside longer words as well")),
        ],
        initial=WHOLE,
        widget=forms.RadioSelect,
        required=False,
    )
    not_done = _("Not looked for yet")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def is_whole(self) -> bool:
        """Whether only whole words are meant."""
        return self.cleaned_data.get("how") != PART


class TakeOutForm(LookForm):
    """The same words again, why, and that the person knows what is not reached. `seen` is what the list said."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    reason = long_text(
        _("Why they are taken out"),
        hint=_("For the history, without the words themselves. For instance: a child's name had slipped in."),
        rows=2,
    )
    understood = forms.BooleanField(
        label=_(
            "I know that earlier backups, exports and downloads still hold these words, and that this cannot be undone"
        ),
        error_messages={"required": _("Tick that you know what is not reached")},
    )
    not_done = _("Nothing was taken out yet")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("words", "how"):
            self.fields[name].widget = forms.HiddenInput()
