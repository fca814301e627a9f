"""Filters for templates: marks and words of ratings, drawn once and kept, since a page shows few of them many times."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from system_review.errors import Why
from system_review.ui import words
from system_review.ui.parts import Rating

register = template.Library()


@register.filter
@lru_cache(maxsize=64)
def shape(name: str) -> SafeString:
    """`{{ "red"|shape }}`: the mark of a colour, another rating or a status. Its word stands beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.filter
@lru_cache(maxsize=512)
def rating(what: Rating) -> SafeString:
    """`{{ row.rating|rating }}`: the words in a box, each half with its mark."""
    between = _slash() if all(words for _, words in what.halves) else ""
    halves = [(name, shape(name), words) for name, words in what.halves]
    return format_html(
        '<span class="rating">{}</span>', format_html_join(between, '<span class="{}">{}{}</span>', halves)
    )


@register.filter
@lru_cache(maxsize=512)
def letters(halves: tuple[tuple[str, str], ...]) -> SafeString:
    """`{{ light.halves|letters }}`: a light of the map with its letters; its words stand beside it, hidden."""
    classes = " ".join(f"{side}-{name}" for side, (name, _) in zip(("a", "z"), halves, strict=False))
    inner = format_html_join(_slash(), "<b>{}</b>", [(text,) for _, text in halves])
    return format_html('<span class="light {}" aria-hidden="true">{}</span>', classes, inner)


@register.filter
def say(why: Why) -> str:
    """`{{ why|say }}`: a rule's sentence in the reader's language."""
    return words.say(why)


def _slash() -> SafeString:
    return format_html("<i>{}</i>", "/")
