"""What a file is comes from what is in it; what cannot be read is told by what it is, with what to do instead."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from system_review.documents.readers.kinds import Kind, kind_of
from system_review.documents.readers.word.read import read
from system_review.errors import Refused
from tests.documents.readers.word_files import p, packed, rooted, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TABLE = "Domain,Finding\nTarget,One\nPlaces,Two\n"


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def open_document(kind):
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


def flat(kind):
    head = "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
    return f"<?xml version='1.0'?>\n{head} office:mimetype='application/vnd.oasis.opendocument.{kind}'/>".encode()


READABLE = [
    (saved(docx.Document()), Kind.DOCX),
    (word_file(p("x")), Kind.DOCX),
    (saved(openpyxl.Workbook()), Kind.XLSX),
    (open_document("text"), Kind.ODT),
    (open_document("spreadsheet"), Kind.ODS),
    (flat("text"), Kind.ODT),
    (flat("spreadsheet"), Kind.ODS),
    (b"%PDF-1.7\n", Kind.PDF),
    (b"\n\n%PDF-1.4\n\0\0", Kind.PDF),
    (TABLE.encode(), Kind.CSV),
    (TABLE.replace(",", ";").encode("utf-16"), Kind.CSV),
    (TABLE.replace(",", "\t").encode(), Kind.CSV),
    (TABLE.replace(",", "|").encode("cp1252"), Kind.CSV),
    (b'"a, b","c\nd"\n"e","f"\n', Kind.CSV),
    (b"Red\n\nNo record, and no list.\n\nAmber\n", Kind.TEXT),
    (b"Dear all,\nthank you, both.\nYours, A\n", Kind.TEXT),
    (b"First, we met.\nThen, we spoke.\nLast, we wrote.\n", Kind.TEXT),
    ("Coch\n\n“tŷ”".encode("utf-16"), Kind.TEXT),
    (b"<5 referrals a week", Kind.TEXT),
    (b"{Not ours}", Kind.TEXT),
    (b' {"format": "system-review", "format_version": 1}', Kind.JSON),
]


@pytest.mark.parametrize(("data", "kind"), READABLE)
def test_what_can_be_read_is_told_by_its_content(data, kind):
    assert kind_of(data) is kind
    assert kind_of(data, "wrong.pdf") is kind


def test_a_name_settles_whether_plain_text_is_a_table():
    assert kind_of(b"Finding\nOne\n", "list.csv") is Kind.CSV
    assert kind_of(b"Finding\nOne\n", "list.txt") is Kind.TEXT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\0", "empty"),
        (OLE, "older Office file"),
        (OLE + "WordDocument".encode("utf-16-le"), r"older Word file \(.doc\)"),
        (OLE + "Workbook".encode("utf-16-le"), r"older Excel file \(.xls\)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "__substg1.0_".encode("utf-16-le"), "e-mail"),
        (b"{\\rtf1 x}", "rich text"),
        (b"\x89PNG\r\n\x1a\n\0", "picture"),
        (b"\xff\xd8\xff\xe0\0", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"MZ\x90\0\x03", "program"),
        (b"\x7fELF\x02\0", "program"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"PK\x05\x06" + b"\0" * 18, "archive"),
        (b"ID3\x03\0", "recording"),
        (b"a\0b\0c", "no document that can be read here"),
        (b"<!DOCTYPE html><p>Red</p>", "web page"),
        (b"<html><body>Red</body></html>", "web page"),
        (b"<?xml version='1.0'?><list/>", "web page or another file of markup"),
        (packed({"a.txt": "x"}), "packed folder"),
        (packed({"ppt/presentation.xml": "<x/>"}), "PowerPoint"),
        (packed({"Index/Document.iwa": "x"}), "Pages or Numbers"),
        (packed({"xl/workbook.bin": "x"}), "xlsb"),
        (packed({"xl/workbook.xml": "<x/>", "word/document.xml": "<x/>"}), "two kinds"),
        (open_document("presentation"), r"another kind \(presentation\)"),
        (b"%PDF-1.4\n" + word_file(p("x")), "two kinds"),
        (b"junk" + word_file(p("x")), "no document that can be read here"),
        (packed({"%PDF-1.4": "x", "word/document.xml": "<x/>"}), "two kinds"),
        (word_file(p("x"))[:-60], "damaged or was cut off"),
    ],
)
def test_what_cannot_be_read_is_told_by_what_it_is(data, said):
    with pytest.raises(Refused, match=said):
        kind_of(data)


def test_a_file_with_macros_is_read_and_the_macros_are_told():
    parts = {"word/document.xml": rooted("w:document", p("Words")), "word/vbaProject.bin": b"\0"}
    data = packed(parts)

    assert kind_of(data) is Kind.DOCX
    assert [str(told) for told in read(data).told] == ["Macros in the file are left out"]


def test_a_file_of_ours_that_was_zipped_by_another_program_is_known():
    data = word_file(p("x"))
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new:
            for name in reversed(old.namelist()):
                new.writestr(name, old.read(name))

    assert kind_of(stored.getvalue()) is Kind.DOCX
