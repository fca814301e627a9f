"""The sound documents that are broken on purpose: one or more of each kind that can be read, made in the process."""

from __future__ import annotations

import io
import random
import re
import zipfile
from functools import cache

from tests.bench.reading.answers import keys
from tests.bench.reading.layouts.catalogue import LAYOUTS
from tests.bench.reading.programs import PROGRAMS
from tests.documents.readers import everywhere
from tests.documents.readers.whole_workbook import whole_workbook
from tests.documents.readers.word_files import packed
from tests.documents.results_documents import text_log, word_log

_PAPERS = (
    ("band rows", "python-docx"),
    ("one table", "python-docx"),
    ("action log", "XlsxWriter"),
    ("hidden rows and sheets", "openpyxl"),
    ("band rows", "typst pdf"),
    ("row a finding", "typst pdf"),
    ("action log with progress", "csv"),
    ("headings", "text"),
)
_OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
_CLOCK = re.compile(rb"D:20\d{12}|20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?=Z|\+00:00)|(?<=/ID \[\()[^]]{10,60}(?=\)\])")


@cache
def bases() -> dict[str, bytes]:
    """Every base by a name with its usual ending."""
    found = {
        "everywhere.docx": everywhere.everywhere(),
        "whole.xlsx": whole_workbook(),
        "log.docx": word_log(),
        "log.csv": text_log(),
        "log.tsv": text_log(between="\t").decode().encode("utf-16"),
        "table.odt": _open_document("text", f"<office:text><text:h>Target, Level 1</text:h>{_table()}</office:text>"),
        "table.ods": _open_document("spreadsheet", f"<office:spreadsheet>{_table()}</office:spreadsheet>"),
    }
    for layout, program in _PAPERS:
        key = keys()["thornfield" if "csv" in program else "marlowe"]
        paper = LAYOUTS[layout][0](key, random.Random(layout))
        made = PROGRAMS[program].make({"paper": paper})["paper"]
        found[f"{layout} {program}.{PROGRAMS[program].ending}"] = made
    return {name: _timeless(data) for name, data in found.items()}


def _timeless(data: bytes) -> bytes:
    """The same without the time at which it was made, so that a broken document is the same on every day."""
    if not data.startswith(b"PK"):
        return _CLOCK.sub(lambda found: b"0" * len(found.group()), data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = _CLOCK.sub(b"2027-04-20T09:00:00", old.read(name))
            new.writestr(zipfile.ZipInfo(name, (2027, 4, 20, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _open_document(kind: str, body: str) -> bytes:
    content = f"<office:document-content {_OPEN}>{_STYLES}<office:body>{body}</office:body></office:document-content>"
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


_STYLES = (
    '<office:automatic-styles><style:style style:name="red" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#ff0000"/></style:style></office:automatic-styles>'
)


def _table() -> str:
    rows = (
        ("Stage", "Finding", "Action"),
        ("Referral", "Referrals name no place.", "Add the place. Lead: Ffion Prydderch"),
        ("Planning", "Plans say what is to change.", "Go on."),
    )
    lines = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    columns = '<table:table-column table:number-columns-repeated="3"/>'
    return f'<table:table table:name="Results">{columns}{lines}</table:table>'


def _cell(text: str) -> str:
    return (
        f'<table:table-cell table:style-name="red" office:value-type="string"><text:p>{text}'
        f'<text:line-break/>and<text:s text:c="2"/>more</text:p></table:table-cell>'
    )
