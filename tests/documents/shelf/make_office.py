"""Makes the office documents of this folder anew: what LibreOffice (`soffice`) makes of a text and a workbook.

    .venv/bin/python tests/documents/shelf/make_office.py

They are committed, so that the tests need no LibreOffice. All that stands in them is invented.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import docx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HERE = Path(__file__).parent
COLOURS = {"Red": "FF0000", "Amber": "FFC000", "Green": "00B050"}
ROWS = (
    (
        "Referral",
        "Red",
        "The form has no box for places.\nNobody asks about peers.",
        "Add boxes. – Tŷ Awel to lead",
    ),
    ("Response", "Amber", "Some plans name a place.", "Check ten plans by Easter"),
    ("Response", "Green", "Detached workers meet weekly – “as agreed”.", ""),
)


def text() -> docx.document.Document:
    """A text with a heading, a list, a table with merged and shaded cells, a footnote-free header and a footer."""
    file = docx.Document()
    file.core_properties.title = "Results of an invented review"
    file.sections[0].header.paragraphs[0].text = "Draft for the board"
    file.sections[0].footer.paragraphs[0].text = "Invented"
    file.add_heading("Places", 1)
    file.add_paragraph("What we looked at", style="List Bullet")
    file.add_paragraph("What we found", style="List Number")
    table = file.add_table(rows=1, cols=4, style="Table Grid")
    for cell, head in zip(table.rows[0].cells, ("Stage", "Colour", "Finding", "Action"), strict=True):
        cell.text = head
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for stage, colour, finding, action in ROWS:
        cells = table.add_row().cells
        for cell, words in zip(cells, (stage, colour, finding, action), strict=True):
            first, *others = words.split("\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
        shading = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{COLOURS[colour]}"/>'
        cells[1]._tc.get_or_add_tcPr().append(parse_xml(shading))
    merged = table.columns[0].cells[2].merge(table.columns[0].cells[3])
    merged.text = "Response"
    file.add_paragraph("The end, at last.")
    return file


def book(path: Path) -> None:
    """A workbook with a list, a merged title, colours, dates, a hidden row, a hidden sheet, a comment, a text box."""
    with xlsxwriter.Workbook(path) as file:
        sheet, day = file.add_worksheet("Places"), file.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:D1", "Action log", file.add_format({"bold": True}))
        sheet.write_row("A2", ("Stage", "Finding", "Action", "Due"), file.add_format({"bold": True}))
        for row, (stage, colour, finding, action) in enumerate(ROWS, 2):
            sheet.write_string(row, 0, stage)
            sheet.write_string(row, 1, finding, file.add_format({"bg_color": f"#{COLOURS[colour]}", "text_wrap": True}))
            sheet.write_string(row, 2, action or "none")
            sheet.write_datetime(row, 3, date(2027, 4, 20 + row), day)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.write_comment("B3", "Ask the youth council", {"author": "Nobody"})
        sheet.insert_textbox("F3", "Seen by the board")
        other = file.add_worksheet("Kept")
        other.write_string("A1", "An older list")
        other.hide()


def converted(source: Path, ending: str, target: str, folder: Path) -> None:
    """`source` as LibreOffice writes it in another format, under the name `target`."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    subprocess.run([*command, "--convert-to", ending, "--outdir", folder, source], check=True, capture_output=True)
    (folder / f"{source.stem}.{ending.partition(':')[0]}").replace(HERE / target)


def main() -> None:
    """Makes them all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text().save(folder / "text.docx")
        book(folder / "book.xlsx")
        converted(folder / "text.docx", "odt", "text.odt", folder)
        converted(HERE / "text.odt", "docx", "text.docx", folder)
        converted(folder / "book.xlsx", "ods", "book.ods", folder)
        converted(HERE / "book.ods", "xlsx", "book.xlsx", folder)


if __name__ == "__main__":
    sys.exit(main())
