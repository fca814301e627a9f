"""Makes OpenDocument files out of markup, packed and flat."""

from __future__ import annotations

from tests.documents.readers.word_files import packed

_SPACES = ("office", "text", "table", "style", "draw", "meta")
NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _SPACES) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def rooted(name: str, inner: str) -> str:
    """A part's XML."""
    return f"<office:{name} {NAMESPACES}>{inner}</office:{name}>"


def content(body: str, styles: str = "", kind: str = "text") -> str:
    """The inside of content.xml."""
    inside = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return f"<office:automatic-styles>{styles}</office:automatic-styles>{inside}"


def open_file(body: str, *, kind: str = "text", styles: str = "", running: str = "", meta: str = "") -> bytes:
    """A packed file; `running` stands in its page header, `meta` is what it says of itself."""
    masters = f"<office:master-styles><style:master-page><style:header>{running}</style:header></style:master-page>"
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": rooted("document-content", content(body, styles, kind)),
            "styles.xml": rooted("document-styles", f"{masters}</office:master-styles>"),
            "meta.xml": rooted("document-meta", f"<office:meta>{meta}</office:meta>"),
        }
    )


def p(text: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def cell(inner: str = "", attributes: str = "", name: str = "table-cell") -> str:
    """A cell; plain text becomes its paragraph."""
    return f"<table:{name} {attributes}>{inner if inner.startswith('<') or not inner else p(inner)}</table:{name}>"


def row(*cells: str, attributes: str = "") -> str:
    """A row; plain texts become cells."""
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def table(*rows: str, attributes: str = 'table:name="T"') -> str:
    """A table."""
    return f"<table:table {attributes}>{''.join(rows)}</table:table>"
