"""Web pages, as a council's report generator makes them; a browser prints them and LibreOffice opens them."""

from __future__ import annotations

from html import escape

from tests.bench.reading.paper import Heading, Slide, Table

STYLE = """
@page { size: A4 landscape; margin: 14mm }
body { font: 10pt/1.3 "DejaVu Sans", sans-serif }
table { border-collapse: collapse; width: 100%; margin: 6pt 0 }
td, th { vertical-align: top; text-align: left; padding: 3pt 5pt }
p { margin: 0 0 3pt } ul, ol { margin: 0; padding-left: 14pt }
.slide { position: relative; height: 180mm; break-after: page } .slide > div { position: absolute; padding: 3mm }
.turned { writing-mode: vertical-rl; transform: rotate(180deg) }
"""
RULED = "td, th { border: 1px solid #777 }"
BARE = "td, th { border: 0; padding: 5pt 12pt 9pt 0 } table { table-layout: fixed }"
TAGS = {"bullet": "ul", "number": "ol"}


def html_of(paper, *, ruled=True, style=""):
    """The paper as a page. Without lines, tables are told by their columns alone. `style` is added to its own."""
    parts = [
        f"<header><p>{escape(paper.header)}</p></header>" if paper.header else "",
        *(_block(block) for block in paper.blocks),
        f"<aside><p>{escape(paper.boxed)}</p></aside>" if paper.boxed else "",
        f"<footer><p>{escape(paper.footer)}</p></footer>" if paper.footer else "",
    ]
    title = escape(paper.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}{RULED if ruled else BARE}{style}</style></head><body>{''.join(parts)}</body></html>"
    )


def _block(block):
    if isinstance(block, Heading):
        return f"<h{block.depth}>{escape(block.text)}</h{block.depth}>"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Slide):
        return _slide(block)
    return _lines([block])


def _slide(slide):
    """A page with boxes where somebody put them: no table, no order but that of the page."""
    parts = [f"<h2>{escape(slide.title)}</h2>{f'<p>{escape(slide.under)}</p>' if slide.under else ''}"]
    for row in (0, 1):
        for at, pair in enumerate(slide.boxes):
            place = _place(slide, row, at)
            fill = f"; background: {pair[row].fill}; print-color-adjust: exact" if pair[row].fill else ""
            parts.append(f'<div style="{place}{fill}">{_lines(pair[row].lines)}</div>')
    return f'<section class="slide">{"".join(parts)}</section>'


def _place(slide, row, at):
    """Where a box stands: the `at`th pair's first or second."""
    if slide.across:
        return f"left: {(4, 120)[row]}mm; top: {26 + at * 38}mm; width: {(104, 136)[row]}mm; height: 28mm"
    width = 262 / len(slide.boxes)
    return f"left: {at * width:.0f}mm; top: {(26, 100)[row]}mm; width: {width - 12:.0f}mm; height: 62mm"


def _table(table):
    rows = [f"<tr>{''.join(_cell(one) for one in row)}</tr>" for row in table.rows]
    return f"<table><thead>{''.join(rows[: table.heads])}</thead><tbody>{''.join(rows[table.heads :])}</tbody></table>"


def _cell(one):
    tag = "th" if one.head else "td"
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", one.across), ("rowspan", one.down)) if count > 1
    )
    turned = ' class="turned"' if one.turned else ""
    fill = f' bgcolor="{one.fill}" style="background-color: {one.fill}; print-color-adjust: exact"' if one.fill else ""
    inside = "<br>".join(_words(line) for line in one.lines) if one.joint == "breaks" else _lines(one.lines)
    return f"<{tag}{spans}{turned}{fill}>{inside}</{tag}>"


def _lines(lines):
    parts, opened = [], []
    for line in lines:
        wanted = [TAGS[line.listed]] * (line.deep + 1) if line.listed else []
        while opened and opened != wanted[: len(opened)]:
            parts.append(f"</{opened.pop()}>")
        for tag in wanted[len(opened) :]:
            parts.append(f"<{tag}>")
            opened.append(tag)
        parts.append(f"<li>{_words(line)}</li>" if line.listed else f"<p>{_words(line)}</p>")
    return "".join(parts) + "".join(f"</{tag}>" for tag in reversed(opened))


def _words(line):
    words = escape(line.text).replace("\n", "<br>")
    words = f'<span style="color: {line.ink}">{words}</span>' if line.ink else words
    return f"<b>{words}</b>" if line.bold else words
