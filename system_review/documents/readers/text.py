"""Plain text, pasted or from a file, into paragraphs. Every character is kept: between paragraphs as well."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from system_review.documents.readers.finishing import MOST_PASSAGES, cut
from system_review.documents.readers.passages import Place, Reading, ReadPassage, characters_in
from system_review.documents.readers.tabbed import Piece, pieces_of
from system_review.errors import Refused, Why
from system_review.texts import LONGEST, held

LARGEST = 2 * 1024 * 1024  # bytes

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_OTHER_FORMATS = (
    (b"%PDF-", Why("a PDF")),
    (b"PK\x03\x04", Why("a Word, Excel or other packed document")),
    (b"\xd0\xcf\x11\xe0", Why("an older Word or Excel document")),
    (b"{\\rtf", Why("a rich text document")),
)
_LEAD = re.compile(r"[\ufeff\s]*")
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile("[\n\x85\u2028]")
_PARAGRAPH_END = re.compile("[\f\u2029]")


def read_file(data: bytes) -> Reading:
    """A text file as paragraphs. Raises `Refused` for what is too large or is not plain text."""
    _refuse_large(len(data))
    text, encoding, told = _decoded(data)
    return _read(text, encoding=encoding, told=told)


def read(data: bytes) -> Reading:
    """A text file as paragraphs, under the name that every reader has. Raises `Refused`."""
    return read_file(data)


def read_pasted(text: str) -> Reading:
    """Pasted text as paragraphs. Raises `Refused` for what is too large or cannot be stored."""
    _refuse_large(len(text.encode("utf-8", "surrogatepass")))
    return _read(text)


def decoded(data: bytes) -> str:
    """The characters of a text file, whatever its encoding. Raises `Refused` for what is no plain text."""
    return _decoded(data)[0]


def decoded_and_told(data: bytes) -> tuple[str, str, tuple[Why, ...]]:
    """The characters, the name of their encoding, and what a person should know of it. Raises `Refused`."""
    return _decoded(data)


def _refuse_large(size: int) -> None:
    if size > LARGEST:
        raise Refused(
            Why(
                "This text is larger than {most} MB. Bring it in in parts.",
                most=LARGEST // (1024 * 1024),
            )
        )


def _decoded(data: bytes) -> tuple[str, str, tuple[Why, ...]]:
    for beginning, kind in _OTHER_FORMATS:
        if data.startswith(beginning):
            raise Refused(Why("This file is {kind}, not plain text. Open it, copy its text and paste it.", kind=kind))
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, name), name, ()
    try:
        return data.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        told = Why("Read as Windows-1252, since it is not UTF-8. Look at letters with accents and at quotation marks.")
        return _strictly(data, "cp1252", "Windows-1252"), "Windows-1252", (told,)


def _strictly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as problem:
        raise Refused(
            Why(
                "This file is not {encoding} text (byte {place}). Save it as plain text in UTF-8, or paste its text.",
                encoding=name,
                place=problem.start + 1,
            )
        ) from problem


def _read(text: str, *, encoding: str = "", told: tuple[Why, ...] = ()) -> Reading:
    text = held(text, longest=LARGEST)
    before = _LEAD.match(text).group()  # type: ignore[union-attr]  # it matches nothing as well
    if len(before) == len(text):
        raise Refused(Why("There are no words in this text"))
    paragraphs = list(_paragraphs(text, len(before)))
    passages = tuple(_passages(paragraphs, page=1 + before.count("\f"), has_pages="\f" in text))
    if len(passages) > MOST_PASSAGES:
        raise Refused(
            Why(
                "This text has {count} paragraphs, and at most {most} can be brought in at once. Bring it in in parts.",
                count=len(passages),
                most=MOST_PASSAGES,
            )
        )
    if count := sum(len(paragraph) > LONGEST for paragraph, _ in paragraphs):
        cut = Why("Paragraphs longer than {most} characters were cut into parts: {count}", most=LONGEST, count=count)
        told = (*told, cut)
    swept = characters_in([text[len(before) :]])
    return Reading(before, passages, swept, encoding, told)


def _passages(paragraphs: list[tuple[str, str]], *, page: int, has_pages: bool) -> Iterator[ReadPassage]:
    tables = 0
    for number, (paragraph, after) in enumerate(paragraphs, start=1):
        here = page if has_pages else None
        if pieces := pieces_of(paragraph):
            tables += 1
            yield from _cells(paragraph, after, pieces, Place(page=here, table=tables))
        else:
            yield from _parts(paragraph, after, Place(page=here, paragraph=number))
        page += after.count("\f")


def _parts(text: str, after: str, place: Place) -> Iterator[ReadPassage]:
    """A text at a place, in parts if it is too long to be kept whole."""
    parts = list(cut(text))
    for at, (part, between) in enumerate(parts, start=1):
        is_last = at == len(parts)
        where = place if len(parts) == 1 else replace(place, piece=at)
        yield ReadPassage(part, after if is_last else between, where)


def _cells(paragraph: str, after: str, pieces: list[Piece], table: Place) -> Iterator[ReadPassage]:
    """The cells of a table that was pasted into the text."""
    ends = [piece.start for piece in pieces[1:]]
    for piece, end in zip_longest(pieces, ends):
        between = after if end is None else paragraph[piece.end : end]
        place = replace(table, row=piece.row, column=piece.column, paragraph=piece.number)
        yield from _parts(paragraph[piece.start : piece.end], between, place)


def _paragraphs(text: str, start: int) -> Iterator[tuple[str, str]]:
    """Each paragraph with the white space after it. A paragraph ends at a blank line or at a page's end."""
    for run in _SPACES.finditer(text, start):
        if run.end() == len(text) or _ends_paragraph(run.group()):
            yield text[start : run.start()], run.group()
            start = run.end()
    if start < len(text):
        yield text[start:], ""


def _ends_paragraph(run: str) -> bool:
    return len(_LINE_END.findall(run)) > 1 or _PARAGRAPH_END.search(run) is not None
