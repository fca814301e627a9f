"""For templates: what a page shows many times, and what every page shows, is drawn once and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from system_review.errors import Why
from system_review.ui import words
from system_review.ui.parts import Frame, Head, Rating
from system_review.ui.register import FOOT

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


def _drawing(name: str, file: str) -> Callable[[object], SafeString]:
    """Draws a part of the frame with a template that calls it by this name: once for each language, and then kept."""

    def draw(what: object, language: str | None = None) -> SafeString:
        return render_to_string(file, {name: what})

    kept = lru_cache(maxsize=256)(draw)

    def drawn(what: object) -> SafeString:
        return kept(what, get_language()) if isinstance(what, Frame | Head) else draw(what)

    return drawn


@register.filter
def foot(member: Any) -> SafeString:
    """`{{ member|foot }}`: the links in the foot of every page, in a partnership to its own pages."""
    return _foot(getattr(getattr(member, "partnership", None), "slug", ""), get_language())


@lru_cache(maxsize=256)
def _foot(slug: str, language: str | None) -> SafeString:
    links = [(entry.address(slug), entry.text()) for entry in FOOT]
    inner = format_html_join("", '<a href="{}">{}</a>', links)
    return format_html('<footer class="foot">{}</footer>', inner)


register.filter("bar", _drawing("frame", "ui/_bar.html"))
register.filter("crumbs", _drawing("head", "ui/_crumbs.html"))
register.filter("head", _drawing("head", "ui/_head.html"))


@register.tag
def unchanging(parser: Any, token: Any) -> template.Node:
    """`{% unchanging %} … {% endunchanging %}`: what says the same on every page, but for the language.

    Addresses of style sheets and words of the frame cost as much as everything else round a page. Nothing that comes
    from the context may stand inside.
    """
    inside = parser.parse(("endunchanging",))
    parser.delete_first_token()
    return _Unchanging(inside)


class _Unchanging(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: dict[str | None, SafeString] = {}

    def render(self, context: Any) -> SafeString:
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self.nodelist.render(context)
        return self._drawn[language]


def _slash() -> SafeString:
    return format_html("<i>{}</i>", "/")
