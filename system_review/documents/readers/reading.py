"""Which reader reads which kind of file. A reader is imported only when it is needed, since some are large."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from system_review.documents.readers.kinds import Kind
from system_review.documents.readers.passages import Reading

# A new format is a new reader and one line here.
READERS: Final[dict[Kind, str]] = {
    Kind.DOCX: "system_review.documents.readers.word.read",
    Kind.XLSX: "system_review.documents.readers.excel.read",
    Kind.ODT: "system_review.documents.readers.odt.read",
    Kind.ODS: "system_review.documents.readers.odt.read",
    Kind.PDF: "system_review.documents.readers.pdf",
    Kind.CSV: "system_review.documents.readers.csv",
    Kind.TEXT: "system_review.documents.readers.text",
}


def reader(kind: Kind) -> Callable[[bytes], Reading]:
    """The function that reads this kind. Raises `KeyError` for our own JSON, which is no document to be read."""
    read: Callable[[bytes], Reading] = import_module(READERS[kind]).read
    return read


def read(data: bytes, kind: Kind) -> Reading:
    """A file of this kind as passages. Raises `Refused` with one sentence."""
    return reader(kind)(data)
