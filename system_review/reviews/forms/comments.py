"""What a person types in a comment, a reply and a working note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import Creating, Writing, long_text
from system_review.reviews.forms.speaking import SpeakingFields
from system_review.reviews.rules.comments import why_not_comment


class NewCommentForm(Creating, SpeakingFields):
    """A comment on a finding or an action."""

    text = long_text(_("Your comment"), rows=3)

    NEEDED = {"text": why_not_comment}
    field_order: Any = ("text", "on_behalf_of")


class ReplyForm(Creating, SpeakingFields):
    """A reply to a comment."""

    text = long_text(_("Your reply"), rows=3)

    NEEDED = {"text": why_not_comment}
    field_order: Any = ("text", "on_behalf_of")


class CommentForm(Writing):
    """Changing one's own comment or reply."""

    text = long_text(_("Your comment"), rows=3)

    NEEDED = {"text": why_not_comment}


class NoteForm(Writing):
    """The working note beside a finding. The version is nought where there is none yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = long_text(
        _("Working note"), hint=_("Only the review team sees it. It is never exported unless somebody asks."), rows=5
    )
