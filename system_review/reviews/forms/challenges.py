"""A challenge and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import GONE, Choices, Creating, Writing, long_text


class ChallengeForm(Creating):
    """What needs an answer, and what it is about."""

    about = forms.ChoiceField(label=_("About"), required=False, choices=(), error_messages=GONE)
    text = long_text(_("What needs an answer"), rows=3)

    def __init__(self, *args: Any, about: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = list(about)  # type: ignore[attr-defined]


class AnswerForm(Writing):
    """The answer, in words."""

    answer = long_text(_("Answer"), rows=4)
