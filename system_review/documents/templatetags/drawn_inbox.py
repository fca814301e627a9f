"""Filters that draw the lines of an inbox, each kept by what it shows: `{{ line|drawn_sure }}`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any

from django import template
from django.forms.boundfield import BoundField
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


@register.filter
def drawn_field(field: BoundField) -> SafeString:
    """A field of a form that was not sent, kept by all that is drawn of it. What was sent or begun is drawn anew."""
    if field.form.is_bound or field.form.data:
        return field.as_field_group()
    facts = (get_language(), field.auto_id, field.html_name, _frozen(field.value()), _frozen(_choices(field)))
    return kept_by(("field", type(field.form).__name__, *facts), field.as_field_group)


def _choices(field: BoundField) -> Iterable[Any]:
    return getattr(field.field.widget, "choices", ())


def _frozen(value: Any) -> Hashable:
    """Choices and values as plain tuples: a word is said in the reader's language once and for all."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value if value is None or isinstance(value, str | int | date) else str(value)
    return tuple(_frozen(each) for each in value)


register.filter("drawn_sure", _drawing("line", "documents/_sure_line.html"))
register.filter("drawn_placed", _drawing("group", "documents/_placed.html"))
