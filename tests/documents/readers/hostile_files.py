"""Files that were made to harm a program that reads them. Each is small; each is made anew."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

from tests.documents.readers.excel_files import c, data, excel_file, row
from tests.documents.readers.open_files import open_file
from tests.documents.readers.open_files import p as open_p
from tests.documents.readers.word_files import NAMESPACES, p, packed, rooted, tbl, tc, tr, word_file

_DOCUMENT = "word/document.xml"
_XML = '<?xml version="1.0"?>'


def with_part(content: str | bytes, name: str = _DOCUMENT) -> bytes:
    """A Word file whose document (or another part) is this."""
    return packed({_DOCUMENT: rooted("w:document", p("x")), name: content} if name != _DOCUMENT else {name: content})


def bomb() -> bytes:
    """Forty megabytes of one letter in a part."""
    return with_part(f"<w:document {NAMESPACES}><w:body>{p('a' * 40_000_000)}</w:body></w:document>")


def many_parts_bomb() -> bytes:
    """Parts of thirty megabytes each, a hundred in all."""
    filler = "<x>" + " " * 30_000_000 + "</x>"
    parts: dict[str, str | bytes] = {_DOCUMENT: rooted("w:document", p("x"))}
    return packed(parts | {f"word/header{at}.xml": filler for at in range(5)})


def lying_size() -> bytes:
    """A part that says that it is small."""
    content = bytearray(with_part(rooted("w:document", p("word " * 100_000))))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.find(mark)
        content[start + at : start + at + 4] = struct.pack("<I", 500)
    return bytes(content)


def overlapping() -> bytes:
    """Two entries of the list of contents that share the bytes of one part."""
    content = word_file(p("x"))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        first, second = file.infolist()[:2]
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"PK\x01\x02"))
    entries = content.find(b"PK\x01\x02")
    whole = bytearray(content)
    second_entry = content.find(b"PK\x01\x02", entries + 4)
    whole[second_entry + 42 : second_entry + 46] = struct.pack("<I", first.header_offset)
    return bytes(whole) if second and at else content


def named_twice() -> bytes:
    """The document twice, with two texts."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as file:
        warnings.simplefilter("ignore")
        for text in ("one", "two"):
            file.writestr(_DOCUMENT, rooted("w:document", p(text)))
    return out.getvalue()


def thousands_of_parts() -> bytes:
    """More parts than any document has."""
    return packed({f"word/part{at}.xml": "<x/>" for at in range(2_500)})


def encrypted() -> bytes:
    """A packed file that says that its parts need a password."""
    content = bytearray(word_file(p("x")))
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)


def laughs() -> bytes:
    """Entities of entities."""
    entities = '<!ENTITY a "ha ha ha ha">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    return with_part(f"{_XML}<!DOCTYPE w:document [{entities}]>{rooted('w:document', p('&j;'))[38:]}")


def outer_entity(address: str) -> bytes:
    """An entity that would be fetched."""
    kind = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'
    return with_part(f"{_XML}{kind}<w:document {NAMESPACES}><w:body>{p('&e;')}</w:body></w:document>")


def outer_entity_in_a_sheet() -> bytes:
    """The same in a sheet, which is read piece by piece."""
    kind = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    sheet = excel_file(data(row(1, c("A1", "x"))))
    with zipfile.ZipFile(io.BytesIO(sheet)) as file:
        parts: dict[str, str | bytes] = {name: file.read(name).decode() for name in file.namelist()}
    parts["xl/worksheets/sheet1.xml"] = kind + str(parts["xl/worksheets/sheet1.xml"]).replace(">x<", ">&e;<")
    return packed(parts)


def in_utf_16(address: str) -> bytes:
    """The same where no search for plain letters finds it."""
    kind = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'
    return with_part(f"{kind}<w:document {NAMESPACES}><w:body>{p('&e;')}</w:body></w:document>".encode("utf-16"))


def deep(levels: int) -> bytes:
    """Elements in elements."""
    return word_file("<w:sdt><w:sdtContent>" * levels + p("x") + "</w:sdtContent></w:sdt>" * levels)


def nested_tables(levels: int) -> bytes:
    """Tables in tables."""
    inner = p("x")
    for _ in range(levels):
        inner = tbl(tr(tc(inner + p("y"))))
    return word_file(inner)


def nested_frames(levels: int) -> bytes:
    """Frames in frames."""
    begins, ends = "<draw:frame><draw:text-box>" * levels, "</draw:text-box></draw:frame>" * levels
    return open_file(open_p(f"{begins}{open_p('x')}{ends}"))


def million_cells() -> bytes:
    """A sheet of a million cells with text."""
    lines = ("".join(f"<c><v>{row * 7919 + at * at}</v></c>" for at in range(1_000)) for row in range(1_000))
    return excel_file(f"<sheetData>{''.join(f'<row>{line}</row>' for line in lines)}</sheetData>")


def long_text() -> bytes:
    """One paragraph of twelve megabytes."""
    return word_file(p("word " * 2_500_000))


def repeated_cells() -> bytes:
    """A few bytes that stand for a thousand million cells with text."""
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return open_file(f'<table:table table:name="T">{rows}</table:table>', kind="spreadsheet")
