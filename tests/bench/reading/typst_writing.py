"""PDF by typst, with tags, from headings, paragraphs and ruled tables."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import typst

from tests.bench.reading.paper import Heading, Table, columns_of

BEGINNING = (
    '#set page("a4", flipped: true, margin: 1.4cm, footer: context align(right, counter(page).display()))\n'
    '#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 9pt, lang: "en")\n#set par(leading: 0.5em)\n'
)
MARKS = {"bullet": "- ", "number": "+ ", "": ""}


def typst_of(paper, *, ruled=True, spacing="column-gutter: 8pt"):
    """The paper as a PDF. Without lines, tables are told by their columns alone, which stand apart by `spacing`."""
    blocks = paper.blocks if ruled else [_bare(block) for block in paper.blocks]
    return typst_pdf(BEGINNING + "\n\n".join(_block(block, spacing) for block in blocks))


def typst_pdf(source):
    """The PDF of that markup."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.typ"
        path.write_text(source, encoding="utf-8")
        return typst.compile(str(path))


def _bare(block):
    return replace(block, ruled=None) if isinstance(block, Table) else block


def _words(text):
    return "".join(f"#{json.dumps(part, ensure_ascii=False)};#linebreak();" for part in text.split("\n")).removesuffix(
        "#linebreak();"
    )


def _block(block, spacing):
    if isinstance(block, Heading):
        return f"{'=' * block.depth} {_words(block.text)}"
    if isinstance(block, Table):
        return _table(block, spacing)
    return MARKS[block.listed] + _words(block.text)


def _table(table, spacing):
    rows = ["".join(_cell(one) for one in row) for row in table.rows]
    heads = f"table.header({''.join(rows[: table.heads])})," if table.heads else ""
    columns = ", ".join(["1fr"] * columns_of(table))
    if table.ruled is None:
        return f"#table(columns: ({columns}), stroke: none, {spacing}, {heads} {''.join(rows[table.heads :])})"
    stroke = "0.5pt" if table.ruled else "(x, y) => if y < 2 { (top: 0.6pt) }"
    return f"#table(columns: ({columns}), stroke: {stroke}, {heads} {''.join(rows[table.heads :])} table.hline())"


def _cell(one):
    spans = f"colspan: {one.across}, rowspan: {one.down}"
    fill = f", fill: rgb({json.dumps(one.fill)})" if one.fill else ""
    joint = " #linebreak() " if one.joint == "breaks" else "\n\n"
    inside = joint.join(MARKS[line.listed] + _words(line.text) for line in one.lines)
    inside = f"#strong[{inside}]" if one.head else inside
    inside = f"#rotate(-90deg, reflow: true)[{inside}]" if one.turned else inside
    return f"table.cell({spans}{fill})[{inside}],"
