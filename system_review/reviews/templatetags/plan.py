"""Filters for what the plan repeats most: a column's head, an action as a row and as an item of a list.

As in `sheet.py`, a loop over a template's own tags would cost several times as much. Everything goes through
`format_html`, so every value is escaped.
"""

from __future__ import annotations

from collections.abc import Collection

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from system_review.reviews.plan_pages import Heading, Kind, PlanBlock
from system_review.reviews.templatetags.sheet import mark
from system_review.ui.templatetags.ui import shape

register = template.Library()

NOTHING = SafeString()  # because an empty text needs no escaping
EMPTY = SafeString('<td class="tick"></td>')  # because it is written here and holds nothing of anybody's


@register.filter
def plan_head(what: Heading) -> SafeString:
    """`{{ page.heads.due|plan_head }}`: a column's head, which sorts by it."""
    sorted_by = format_html(' aria-sort="{}"', what.order) if what.order else NOTHING
    return format_html('<th scope="col"{}><a href="{}">{}</a></th>', sorted_by, what.url, what.text)


@register.filter
def plan_row(row: PlanBlock, chosen: Collection[str] | None) -> SafeString:
    """`{{ row|plan_row:chosen }}`: an action in the plan's table, to be ticked by who may change it.

    `chosen` are the public ids of those that are ticked; None where the reader may change none of them.
    """
    return format_html(
        '<tr id="{}">{}<td class="what">{}{}</td><td>{}</td><td>{}</td><td>{}</td>'
        '<td class="changed"><span class="label">{}</span> {}{}</td></tr>',
        row.anchor,
        NOTHING if chosen is None else _tick(row, row.public_id in chosen),
        _text(row),
        _more(row),
        _lead(row),
        _when(row),
        _status(row),
        _("Changed"),
        row.changed,
        _links(row),
    )


@register.filter
def plan_item(row: PlanBlock) -> SafeString:
    """`{{ row|plan_item }}`: an action in a list, with its line of lead, time and status."""
    return format_html(
        '<li id="{}">{}<p class="who"><span>{}</span><span>{}</span><span>{}</span></p>{}{}</li>',
        row.anchor,
        _text(row),
        _lead(row),
        _when(row),
        _status(row),
        _more(row),
        _links(row),
    )


def _tick(row: PlanBlock, is_chosen: bool) -> SafeString:
    if not row.change_url:
        return EMPTY
    return format_html(
        '<td class="tick"><input type="checkbox" name="chosen" value="{}:{}" aria-labelledby="text-{}"{}></td>',
        row.public_id,
        row.version,
        row.public_id,
        " checked" if is_chosen else "",
    )


def _text(row: PlanBlock) -> SafeString:
    rest = NOTHING
    if row.rest:
        words = '<details class="rest"><summary>{}</summary><p class="t" dir="auto">{}</p></details>'
        rest = format_html(words, _("Show the rest"), row.rest)
    return format_html('<p class="t" id="text-{}" dir="auto">{}</p>{}', row.public_id, row.start, rest)


def _lead(row: PlanBlock) -> SafeString:
    if not row.lead:
        return _missing(_("No lead yet"))
    return format_html('<a class="lead" href="{}"><b>{}</b></a>{}', row.lead_url, row.lead, row.others)


def _when(row: PlanBlock) -> SafeString:
    tag = format_html(' <b class="tag">{}</b>', row.tag) if row.tag else NOTHING
    return format_html("{}{}", row.when or _missing(_("No date yet")), tag)


def _status(row: PlanBlock) -> SafeString:
    return format_html("{} {}", shape(row.status), row.status_word)


def _missing(words: str) -> SafeString:
    return format_html('<b class="missing">{}</b>', words)


def _more(row: PlanBlock) -> SafeString:
    """What it is for and where, how urgent it is, what it waits for, the difference it made."""
    lines = [_for(row)] if row.kinds or row.serves or row.priority or row.for_place else []
    if row.remark:
        lines.append(format_html("{}", row.remark))
    lines += [format_html('{} <span dir="auto">{}</span>', _("Waits for:"), text) for text in row.waits]
    if row.difference:
        lines.append(format_html('{} <span dir="auto">{}</span>', _("Difference made:"), row.difference))
    elif row.is_untold:
        lines.append(_untold(row))
    return format_html_join("", '<p class="q">{}</p>', ((line,) for line in lines))


def _untold(row: PlanBlock) -> SafeString:
    words = _missing(_("What difference it made is still to be told"))
    if not row.progress_url:
        return words
    label = format_html('{}<span class="vh">: {}</span>', _("Tell it"), row.text)
    return format_html('{} <a href="{}">{}</a>', words, row.progress_url, label)


def _for(row: PlanBlock) -> SafeString:
    parts = [_kind(kind) for kind in row.kinds]
    if row.serves:
        parts.append(format_html("{}", row.serves))
    if row.for_place:
        parts.append(format_html("<bdi>{}</bdi>", _("For %(place)s") % {"place": row.for_place}))
    if row.priority:
        parts.append(format_html("<b>{}</b>", _("%(priority)s priority") % {"priority": row.priority}))
    return format_html_join(" · ", "{}", ((part,) for part in parts))


def _kind(kind: Kind) -> SafeString:
    links = format_html_join("; ", '<a href="{}">{}</a>', ((link.url, link.text) for link in kind.stages))
    return format_html("{}: {}", kind.word, links)


def _links(row: PlanBlock) -> SafeString:
    if not (row.change_url or row.progress_url):
        return NOTHING
    said = format_html('<span class="vh">: {}</span>', row.start)
    links = (
        (row.check_url, _("Still green?"), said),
        (row.change_url, _("Change"), said),
        (row.progress_url, _("Note progress"), said),
    )
    return format_html(
        '<p class="links faint">{}{}</p>',
        format_html_join("", '<a href="{}">{}{}</a>', (link for link in links if link[0])),
        mark(row.mark, row.start),
    )
