"""What hangs on a sheet besides its cells: comments and their threads, text boxes, charts, page headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from system_review.documents.readers.excel.escapes import unescaped
from system_review.documents.readers.excel.refs import cell_at
from system_review.documents.readers.excel.strings import texts_in
from system_review.documents.readers.excel.workbook import SheetPart
from system_review.documents.readers.markup import Element, child, given, local, number, own_text
from system_review.documents.readers.passages import Part

_CODE = re.compile(r'&(?:"[^"]*"|\d{1,3}|K[0-9A-Fa-f+\-]{6}|[LCR]|[A-Za-z])|&&')


class Attached(NamedTuple):
    """A text that hangs on a sheet, and the cell that it hangs on, if it does."""

    part: Part
    text: str
    row: int | None = None
    column: int | None = None
    by: str = ""  # who wrote it, where the file says so


def attached_to(sheet: SheetPart) -> Iterator[Attached]:
    """All that hangs on a sheet but its page headers and footers."""
    threaded = {given(one, "ref") for root in sheet.threads for one in root.iter("{*}threadedComment")}
    for root in sheet.comments:
        authors = dict(enumerate(own_text(one).strip() for one in root.iter("{*}author")))
        for comment in root.iter("{*}comment"):
            if given(comment, "ref") not in threaded:
                text = unescaped("".join(own_text(one) for one in texts_in(comment)))
                yield from _comment(comment, text, authors.get(number(given(comment, "authorId")), ""))
    for root in sheet.threads:
        for comment in root.iter("{*}threadedComment"):
            yield from _comment(comment, "".join(own_text(one) for one in comment.iter("{*}text")))
    for root in sheet.drawings:
        yield from _drawn(root)


def _comment(comment: Element, text: str, by: str = "") -> Iterator[Attached]:
    row, column = cell_at(given(comment, "ref")) or (None, None)
    yield Attached(Part.COMMENT, text, row, column, by)


def _drawn(root: Element) -> Iterator[Attached]:
    """Each paragraph of a drawing's text boxes and charts."""
    for paragraph in root.iter("{*}p"):
        texts = (
            own_text(one) if local(one) == "t" else "\n"
            for one in paragraph.iter("{*}t", "{*}br")
            if _paragraph_of(one) is paragraph
        )
        row, column = _anchor(paragraph)
        yield Attached(Part.TEXT_BOX, "".join(texts), row, column)
    for one in root.iter("{*}t"):
        if _paragraph_of(one) is None:
            yield Attached(Part.TEXT_BOX, own_text(one))


def _paragraph_of(element: Element) -> Element | None:
    return next((above for above in element.iterancestors() if local(above) == "p"), None)


def _anchor(paragraph: Element) -> tuple[int | None, int | None]:
    for above in paragraph.iterancestors():
        corner = child(above, "from") if local(above).endswith("Anchor") else None
        if corner is not None:
            row, column = (child(corner, name) for name in ("row", "col"))
            if row is not None and column is not None:
                return number(own_text(row)) + 1, number(own_text(column)) + 1
    return None, None


def running_texts(running: Iterable[tuple[str, str]]) -> Iterator[Attached]:
    """Page headers and footers, each of their three sections a text, without the codes of their looks."""
    for kind, text in running:
        part = Part.HEADER if kind.endswith("Header") else Part.FOOTER
        for section in running_sections(text):
            yield Attached(part, section)


def running_sections(text: str) -> list[str]:
    """The texts of a page header: what `&L&"Arial"Draft&RPage &P` shows, without numbers that only a page has."""
    sections: list[str] = [""]
    at = 0
    for code in _CODE.finditer(text):
        sections[-1] += text[at : code.start()]
        at = code.end()
        if code.group() == "&&":
            sections[-1] += "&"
        elif code.group() in ("&L", "&C", "&R"):
            sections.append("")
    sections[-1] += text[at:]
    return [unescaped(section) for section in sections if section.strip()]
