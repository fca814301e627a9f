"""Filters that draw the parts of a page which are kept by what they show: `{{ stage|drawn_stage }}`.

A part that stands on a page ready made is drawn each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from system_review.audit.keeping import kept_by
from system_review.ui.parts import Part

register = template.Library()


def keeping(draw: Callable[[Any], SafeString]) -> Callable[[Any], SafeString]:
    """Draws a thing of a page; of a `Part`, only if it was not drawn before from the same facts."""

    @wraps(draw)
    def drawn(part: Any) -> SafeString:
        if isinstance(part, Part):
            return kept_by((draw, part.facts), lambda: draw(part.make()))
        return draw(part)

    return drawn


def _drawing(name: str, file: str) -> Callable[[Any], SafeString]:
    """Draws a part with a template that calls it by this name."""
    return keeping(lambda part: render_to_string(file, {name: part}))


register.filter("drawn_map", _drawing("map", "reviews/_map.html"))
register.filter("drawn_stage", _drawing("stage", "reviews/_sheet_stage.html"))
register.filter("drawn_changes", _drawing("group", "reviews/_changes.html"))
register.filter("drawn_matrix", _drawing("matrix", "reviews/_overview_where.html"))
register.filter("drawn_sort_lines", _drawing("lines", "reviews/_overview_sort_out.html"))
register.filter("drawn_load", _drawing("load", "reviews/_overview_load.html"))
