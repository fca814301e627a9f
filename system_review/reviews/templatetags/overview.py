"""Filters for what the overview repeats most; why they are no templates stands in `sheet.py`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from system_review.reviews.pages import LoadRow, MatrixCell, SortLine
from system_review.ui.templatetags.ui import rating

register = template.Library()

NOTHING = SafeString()  # because an empty text needs no escaping


@register.filter
def matrix_cell(cell: MatrixCell) -> SafeString:
    """`{{ cell|matrix_cell }}`: a stage in the matrix, with its rating and what is in it."""
    return format_html(
        '<td><span class="stage-name">{}</span><a href="{}">{}</a><p>{}</p></td>',
        cell.stage,
        cell.url,
        rating(cell.rating),
        cell.counts,
    )


@register.filter
def sort_line(line: SortLine) -> SafeString:
    """`{{ line|sort_line }}`: how many of what are to be sorted out, and which."""
    text = format_html('<a href="{}">{}</a>' if line.url else "<span>{1}</span>", line.url, line.text)
    detail = format_html("<p>{}</p>", line.detail) if line.detail else NOTHING
    return format_html('<li class="out"><b>{}</b> {}{}</li>', line.number, text, detail)


@register.filter
def load_row(row: LoadRow) -> SafeString:
    """`{{ row|load_row }}`: what somebody carries, as a bar and in figures."""
    return format_html(
        '<tr><th scope="row">{}</th><td class="bar-cell"><svg class="bar-of" viewBox="0 0 100 12" '
        'preserveAspectRatio="none" aria-hidden="true">{}</svg></td>{}</tr>',
        format_html('<a href="{}">{}</a>', row.url, row.who) if row.url else row.who,
        format_html_join(
            "",
            '<rect class="b{}" x="{}" width="{}" height="12"/>',
            ((number, start, length) for number, (start, length) in enumerate(row.bar, 1)),
        ),
        format_html_join("", '<td class="figure">{}</td>', ((figure,) for figure in row.figures)),
    )
