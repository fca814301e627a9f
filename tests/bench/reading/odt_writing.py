"""OpenDocument texts written by hand, with lists in lists and merged cells, for machines without LibreOffice too."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from tests.bench.reading.paper import Heading, Line, Table, columns_of, grid

KIND = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
BULLETS, NUMBERS = "bullets", "numbers"
LEVELS = range(1, 4)


def odt_of(paper):
    """The paper as an OpenDocument text."""
    body = "".join(_blocks(paper.blocks))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_styles(paper)}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), KIND)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", _manifest())
    return out.getvalue()


def _manifest():
    files = (("/", KIND), ("content.xml", "text/xml"))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in files
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {SPACES}>{entries}</manifest:manifest>'


def _styles(paper):
    bullets = "".join(f'<text:list-level-style-bullet text:level="{at}" text:bullet-char="•"/>' for at in LEVELS)
    numbers = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="1" style:num-suffix="."/>' for at in LEVELS
    )
    fills = {one.fill for table in paper.blocks if isinstance(table, Table) for row in table.rows for one in row}
    cells = "".join(
        f'<style:style style:name="{_fill(fill)}" style:family="table-cell">'
        f'<style:table-cell-properties fo:background-color="{fill}"/></style:style>'
        for fill in sorted(fills - {""})
    )
    inks = "".join(
        f'<style:style style:name="{_ink(ink)}" style:family="text">'
        f'<style:text-properties fo:color="{ink}"/></style:style>'
        for ink in sorted({one.ink for one in paper.blocks if isinstance(one, Line)} - {""})
    )
    bold = '<style:style style:name="strong" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    return (
        f'<text:list-style style:name="{BULLETS}">{bullets}</text:list-style>'
        f'<text:list-style style:name="{NUMBERS}">{numbers}</text:list-style>{bold}</style:style>{cells}{inks}'
    )


def _fill(fill):
    return f"fill-{fill[1:]}"


def _ink(ink):
    return f"ink-{ink[1:]}"


def _blocks(blocks):
    lines = []
    for block in blocks:
        if isinstance(block, (Heading, Table)):
            yield _lines(lines)
            lines = []
            yield _heading(block) if isinstance(block, Heading) else _table(block)
        else:
            lines.append(block)
    yield _lines(lines)


def _heading(block):
    return f'<text:h text:outline-level="{block.depth}">{_words(block.text)}</text:h>'


def _lines(lines):
    """Paragraphs, and lists in which a deeper list stands in the item above it."""
    parts, at = [], 0
    while at < len(lines):
        if not lines[at].listed:
            parts.append(_paragraph(lines[at]))
            at += 1
            continue
        end = next((to for to in range(at, len(lines)) if lines[to].listed != lines[at].listed), len(lines))
        parts.append(_list(lines[at:end], 0))
        at = end
    return "".join(parts)


def _list(lines, deep):
    items = []
    for line in lines:
        if line.deep <= deep or not items:
            items.append([line])
        else:
            items[-1].append(line)
    style = BULLETS if lines[0].listed == "bullet" else NUMBERS
    inside = "".join(
        f"<text:list-item>{_paragraph(first)}{_list(rest, deep + 1) if rest else ''}</text:list-item>"
        for first, *rest in items
    )
    return f'<text:list text:style-name="{style}">{inside}</text:list>'


def _paragraph(line):
    words = _words(line.text)
    style = "strong" if line.bold else _ink(line.ink) if line.ink else ""
    return (
        f'<text:p><text:span text:style-name="{style}">{words}</text:span></text:p>'
        if style
        else f"<text:p>{words}</text:p>"
    )


def _words(text):
    return escape(text).replace("\n", "<text:line-break/>")


def _table(table):
    rows = []
    for at, row in enumerate(grid(table)):
        cells = "".join("<table:covered-table-cell/>" if one is None else _cell(one) for one in row)
        rows.append(f"<table:table-row>{cells}</table:table-row>")
        if at + 1 == table.heads:
            rows = [f"<table:table-header-rows>{''.join(rows)}</table:table-header-rows>"]
    columns = f'<table:table-column table:number-columns-repeated="{columns_of(table)}"/>'
    return f"<table:table>{columns}{''.join(rows)}</table:table>"


def _cell(one):
    spans = "".join(
        f' table:number-{name}-spanned="{count}"'
        for name, count in (("columns", one.across), ("rows", one.down))
        if count > 1
    )
    look = f' table:style-name="{_fill(one.fill)}"' if one.fill else ""
    if one.joint == "breaks":
        inside = f"<text:p>{'<text:line-break/>'.join(_words(line.text) for line in one.lines)}</text:p>"
    else:
        inside = _lines(one.lines) or "<text:p/>"
    return f"<table:table-cell{look}{spans}>{inside}</table:table-cell>"
