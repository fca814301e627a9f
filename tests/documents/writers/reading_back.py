"""Opens what was written with other libraries than those that wrote it."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pikepdf
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from system_review.documents.writers.formats import FORMATS
from system_review.documents.writers.wording import Wording, english
from system_review.reviews.snapshots import ReviewSnapshot
from tests.documents.snapshots import AS_AT
from tests.missing import missing

WORDING = english(AS_AT)
BIDI_SIGNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def written(key: str, snapshot: ReviewSnapshot, wording: Wording = WORDING) -> bytes:
    return FORMATS[key].write(snapshot, wording)


def with_finding(make: Callable[..., ReviewSnapshot], text: str) -> ReviewSnapshot:
    """The sample review with another text in its first finding."""
    sample = make()
    first, *others = sample.findings
    return make(findings=(first.model_copy(update={"text": text}), *others))


def word(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def word_texts(data: bytes) -> list[str]:
    """The text of every paragraph of the Word file's body, tables included, in order."""
    document = word(data)
    return [Paragraph(element, document).text for element in document.element.body.iter(qn("w:p"))]


def part(data: bytes, name: str) -> Any:
    """A part of a zip file of XML, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def excel(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def excel_texts(data: bytes) -> list[str]:
    """The value of every cell that holds a text."""
    sheets = excel(data).worksheets
    return [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def pdf_pages(data: bytes) -> list[str]:
    """The text of every page, as poppler takes it out."""
    if not shutil.which("pdftotext"):
        missing("pdftotext", "apt-get install poppler-utils")
    command = ["pdftotext", "-raw", "-", "-"]
    text = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def plain(text: str) -> str:
    """A text after Unicode normalisation, without spaces and signs of direction: what a PDF keeps of it."""
    normal = unicodedata.normalize("NFKC", text).translate(BIDI_SIGNS)
    return "".join(character for character in normal if not character.isspace())


def tags(data: bytes) -> list[Any]:
    """Every element of the PDF's structure tree, in order."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for each in element:
                walk(each)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(element)
            if "/K" in element:
                walk(element.K)

    with pdf(data) as opened:
        walk(opened.Root.StructTreeRoot.K)
        return [
            {"role": str(e.S), "attributes": _attributes(e), "id": bytes(e.ID) if "/ID" in e else b""} for e in found
        ]


def _attributes(element: Any) -> dict[str, Any]:
    given = element.get("/A")
    several = list(given) if isinstance(given, pikepdf.Array) else [given] if given is not None else []
    plain_ones: dict[str, Any] = {}
    for dictionary in several:
        if isinstance(dictionary, pikepdf.Dictionary):
            for key, value in dictionary.items():
                plain_ones[key] = [bytes(each) for each in value] if key == "/Headers" else str(value)
    return plain_ones
