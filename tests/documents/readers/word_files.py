"""Makes Word files out of markup, part by part, so that a test shows what stands in its file."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = (
    f'xmlns:w="{W}"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
)
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def rooted(name: str, inner: str) -> str:
    """A part's XML, with all namespaces at its root."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {NAMESPACES}>{inner}</{name}>'


def word_file(body: str, *, strict: bool = False, **parts: str) -> bytes:
    """A Word file with this body. Other parts by the name of their file: `footnotes="<w:footnote …"`."""
    roots = {
        "header1": "w:hdr",
        "header2": "w:hdr",
        "footer1": "w:ftr",
        "chart1": "c:chartSpace",
        "data1": "dgm:dataModel",
    }
    texts = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": rooted("w:document", f"<w:body>{body}</w:body>"),
        **{
            f"word/{name}.xml": rooted(roots.get(name, f"w:{name}"), inner)
            for name, inner in parts.items()
            if name != "core"
        },
    }
    if "core" in parts:
        texts["docProps/core.xml"] = rooted("cp:coreProperties", parts["core"])
    return packed({name: text.replace(W, STRICT) if strict else text for name, text in texts.items()})


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph with one run."""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(inner: str, properties: str = "") -> str:
    """A cell; plain text becomes its paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; plain texts become cells."""
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    """A table."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"
