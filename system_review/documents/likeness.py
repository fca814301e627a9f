"""How alike two texts are, from 0 to 100: by rapidfuzz, which takes memory and is imported when it is first asked."""

from __future__ import annotations


def ratio(one: str, other: str) -> float:
    """Letter by letter."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def token_sort_ratio(one: str, other: str) -> float:
    """In whatever order their words stand."""
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(one, other)


def token_set_ratio(one: str, other: str) -> float:
    """By the words that both have."""
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(one, other)
