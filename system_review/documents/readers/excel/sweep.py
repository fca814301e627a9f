"""Counts the characters of a workbook without the walk that makes its passages: by passes of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from system_review.documents.readers.excel.attached import running_sections
from system_review.documents.readers.excel.escapes import unescaped
from system_review.documents.readers.excel.sheet import RUNNING, forget
from system_review.documents.readers.excel.strings import texts_in
from system_review.documents.readers.excel.values import Book, value_of
from system_review.documents.readers.excel.workbook import SheetPart
from system_review.documents.readers.markup import SAFE, Element, given, local, own_text
from system_review.documents.readers.passages import characters_in


def swept_sheet(data: bytes, book: Book) -> int:
    """How many characters that are no white space a sheet's cells, page headers and footers show."""
    count = 0
    lengths: dict[str, int] = {}
    tags = ["{*}c", "{*}row", "{*}headerFooter"]
    for _, element in etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **SAFE):
        match local(element):
            case "c":
                count += _cell(element, book, lengths)
                element.clear()
            case "row":
                forget(element)
            case _:
                count += characters_in(_running(element))
    return count


def _cell(cell: Element, book: Book, lengths: dict[str, int]) -> int:
    """How many a cell shows. `lengths` keeps those of a text that cells share, by its number as it is written."""
    if cell.get("t") != "s" or len(cell) != 1 or local(cell[0]) != "v":
        return characters_in([value_of(cell, book).rich.text])
    number = own_text(cell[0])
    if number not in lengths:
        lengths[number] = characters_in([value_of(cell, book).rich.text])
    return lengths[number]


def _running(element: Element) -> Iterator[str]:
    for one in element:
        if local(one) in RUNNING:
            yield from running_sections(own_text(one))


def swept_attached(sheet: SheetPart) -> int:
    """How many characters that are no white space hang on a sheet."""
    threaded = {given(one, "ref") for root in sheet.threads for one in root.iter("{*}threadedComment")}
    comments = (
        unescaped(own_text(one))
        for root in sheet.comments
        for comment in root.iter("{*}comment")
        if given(comment, "ref") not in threaded
        for one in texts_in(comment)
    )
    threads = (
        own_text(one)
        for root in sheet.threads
        for comment in root.iter("{*}threadedComment")
        for one in comment.iter("{*}text")
    )
    drawn = (own_text(one) for root in sheet.drawings for one in root.iter("{*}t"))
    return sum(characters_in(texts) for texts in (comments, threads, drawn))
