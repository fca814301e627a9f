"""Footnotes in a Word document: python-docx writes none, so their part is added to its package."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def reference(number):
    """The mark in the text that leads to footnote `number`."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def with_notes(data, notes):
    """The document with these footnotes, numbered from 1."""
    if not notes:
        return data
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.infolist():
            after.writestr(item.filename, _changed(item.filename, before.read(item)))
        after.writestr("word/footnotes.xml", _part(notes))
    return out.getvalue()


def _changed(name, part):
    if name == "[Content_Types].xml":
        return part.replace(
            b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{KIND}"/></Types>'.encode()
        )
    if name == "word/_rels/document.xml.rels":
        relation = f'<Relationship Id="rNotes" Type="{RELATION}" Target="footnotes.xml"/></Relationships>'
        return part.replace(b"</Relationships>", relation.encode())
    return part


def _part(notes):
    inside = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        f'<w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{W}">{inside}</w:footnotes>'
