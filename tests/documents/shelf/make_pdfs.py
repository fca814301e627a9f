"""Makes the PDFs of this folder with LibreOffice: `python -m tests.documents.shelf.make_pdfs` in the project's folder.

They are committed, since CI has no LibreOffice. Everything in them is invented. The tests compare what is read with the
texts below.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Border, PatternFill, Side

SHELF = Path(__file__).parent

HEADS = [
    "Stage",
    "Red",
    "Action plan to get to amber",
    "Amber",
    "Action plan to get to green",
    "Green",
    "Action plan to sustain performance",
]
FILLS = [None, "E06666", "F4CCCC", "FFC000", "FFF2CC", "70AD47", "E2EFDA"]
LONG = " ".join(
    f"In month {n} the panel read {n + 3} referrals and found that the form was used by {n + 1} of the agencies."
    for n in range(1, 15)
)
STAGES: list[tuple[str, list[list[str]]]] = [
    (
        "Referral",
        [
            [
                "Shops in the precinct do not know whom to tell, and nobody has asked them since the spring.",
                "Visit every shop with the new card and write down who was there — Ola to lead",
                "The form asks about friends and places; a third come back empty.",
                "Telephone the referrer when the boxes are empty\nPut the two questions into the schools' system",
                "",
                "",
            ],
            ["", "", LONG, "Sample ten forms a month, and bring what they show to the panel.", "", ""],
        ],
    ),
    (
        "Assessment",
        [
            [
                "Parents are asked about home and never about the park, the bus or the shops.",
                "Agree one prompt with both sets of chairs and try it for a term",
                "",
                "",
                "Youth workers' notes are read before each assessment.",
                "Repeat the dip-sample in three months' time (Lead: Meera, Health)",
            ]
        ],
    ),
    ("Response", [["Nobody has walked the route with young people.", "Ask again in June.", "", "", "", ""]]),
]
LOG = [
    ["No.", "Domain", "Level", "Stage", "RAG", "Finding", "Action", "Owner", "Due"],
    *(
        [
            str(n),
            "Target",
            "1" if n % 2 else "2",
            ["Referral", "Assessment", "Planning", "Response"][n % 4],
            ["Red", "Amber", "Green"][n % 3],
            f"Finding {n}: the places that young people name are written down in {n + 2} of the plans that were read.",
            f"Ask the {n} chairs to check it, and to say what they found at the panel.",
            ["Meera Joshi", "O. Lawal", "Team manager"][n % 3],
            f"{n:02}/06/2027",
        ]
        for n in range(1, 29)
    ),
]
LOG_COLOURS = {"Red": "FF0000", "Amber": "FFC000", "Green": "00B050"}
SEEN = (
    "The panel met twice and read forty referrals. It is a first picture, drawn together by those who were there, "
    "and it will be looked at again in the spring of next year by the same people who drew it."
)
PROSE = [
    ("Heading 1", "Target"),
    ("Heading 2", "Level 1: children and families"),
    (
        "Normal",
        SEEN,
    ),
    ("List Bullet", "Shops in the precinct do not know whom to tell, although the card has been out since the spring."),
    ("List Bullet", "Nobody has asked the bus company."),
    (
        "List Number",
        "Visit every shop with the new card and write down who was there, what was said and what was left.",
    ),
    ("List Number", "Telephone the bus company."),
    ("Heading 2", "Level 2: places and groups"),
    ("Normal", "Current overall rating: Amber/Red"),
]


def grid_document() -> Any:
    """The layout of the paper: a table with stages in the first column, turned by a quarter, over several pages."""
    document = _landscape(docx.Document())
    document.core_properties.title = "Results on paper"
    document.sections[0].header.paragraphs[0].text = "Eastmere Safeguarding Partnership"
    _page_number(document.sections[0].footer.paragraphs[0])
    document.add_heading("Target, Level 1", level=1)
    rows = [(name, row) for name, rows in STAGES for row in rows]
    table = document.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    for cell, head, fill in zip(table.rows[0].cells, HEADS, FILLS, strict=True):
        cell.text = head
        cell.paragraphs[0].runs[0].bold = True
        _shade(cell, fill)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for _, texts in rows:
        for cell, text in zip(list(table.add_row().cells)[1:], texts, strict=True):
            _fill(cell, text)
    _merge_stages(table, [name for name, _ in rows])
    return document


def _merge_stages(table: Any, names: list[str]) -> None:
    first = 1
    for name in dict.fromkeys(names):
        last = first + names.count(name) - 1
        cells = [row.cells[0] for row in table.rows]
        merged = cells[first].merge(cells[last]) if last > first else cells[first]
        merged.text = name.upper()
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        merged._tc.get_or_add_tcPr().append(direction)
        first = last + 1


def _fill(cell: Any, text: str) -> None:
    first, *others = text.split("\n")
    cell.text = first
    for other in others:
        cell.add_paragraph(other)


def unruled_document() -> Any:
    """A table without any lines."""
    document = docx.Document()
    document.add_paragraph(PROSE[2][1])
    table = document.add_table(rows=0, cols=4)
    for texts in UNRULED:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(6)
    document.add_paragraph(PROSE[2][1])
    return document


UNRULED = [
    ["Stage", "Finding", "Action", "Lead"],
    [
        "Referral",
        "Shops do not know whom to tell, and nobody has asked them since the spring of last year.",
        "Visit every shop in the precinct with the new card and write down who was there",
        "Ola",
    ],
    [
        "Planning",
        "Parents are asked about home and never about the park, the bus or the shops.",
        "Agree one prompt with both sets of chairs and try it for a term",
        "Meera",
    ],
    ["Response", "Nobody has walked the route with young people.", "Ask again in June.", "Sade"],
]


def prose_document() -> Any:
    """Headings, paragraphs, bullets and numbers, no tables."""
    document = docx.Document()
    for style, text in PROSE:
        document.add_paragraph(text, style=style)
    return document


def log_workbook() -> Any:
    """An action log as a spreadsheet prints it."""
    book = openpyxl.Workbook()
    sheet = book.active
    thin = Side(style="thin")
    for number, texts in enumerate(LOG, 1):
        sheet.append(texts)
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if cell.value in LOG_COLOURS:
                cell.fill = PatternFill("solid", fgColor=LOG_COLOURS[cell.value])
    for letter, width in zip("ABCDEFGHI", (5, 9, 7, 12, 8, 34, 30, 14, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    for number in range(2, len(LOG) + 1):
        sheet.row_dimensions[number].height = 46  # LibreOffice does not fit rows to their texts when it converts
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return book


def _landscape(document: Any) -> Any:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    return document


def _shade(cell: Any, fill: str | None) -> None:
    if fill:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), fill)
        cell._tc.get_or_add_tcPr().append(shading)


def _page_number(paragraph: Any) -> None:
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


MADE: dict[str, tuple[str, Callable[[], Any]]] = {
    "pdf-writer-grid": (".docx", grid_document),
    "pdf-writer-unruled": (".docx", unruled_document),
    "pdf-writer-prose": (".docx", prose_document),
    "pdf-calc-log": (".xlsx", log_workbook),
}


def main() -> None:
    """Make them all."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice is missing: apt-get install libreoffice")
    with tempfile.TemporaryDirectory() as folder:
        for name, (ending, make) in MADE.items():
            path = Path(folder) / f"{name}{ending}"
            make().save(path)
            command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(SHELF), str(path)]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
