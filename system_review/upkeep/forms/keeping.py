"""How long things are kept, and why something is under a legal hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import Writing, long_text
from system_review.ui.words import say
from system_review.upkeep.rules.keeping import SETTABLE, Length, why_not_chosen, words_of


class KeepingForm(Writing):
    """A whole number for each line of the table that a partnership may choose."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for line in SETTABLE:
            assert line.length is not None  # noqa: S101 - only lines with a length have bounds
            unit = line.length.unit
            least, most = (say(words_of(Length(count, unit))) for count in (line.least, line.most))
            hint = gettext("%(after)s. From %(least)s to %(most)s.") % {
                "after": _begun(say(line.after)) if line.after else "", "least": least, "most": most,
            }  # fmt: skip
            label = gettext("%(what)s (in %(unit)s)") % {"what": say(line.what), "unit": _UNITS[unit]}
            wrong = why_not_chosen(line, None)
            field = forms.IntegerField(
                label=label, help_text=hint, required=False, error_messages={"invalid": say(wrong) if wrong else ""}
            )
            field.show_hidden_initial = True
            self.fields[line.key] = field

    def say_what_is_missing(self) -> None:
        """Tell of every line that is out of its bounds at once."""
        for line in SETTABLE:
            if line.key not in self.errors and (why := why_not_chosen(line, self.cleaned_data.get(line.key))):
                self.add_error(line.key, say(why))

    def chosen(self) -> dict[str, int | None]:
        """What was chosen, by the key of its line."""
        return {line.key: self.cleaned_data.get(line.key) for line in SETTABLE}


class HoldForm(forms.Form):
    """Why a legal hold begins or ends."""

    reason = long_text(
        _("Why"),
        hint=_("It stands in the history. For example: a claim, an inquiry, a request for information"),
        rows=3,
    )


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


_UNITS = {"day": _("days"), "year": _("years"), "hour": _("hours"), "minute": _("minutes")}
