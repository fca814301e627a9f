"""Overall ratings that stand beside the name of a stage: "Referral: Amber/Red", "Planning – Red. Nobody …". Pure."""

from __future__ import annotations

from system_review.documents.interpreter.headings import Headings, Named

_MOST = 40  # characters of a rating
_STOPS = ".;,–—-("


def stage_rated(text: str, headings: Headings) -> tuple[Named, str]:
    """The stage and the rating of a line that says nothing else; no rating if it is no such line."""
    rating, before = headings.ratings.last_in(text)
    named = headings.named(before) if rating and before else Named()
    if not named.stage or named.rest:
        return Named(), ""
    return named, rating


def rating_in(text: str, headings: Headings) -> tuple[str, int]:
    """The rating that a text begins with, and where it ends with the mark after it; ("", 0) if there is none."""
    for at, letter in enumerate(text[:_MOST]):
        last = at == len(text) - 1
        if letter in _STOPS or last:
            rating = headings.ratings.exact(text[: at + last])
            if rating:
                return rating, at + 1
    return "", 0
