"""Filters that draw the lines of an inbox, each kept by what it shows: `{{ line|drawn_sure }}`."""

from __future__ import annotations

from collections.abc import Callable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from system_review.audit.keeping import kept_by
from system_review.documents.inbox_pages import PlacedGroup, SureLine

register = template.Library()


def _drawing(name: str, file: str) -> Callable[[PlacedGroup | SureLine], SafeString]:
    """Draws a line, which is frozen and says all that is drawn, with a template that calls it by this name."""

    def drawn(line: PlacedGroup | SureLine) -> SafeString:
        return kept_by((file, get_language(), line), lambda: render_to_string(file, {name: line}))

    return drawn


register.filter("drawn_sure", _drawing("line", "documents/_sure_line.html"))
register.filter("drawn_placed", _drawing("group", "documents/_placed.html"))
