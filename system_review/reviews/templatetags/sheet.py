"""Filters for what the sheet repeats most: a light, a finding with its plan.

A loop over a template's own tags costs some 40 microseconds a row of five values; these cost about a fifth. Everything
goes through `format_html`, so every value is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from system_review.reviews.pages import ActionBlock, Band, FindingBlock, Light, Mark, Reference
from system_review.reviews.templatetags.drawn import keeping
from system_review.ui.parts import Link
from system_review.ui.templatetags.ui import letters, shape

register = template.Library()

NOTHING = SafeString()  # because an empty text needs no escaping


@register.filter
def light(what: Light) -> SafeString:
    """`{{ light|light }}`: one stage on the map, which leads to its place on the sheet."""
    return format_html('<a href="{}">{}<span class="vh">{}</span></a>', what.url, letters(what.halves), what.said)


@register.filter
def band(b: Band) -> SafeString:
    """`{{ b|band }}`: what a stage has in one colour."""
    return format_html(
        '<div class="band {}">\n<h4 class="band-name">{} {}</h4>\n{}{}{}{}\n'
        '<div class="links" data-place>{}</div>\n</div>',
        b.shape,
        shape(b.shape),
        b.word,
        format_html('<p class="meaning">{}</p>\n', b.meaning) if b.meaning else NOTHING,
        format_html('<ul class="findings">\n{}</ul>\n', _joined(map(finding, b.findings))) if b.findings else NOTHING,
        _references(b.references) if b.references else NOTHING,
        format_html('<p class="q">{}</p>', b.empty) if b.empty else NOTHING,
        _opens(b.add_url, b.add_text),
    )


def _references(others: tuple[Reference, ...]) -> SafeString:
    words = _("Also relevant here")
    return format_html_join(
        "\n",
        '<p class="q also">{}: {} <a href="{}">{}, {}</a></p>',
        ((words, other.text, other.url, other.place, other.word) for other in others),
    )


@register.filter
@keeping
def finding(f: FindingBlock) -> SafeString:
    """`{{ f|finding }}`: a finding with its plan, what to see also, and what was done under an earlier colour."""
    return format_html(
        '<li id="{}">{}\n<div class="plan"><h5>{}</h5>{}{}{}\n<div class="links" data-place>{}</div></div></li>',
        f.anchor,
        _text(f),
        f.plan,
        format_html("\n<ul>{}</ul>", _joined(map(_action, f.actions))) if f.actions else NOTHING,
        _see_also(f.see_also) if f.see_also else NOTHING,
        _past(f) if f.past else NOTHING,
        _opens(f.add_url, _("+ Action")),
    )


def _text(f: FindingBlock) -> SafeString:
    """A finding without its plan: the part that its form replaces."""
    return format_html(
        '<div class="said" data-place><p class="colour">{} {}</p>{}<p class="t" dir="auto">{}</p>{}{}{}{}</div>',
        shape(f.shape),
        f.word,
        format_html('<p><b class="tag">{}</b></p>', _("priority")) if f.is_priority else NOTHING,
        f.start,
        _rest(f.rest) if f.rest else NOTHING,
        _evidence(f),
        _lines(f.quiet),
        _finding_links(f) if f.history_url or f.comments else NOTHING,
    )


def _action(a: ActionBlock) -> SafeString:
    """An action with its line of lead, time and status: the part that its form replaces."""
    return format_html(
        '<li id="{}" data-place><p class="t" dir="auto">{}</p><p class="who"><span>{}{}</span><span>{}{}</span>'
        "<span>{} {}</span>{}</p>{}</li>",
        a.anchor,
        a.text,
        format_html("<b>{}</b>", a.lead) if a.lead else _missing(_("No lead yet")),
        a.others,
        a.when or _missing(_("No date yet")),
        format_html(' <b class="tag">{}</b>', a.tag) if a.tag else NOTHING,
        shape(a.status),
        a.status_word,
        format_html("{} {}", _comments(a) if a.comments else _opens(a.change_url, _("Change")), mark(a.mark, a.text)),
        _lines(a.extras),
    )


@register.filter
def opens(url: str, text: str) -> SafeString:
    """`{{ url|opens:words }}`: a link whose form opens in place, if this reader may do that."""
    return _opens(url, text)


def _opens(url: str, text: str) -> SafeString:
    return format_html('<a href="{}" hx-boost="true">{}</a>', url, text) if url else NOTHING


def _see_also(links: tuple[Link, ...]) -> SafeString:
    words = _("Also see")
    named = (format_html('<a href="{}">{}</a>', link.url, link.text) if link.url else link.text for link in links)
    return format_html_join("", '\n<p class="q">{} {}</p>', ((words, name) for name in named))


def _past(f: FindingBlock) -> SafeString:
    return format_html(
        '\n<details class="fold q past"><summary>{}</summary>\n<ul>{}</ul></details>',
        f.past_text,
        _joined(map(_past_action, f.past)),
    )


def _past_action(a: ActionBlock) -> SafeString:
    return format_html(
        '<li id="{}"><p dir="auto">{}</p>\n<p>{}{} {}</p>{}</li>',
        a.anchor,
        a.text,
        format_html("{}{}. ", a.lead, a.others) if a.lead else NOTHING,
        shape(a.status),
        a.status_word,
        format_html_join("", "\n<p>{}</p>", ((line,) for line in a.extras)),
    )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _missing(words: str) -> SafeString:
    return format_html('<b class="missing">{}</b>', words)


def _lines(lines: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<p class="q">{}</p>', ((line,) for line in lines)) if lines else NOTHING


def _rest(text: str) -> SafeString:
    return format_html(
        '<details class="rest"><summary>{}</summary><p class="t" dir="auto">{}</p></details>', _("Show the rest"), text
    )


def _evidence(f: FindingBlock) -> SafeString:
    if f.evidence:
        return format_html('<p class="q">{}</p>', f.evidence)
    if f.evidence_url:
        return format_html('<p class="q ask"><a href="{}">{}</a></p>', f.evidence_url, _("How do we know?"))
    return NOTHING


def _finding_links(f: FindingBlock) -> SafeString:
    return format_html(
        '<p class="links faint">{}{}{}{}{}</p>',
        _opens(f.change_url, _("Change")),
        mark(f.mark, f.start),
        _plain(f.move_url, _("Move")),
        _plain(f.history_url, _("History")),
        _joined(_plain(link.url, link.text) for link in f.comments),
    )


def _plain(url: str, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text) if url else NOTHING


def _comments(a: ActionBlock) -> SafeString:
    link = a.comments
    return format_html("{} {}", _opens(a.change_url, _("Change")), _plain(link.url, link.text) if link else NOTHING)


def mark(what: Mark | None, about: str) -> SafeString:
    """The button that marks something as priority or no longer; it belongs to the page's form `mark`."""
    if what is None:
        return NOTHING
    return format_html(
        '<button class="link" form="mark" formaction="{}" name="marked" value="{}">{}<span class="vh">: {}</span>'
        "</button>",
        what.url,
        "" if what.is_marked else "yes",
        _("No longer a priority") if what.is_marked else _("Mark as priority"),
        " ".join(about.split()[:8]),
    )
