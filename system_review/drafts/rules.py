"""How long somebody counts as writing, and what is kept of a form. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

WRITING = timedelta(
    seconds=75
)  # after the last sign of somebody's typing; a window that is typed in sends one every 20 s
REMEMBERED = timedelta(days=2)  # for how long an ended draft is known
LONGEST = 400_000  # characters of a form's fields together

TOKEN, KEEP, DISCARD, BEFORE = "draft", "draft-keep", "draft-discard", "draft-before"
_NOT_TYPED = {TOKEN, KEEP, DISCARD, BEFORE, "csrfmiddlewaretoken", "key"}
_TOKEN = re.compile(r"[0-9a-zA-Z]{16,40}")


def is_token(text: str) -> bool:
    """Whether this can name a window."""
    return bool(_TOKEN.fullmatch(text))


def is_typed(name: str) -> bool:
    """Whether a field of a form is kept: neither what it is sent with, nor the key against a second click."""
    return name not in _NOT_TYPED


def fits(words: Iterable[tuple[str, list[str]]]) -> bool:
    """Whether so much can be kept, and all of it can be stored."""
    texts = [text for name, values in words for text in (name, *values)]
    return sum(map(len, texts)) <= LONGEST and not any(_cannot_be_stored(text) for text in texts)


def _cannot_be_stored(text: str) -> bool:
    return "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
