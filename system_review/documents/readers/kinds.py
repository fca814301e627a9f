"""Tells what a file is by what is in it. Its name is no more than a hint; a wrong ending is no obstacle."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from typing import Final

from system_review.documents.readers.delimiters import delimiter_of
from system_review.documents.readers.foreign import why_foreign
from system_review.documents.readers.packages import Package
from system_review.documents.readers.text import decoded
from system_review.errors import Refused, Why
from system_review.files.rules.packages import TWO_KINDS


class Kind(StrEnum):
    """What can be read."""

    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    PDF = "pdf"
    CSV = "csv"
    TEXT = "txt"
    JSON = "json"  # our own interchange file


_ZIP = b"PK\x03\x04"
_OPEN_DOCUMENT: Final = {
    "text": Kind.ODT,
    "text-template": Kind.ODT,
    "spreadsheet": Kind.ODS,
    "spreadsheet-template": Kind.ODS,
}
_FLAT = re.compile(rb"<(?:\w+:)?document\s[^>]*urn:oasis:names:tc:opendocument", re.DOTALL)
_FLAT_TEXT = b"application/vnd.oasis.opendocument.text"
_OURS = re.compile(r'\s*\{[^{}\[\]]*"format"\s*:\s*"system-review"')
_MARKUP = re.compile(r"\s*<(?:[?!]|[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>)")


def kind_of(data: bytes, name: str = "") -> Kind:
    """What this file is. `name` settles only what its content leaves open: whether plain text is a table.

    Raises `Refused` with a sentence that says what the file is instead, and what to do.
    """
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise Refused(Why("This file is empty. Choose another one."))
    if data.startswith(_ZIP):
        return _packed(data)
    if b"%PDF-" in data[:1024]:
        if zipfile.is_zipfile(io.BytesIO(data)):
            raise Refused(TWO_KINDS)
        return Kind.PDF
    if why := why_foreign(data):
        raise Refused(why)
    if _FLAT.search(data[:4096]):
        return Kind.ODT if _FLAT_TEXT in data[:16_384] else Kind.ODS
    return _plain(data, name)


def _packed(data: bytes) -> Kind:
    if b"%PDF-" in data[:1024]:
        raise Refused(TWO_KINDS)
    package = Package(data)
    names = set(package.names)
    if "mimetype" in names and (kind := _open_document(package)):
        return kind
    folders = {name.partition("/")[0].lower() for name in names if "/" in name}
    if "word" in folders and "xl" not in folders:
        return Kind.DOCX
    if "xl" in folders and "word" not in folders:
        if any(name.lower().endswith("workbook.bin") for name in names):
            raise Refused(
                Why("This is a binary Excel workbook (.xlsb). Open it, save it as .xlsx and bring in that one.")
            )
        return Kind.XLSX
    raise Refused(_why_not_packed(names, folders))


def _open_document(package: Package) -> Kind | None:
    said = package.read("mimetype")[:200].decode("ascii", "replace").strip()
    kind = said.rpartition("opendocument.")[2] if "opendocument." in said else ""
    if kind in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[kind]
    if kind:
        raise Refused(
            Why("This is an OpenDocument file of another kind ({kind}). Bring in a text or a spreadsheet.", kind=kind)
        )
    return None


def _why_not_packed(names: set[str], folders: set[str]) -> Why:
    if "ppt" in folders:
        return Why("These are PowerPoint slides. Copy their text and paste it, or save them as PDF and bring in that.")
    if any(name.endswith(".iwa") for name in names):
        return Why("This is a Pages or Numbers file. Export it as Word or Excel and bring in that file.")
    if {"word", "xl"} <= folders:
        return TWO_KINDS
    return Why("This is a packed folder (zip). Unpack it and bring in its documents one by one.")


def _plain(data: bytes, name: str) -> Kind:
    text = decoded(data)
    if _OURS.match(text[:4096]):
        return Kind.JSON
    if _MARKUP.match(text):
        raise Refused(
            Why("This is a web page or another file of markup. Open it, copy its text and paste it, or save it as PDF.")
        )
    is_called_table = name.lower().endswith((".csv", ".tsv", ".tab"))
    return Kind.CSV if is_called_table or delimiter_of(text) else Kind.TEXT
