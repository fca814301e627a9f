"""Makes workbooks out of markup, part by part, so that a test shows what stands in its file."""

from __future__ import annotations

from tests.documents.readers.word_files import packed

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns="{S}" xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_NAMESPACES += ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
_KINDS = {"comments": "comments", "drawing": "drawing", "table": "table", "threaded": "threadedComment"}
_PATHS = {
    "comments": "comments1",
    "drawing": "drawings/drawing1",
    "table": "tables/table1",
    "threaded": "threadedComments/t1",
}
_ROOTS = {"comments": "comments", "drawing": "xdr:wsDr", "threaded": "ThreadedComments"}


def rooted(name: str, inner: str) -> str:
    """A part's XML."""
    return f"<{name} {_NAMESPACES}>{inner}</{name}>"


def relations(*entries: tuple[str, str]) -> str:
    """The relations of a part: pairs of kind and target, with the ids rId1, rId2 …"""
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(entries, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def excel_file(
    *sheets: str, names=(), states=(), strings="", styles="", theme="", attached=None, more="", defined=""
) -> bytes:
    """A workbook. A sheet is the inside of its `worksheet`; `attached` hangs parts on the first one by their kind."""
    listed = "".join(
        f'<sheet name="{names[at] if names else f"S{at + 1}"}" sheetId="{at + 1}" r:id="rId{at + 1}"'
        f' state="{states[at] if states else "visible"}"/>'
        for at in range(len(sheets))
    )
    others = [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"), ("theme", "theme/theme1.xml")]
    parts = {
        "xl/workbook.xml": rooted("workbook", f"{more}<sheets>{listed}</sheets><definedNames>{defined}</definedNames>"),
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)), *others
        ),
        "xl/sharedStrings.xml": rooted("sst", strings),
        "xl/styles.xml": rooted("styleSheet", styles),
        "xl/theme/theme1.xml": rooted("a:theme", theme),
    }
    for at, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = rooted("worksheet", sheet)
    attached = attached or {}
    for kind, inner in attached.items():
        parts[f"xl/{_PATHS[kind]}.xml"] = inner if kind == "table" else rooted(_ROOTS[kind], inner)
    if attached:
        hung = ((_KINDS[kind], f"../{_PATHS[kind]}.xml") for kind in attached)
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(*hung)
    return packed(parts)


def data(*rows: str) -> str:
    """The rows of a sheet."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A row."""
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def c(ref: str, text: str, *, style: int = 0) -> str:
    """A cell with a text of its own."""
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def v(ref: str, value: str, *, kind: str = "n", style: int = 0, formula: str = "") -> str:
    """A cell with a value."""
    return f'<c r="{ref}" s="{style}" t="{kind}">{f"<f>{formula}</f>" if formula else ""}<v>{value}</v></c>'


def looks(fills=(), fonts=(), codes=(), cells=(), rules="") -> str:
    """The inside of styles.xml. A cell's look is its fill, font and number format; the first of each is plain."""
    formats = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(codes))
    entries = "".join(f'<xf fillId="{fill}" fontId="{font}" numFmtId="{code}"/>' for fill, font, code in cells)
    return (
        f"<numFmts>{formats}</numFmts><fonts><font/>{''.join(fonts)}</fonts><fills><fill/>{''.join(fills)}</fills>"
        f'<cellXfs><xf fillId="0" fontId="0" numFmtId="0"/>{entries}</cellXfs><dxfs>{rules}</dxfs>'
    )


def solid(colour: str) -> str:
    """A fill of one colour, given as the attributes of that colour."""
    return f'<fill><patternFill patternType="solid"><fgColor {colour}/></patternFill></fill>'
