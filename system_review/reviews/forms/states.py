"""How far somebody says a review is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from system_review.reviews import wording
from system_review.reviews.forms.fields import Writing
from system_review.reviews.rules.states import ARCHIVED, State


class StateForm(Writing):
    """One of the states, each with what it means."""

    to = forms.ChoiceField(label=_("How far this review is"), widget=forms.RadioSelect, required=False, choices=())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        meaning = {
            State.SETTING_UP: gettext("what is looked at, by whom and how"),
            State.GATHERING: gettext("evidence comes in, and findings are written"),
            State.RATING: gettext("each stage gets its overall rating, and findings get their actions"),
            State.AGREED: gettext("what was found stands, and the actions are carried out"),
            ARCHIVED: gettext("off the lists. Nothing of it is deleted, and it can be brought back here"),
        }
        choices = [(key, f"{wording.state(key)}: {words}") for key, words in meaning.items()]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
