"""Files that would take all memory or time, or reach for something outside (U1, U3, U5), made when they are needed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.documents.readers.word_files import p, packed, rooted, word_file
from tests.documents.results_documents import word_log

Bomb = Callable[[int], bytes]  # given the port of somebody who listens on this computer

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def _word(document: bytes | str, **more: bytes | str) -> bytes:
    parts = {"[Content_Types].xml": _TYPES, "word/document.xml": document}
    return packed({**parts, **{name.replace("__", "/").replace("_xml", ".xml"): text for name, text in more.items()}})


def _with_doctype(doctype: str, inner: str) -> bytes:
    return _word(f"<?xml version='1.0'?>{doctype}<w:document {_W}><w:body>{p(inner)}</w:body></w:document>")


def _lying(port: int) -> bytes:
    """A part that says it is small and is not."""
    data = bytearray(_word(b"<a>" + b" " * 200_000_000 + b"</a>"))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def _flate_pdf(port: int) -> bytes:
    stream = zlib.compress(b"0 0 m " * 80_000_000, 9)
    return _pdf(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))


def _pdf(content: bytes, more: bytes = b"", catalog: bytes = b"") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R %s >>" % more,
        content,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return bytes(out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def _action_pdf(action: bytes) -> bytes:
    return _pdf(b"<< /Length 0 >>\nstream\n\nendstream", catalog=b"/OpenAction << %s >>" % action)


def _many_members(port: int) -> bytes:
    return packed({"[Content_Types].xml": _TYPES, **{f"word/{n}.xml": "<a/>" for n in range(10_000)}})


def _sheet(rows: str) -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f"<workbook {main} {r}><sheets>"
            '<sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="a" Type="{kind}" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def _cells(port: int) -> bytes:
    row = "".join(f'<c r="{column}{{0}}" t="inlineStr"><is><t>x</t></is></c>' for column in "ABCDEFGHIJ")
    return _sheet("".join(f'<row r="{n}">{row.replace("{0}", str(n))}</row>' for n in range(1, 100_001)))


def _linked(port: int) -> bytes:
    """A Word file that points outside by every way that Word has."""
    there = f"http://127.0.0.1:{port}/x"
    type_of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
    rel = f'<Relationship Id="{{}}" Type="{type_of}" Target="{{}}" TargetMode="External"/>'
    kinds = ("attachedTemplate", "image", "oleObject", "hyperlink", "subDocument", "frame")
    rels = "".join(rel.format(f"r{n}", kind, there) for n, kind in enumerate(kinds))
    body = (
        f'<w:p><w:fldSimple w:instr="INCLUDEPICTURE {there}"><w:r><w:t>a word</w:t></w:r></w:fldSimple></w:p>'
        f"<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText></w:r></w:p>"
    )
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "word/document.xml": rooted("w:document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": "<Relationships "
            f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>',
        }
    )


_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))

REFUSED: dict[str, Bomb] = {
    "much in little": lambda port: _word(b"<a>" + b" " * 300_000_000 + b"</a>"),
    "a part that lies about its size": _lying,
    "ten thousand parts": _many_members,
    "a million cells": _cells,
    "a billion laughs": lambda port: _with_doctype(f'<!DOCTYPE d [<!ENTITY a0 "ha">{_LAUGHS}]>', "&a9;"),
    "an entity that is a file": lambda port: _with_doctype(
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"
    ),
    "an entity from outside": lambda port: _with_doctype(
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:{port}/x">]>', "&x;"
    ),
    "a DTD from outside": lambda port: _with_doctype(f'<!DOCTYPE d SYSTEM "http://127.0.0.1:{port}/x.dtd">', "a"),
    "a hundred thousand levels": lambda port: _word(rooted("w:document", "<w:p>" * 100_000 + "</w:p>" * 100_000)),
    "a zip within a zip": lambda port: packed({"a.zip": packed({"b.zip": word_log()})}),
    "two kinds at once": lambda port: b"%PDF-1.7\n" + word_log(),
    "nothing": lambda port: b"",
    "nothing but zeros": lambda port: bytes(1000),
    "a program": lambda port: b"MZ" + bytes(2000),
    "half a document": lambda port: word_log()[: len(word_log()) // 2],
}
BORNE: dict[str, Bomb] = {  # refused or read: either will do
    "a PDF of half a gigabyte": _flate_pdf,
    "a PDF that starts a program": lambda port: _action_pdf(b"/S /Launch /F (/bin/sh)"),
    "a PDF that opens an address": lambda port: _action_pdf(b"/S /URI /URI (http://127.0.0.1:%d/x)" % port),
    "a PDF that goes to another file": lambda port: _action_pdf(b"/S /GoToR /F (file:///etc/passwd) /D [0 /Fit]"),
    "sixty megabytes of paragraphs": lambda port: word_file("<w:p/>" * 10_000_000),
    "a paragraph of ten megabytes": lambda port: word_file(p("word " * 2_000_000)),
    "a sheet with a far corner": lambda port: _sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>y</t></is></c></row>'
    ),
    "links outside": _linked,
    "a million lines": lambda port: b"a\n\n" * 300_000,
    "a table within a table, a hundred times": lambda port: word_file(
        "<w:tbl><w:tr><w:tc>" * 100 + p("a") + "</w:tc></w:tr></w:tbl>" * 100
    ),
}


def cut_off(data: bytes, pieces: int) -> list[bytes]:
    """The file cut off at so many places."""
    return [data[: len(data) * n // pieces] for n in range(1, pieces)]


def encrypted() -> bytes:
    """A package whose parts are marked as encrypted."""
    data = bytearray(word_log())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(mark)
        while found >= 0:
            data[found + at] |= 1
            found = data.find(mark, found + 1)
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
        assert file.infolist()[0].flag_bits & 1
    return bytes(data)
