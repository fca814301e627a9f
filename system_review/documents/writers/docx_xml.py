"""Word's markup as strings: runs, paragraphs, cells, rows, tables. Pure.

Strings, since `table.cell` of python-docx builds the whole grid anew at each call. The order of the properties inside
an element is the schema's: Word refuses a file where it differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from system_review.documents.writers.direction import runs_right_to_left
from system_review.documents.writers.palette import INK
from system_review.texts import shown


def run(
    text: str, *, bold: bool = False, italic: bool = False, colour: str = "", size: float = 0, fill: str = ""
) -> str:
    """A run of text in one look; line ends and tabs are kept. `size` in points, colours as six hexadecimal digits."""
    if not text:
        return ""
    look = (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + ("<w:rtl/>" if runs_right_to_left(text) else "")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{_letters(text)}</w:r>"


def _letters(text: str) -> str:
    lines = shown(text).split("\n")
    return "<w:br/>".join("<w:tab/>".join(_letter_run(part) for part in line.split("\t")) for line in lines)


def _letter_run(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def paragraph(
    style: str,
    *runs: str,
    text: str = "",
    keep: bool = False,
    new_page: bool = False,
    section: str = "",
) -> str:
    """A paragraph in a style.

    `text` decides which way it runs, `keep` holds it with the next, `new_page` begins a page
    with it, `section` are the properties of the section that it ends.
    """
    properties = (
        f'<w:pStyle w:val="{style}"/>'
        + ("<w:keepNext/>" if keep else "")
        + ("<w:pageBreakBefore/>" if new_page else "")
        + ("<w:bidi/>" if runs_right_to_left(text) else "")
        + section
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def words(style: str, text: str, *, keep: bool = False, new_page: bool = False) -> str:
    """A paragraph that holds one text."""
    return paragraph(style, run(text), text=text, keep=keep, new_page=new_page)


class Bookmarks:
    """Gives bookmarks their numbers, and knows the names that a link may point to."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = set(names)
        self._last = 0

    def round(self, name: str, inner: str) -> str:
        """The markup inside a bookmark of this name: hidden in Word, since it begins with a low line."""
        self._last += 1
        start = f'<w:bookmarkStart w:id="{self._last}" w:name={quoteattr(name)}/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{self._last}"/>'

    def link(self, name: str, inner: str) -> str:
        """The markup as a link to a bookmark, where the document has it."""
        if name not in self._names:
            return inner
        return f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{inner}</w:hyperlink>'


@dataclass(frozen=True)
class Border:
    """A line at an edge of a cell; `size` in eighths of a point."""

    edge: str
    colour: str
    size: int = 4
    kind: str = "single"

    def markup(self) -> str:
        return f'<w:{self.edge} w:val="{self.kind}" w:sz="{self.size}" w:space="0" w:color="{self.colour}"/>'


EDGES = ("top", "left", "bottom", "right")


def cell(
    paragraphs: Iterable[str], width: int, *, span: int = 1, fill: str = "", borders: Iterable[Border] = ()
) -> str:
    """A cell of a table; `width` in twentieths of a point."""
    lines = {border.edge: border.markup() for border in borders}
    edges = "".join(lines[edge] for edge in EDGES if edge in lines)
    properties = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f"<w:tcBorders>{edges}</w:tcBorders>" if edges else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs) or words('Quiet', '')}</w:tc>"


def row(cells: Iterable[str], *, whole: bool = False, header: bool = False) -> str:
    """A row of a table; `whole` keeps it on one page, `header` repeats it on each page."""
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Iterable[int], *, title: str, description: str) -> str:
    """A table of fixed widths, with the title and description that a screen reader tells."""
    columns = list(widths)
    last_line = f"<w:tblBorders>{Border('bottom', INK, 8).markup()}</w:tblBorders>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    margins = '<w:top w:w="70" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="70" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>{last_line}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{margins}<w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        f' w:noVBand="1"/><w:tblCaption w:val={quoteattr(shown(title))}/>'
        f"<w:tblDescription w:val={quoteattr(shown(description))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
