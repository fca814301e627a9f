"""How long a document is kept, and what is left of its text afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from system_review.documents.rules.sources import Source

KEPT_FOR = timedelta(days=30)  # after it was brought into the review, or set aside


def without(whole: str, sources: Iterable[Source]) -> str:
    """The text of a document with these stretches blank, so that all others stand where they stood."""
    letters = list(whole)
    for source in sources:
        letters[source.start : source.end] = " " * (source.end - source.start)
    return "".join(letters)
