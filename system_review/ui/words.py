"""Putting a rule's sentence into the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from system_review.errors import Why


def say(why: Why | str) -> str:
    """A rule's sentence in the reader's language, with its values filled in (a value may be a `Why` itself)."""
    if isinstance(why, str):
        return why
    values = {name: say(value) if isinstance(value, Why) else value for name, value in why.values.items()}
    return gettext(why.text).format(**values)
