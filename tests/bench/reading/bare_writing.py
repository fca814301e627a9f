"""Tables with nothing drawn around them, as further programs write them: each has another order or another spacing."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from html import escape

from tests.bench.reading.docx_writing import docx_of
from tests.bench.reading.html_writing import html_of
from tests.bench.reading.paper import Heading, Table, columns_of, grid
from tests.bench.reading.typst_writing import BEGINNING, typst_of, typst_pdf

LETTER, SIZE, LEAD = 0.6021, 6.5, 8.2  # of the plain typeface whose letters are all as wide; points
WIDTH, HEIGHT, TOP = 760.0, 500.0, 0.0

MIDDLE = "td, th { border: 0; vertical-align: middle; padding: 3pt 10pt 5pt 0 } td:first-child { text-align: center }"
STRIPED = "td, th { border: 0; padding: 2pt 8pt } tbody tr:nth-child(even) { background: #EEF2F7 }"


def bare(paper):
    """The paper with no line around its tables, not even at their heads."""
    return replace(paper, blocks=[_bare(block) for block in paper.blocks])


def _bare(block):
    return replace(block, ruled=None) if isinstance(block, Table) else block


def docx_bare(paper):
    """A Word document whose tables have no borders, as papers for boards are laid out."""
    return docx_of(bare(paper))


def html_in_the_middle(paper):
    """A page whose cells stand half-way up their rows, the first column's in its middle."""
    return html_of(paper, ruled=False, style=MIDDLE)


def html_striped(paper):
    """A page every second row of which is shaded."""
    return html_of(paper, ruled=False, style=STRIPED)


def typst_tight(paper):
    """Rows that stand no further apart than lines do."""
    return typst_of(paper, ruled=False, spacing="inset: (x: 4pt, y: 0pt), row-gutter: 0.5em")


def typst_by_lines(paper):
    """Each line of text at a place of its own, line by line across all columns, as report generators write."""
    pages, y = [[]], TOP
    for block in paper.blocks:
        if isinstance(block, Table):
            for row in grid(block):
                lines = _lines_of(row, columns_of(block))
                if y + len(lines) * LEAD > HEIGHT:
                    pages.append([])
                    y = TOP
                for line in lines:
                    pages[-1] += [_placed(x, y, words, bold) for x, words, bold in line]
                    y += LEAD
                y += 6
            y += 8
            continue
        size = 11 if isinstance(block, Heading) else SIZE
        for words in textwrap.wrap(block.text, int(WIDTH / (LETTER * size))):
            pages[-1].append(_placed(0, y, words, isinstance(block, Heading), size))
            y += 1.4 * size
        y += 6
    source = BEGINNING + f'#set text(font: "DejaVu Sans Mono", size: {SIZE}pt)\n'
    return typst_pdf(source + "\n#pagebreak()\n".join("".join(page) or "~" for page in pages))


def _lines_of(row, columns):
    """The lines of a row from the top: from where, what, and whether it is bold, for each column that has one."""
    wide = WIDTH / columns
    stacks = []
    for at, one in enumerate(row):
        if one is None:
            continue
        room = int((one.across * wide - 8) / (LETTER * SIZE))
        texts = [part for line in one.lines for part in textwrap.wrap(line.text, max(room, 4))]
        stacks.append((at * wide, texts, one.head))
    height = max((len(texts) for _, texts, _ in stacks), default=0)
    return [[(x, texts[n], bold) for x, texts, bold in stacks if n < len(texts)] for n in range(height)]


def _placed(x, y, words, bold, size=SIZE):
    said = f"#text(size: {size}pt{', weight: 700' if bold else ''}, {json.dumps(words, ensure_ascii=False)})"
    return f"#place(top + left, dx: {x:.1f}pt, dy: {y:.1f}pt)[{said}]\n"


def html_boxes(paper):
    """A page made of boxes beside each other, as web pages are: no table anywhere."""
    parts = [
        _boxes(block) if isinstance(block, Table) else f"<p class={_kind(block)}>{escape(block.text)}</p>"
        for block in paper.blocks
    ]
    style = "@page{size:A4 landscape;margin:14mm}body{font:9pt/1.3 'DejaVu Sans'}p{margin:0 0 3pt}.h{font-weight:bold}"
    return f"<!doctype html><meta charset=utf-8><style>{style}.h{{font-size:12pt}}</style>{''.join(parts)}"


def _kind(block):
    return "h" if isinstance(block, Heading) else "p"


def _boxes(table):
    shown = []
    for row in table.rows:
        for one in row:
            place = f"grid-column: span {one.across}; grid-row: span {one.down}"
            fill = f"; background: {one.fill}; print-color-adjust: exact" if one.fill else ""
            bold = "; font-weight: bold" if one.head else ""
            lines = "".join(f"<p>{escape(line.text)}</p>" for line in one.lines)
            shown.append(f'<div style="{place}{fill}{bold}">{lines}</div>')
    columns = f"display:grid;grid-template-columns:repeat({columns_of(table)},1fr);gap:8pt 12pt;margin:6pt 0"
    return f'<div style="{columns}">{"".join(shown)}</div>'
