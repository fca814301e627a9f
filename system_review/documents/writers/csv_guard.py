"""Keeps a spreadsheet from taking a text for a formula, in a way that can be undone. Pure.

A text that begins like a formula gets one apostrophe before it. So does a text that already has apostrophes before
such a beginning: therefore taking one away always gives the text as typed.
"""

from __future__ import annotations

import re

# What a spreadsheet may skip before it looks for a formula: spaces, and characters that are not seen.
_SKIPPED = "[\\s\\x00-\\x1f\\x7f-\\xa0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
_FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_DANGER = re.compile(f"'*(?:[\\t\\r\\n]|{_SKIPPED}*{_FORMULA})")


def guard(text: str) -> str:
    """The text as a field of a CSV file, which no spreadsheet takes for a formula."""
    return f"'{text}" if _DANGER.match(text) else text


def unguard(field: str) -> str:
    """The text that a guarded field stands for."""
    return field[1:] if field.startswith("'") and _DANGER.match(field[1:]) else field
