"""Word documents: python-docx for the package, our own markup for tables, notes and tracked changes."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from tests.bench.reading.docx_notes import reference, with_notes
from tests.bench.reading.paper import Heading, Line, Table, columns_of, grid

AUTHOR = 'w:author="A Reviewer" w:date="2026-01-05T10:00:00Z"'
STYLES = {"bullet": "ListBullet", "number": "ListNumber"}


def docx_of(paper):
    """The paper as a Word document."""
    document = Document()
    section = document.sections[0]
    if paper.wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(1.2)  # else narrow columns break within words
        document.styles["Normal"].font.size = Pt(8)
    document.core_properties.title = paper.title
    if paper.header:
        section.header.paragraphs[0].text = paper.header
    if paper.footer:
        section.footer.paragraphs[0].text = paper.footer
    for block in paper.blocks:
        _put(document, block)
    if paper.boxed:
        document.element.body.insert(1, parse_xml(_text_box(paper.boxed)))
    _remark(document, paper)
    out = BytesIO()
    document.save(out)
    return with_notes(out.getvalue(), [one.note for one in paper.blocks if isinstance(one, Line) and one.note])


def _put(document, block):
    if isinstance(block, Heading):
        document.add_heading(block.text, block.depth)
        return
    markup = _table(block) if isinstance(block, Table) else paragraph(block)
    end = document.element.body.sectPr
    end.addprevious(parse_xml(markup.replace(">", f" {nsdecls('w')}>", 1)))
    if isinstance(block, Table):
        end.addprevious(parse_xml(f"<w:p {nsdecls('w')}/>"))


def _remark(document, paper):
    for one in paper.blocks:
        if isinstance(one, Line) and one.remark:
            match = next(p for p in document.paragraphs if p.text == one.text)
            document.add_comment(match.runs, text=one.remark, author="A Reviewer", initials="AR")


def paragraph(line):
    """A paragraph of the body or of a cell."""
    deeper = f"{line.deep + 1}" if line.deep else ""
    style = f'<w:pPr><w:pStyle w:val="{STYLES[line.listed]}{deeper}"/></w:pPr>' if line.listed else ""
    return f"<w:p>{style}{_runs(line)}</w:p>"


def _runs(line):
    kept = len(line.text) - line.added
    runs = run(line.text[:kept], line.bold, line.fill, line.ink)
    if line.added:
        runs += f'<w:ins w:id="901" {AUTHOR}>{run(line.text[kept:], line.bold, line.fill)}</w:ins>'
    if line.taken:
        taken = f'<w:r><w:delText xml:space="preserve">{escape(line.taken)}</w:delText></w:r>'
        runs += f'<w:del w:id="902" {AUTHOR}>{taken}</w:del>'
    return runs + (reference(1) if line.note else "")


def run(text, bold=False, fill="", ink=""):
    """A run of letters that look alike, with line breaks as Word keeps them."""
    look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{ink[1:]}"/>' if ink else "")
    look += f'<w:shd w:val="clear" w:fill="{fill[1:]}"/>' if fill else ""
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{parts}</w:r>" if text else ""


def _table(table):
    width = columns_of(table)
    borders = "".join(
        f'<w:{side} w:val="{"single" if table.ruled else "nil"}" w:sz="4" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{15000 // width}"/>' for _ in range(width))
    open_above, rows = {}, []
    for at, row in enumerate(grid(table)):
        cells, column = [], 0
        while column < width:
            one = row[column]
            if one is None:
                above = open_above[column]
                cells.append(_cell(None, above.across, '<w:vMerge w:val="continue"/>', above, width))
                column += above.across
                continue
            for covered in range(one.across):
                open_above[column + covered] = one
            merge = '<w:vMerge w:val="restart"/>' if one.down > 1 else ""
            cells.append(_cell(one, one.across, merge, one, width))
            column += one.across
        heads = "<w:trPr><w:tblHeader/></w:trPr>" if at < table.heads else ""
        rows.append(f"<w:tr>{heads}{''.join(cells)}</w:tr>")
    looks = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{looks}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cell(one, across, merge, look, width):
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill[1:]}"/>' if look.fill else ""
    turned = '<w:textDirection w:val="btLr"/>' if look.turned else ""
    sized = f'<w:tcW w:w="{15000 // width * across}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{sized}{span}{merge}{fill}{turned}</w:tcPr>{_inside(one)}</w:tc>"


def _inside(one):
    if one is None or not one.lines:
        return "<w:p/>"
    if one.joint == "breaks":
        return f"<w:p>{'<w:r><w:br/></w:r>'.join(_runs(line) for line in one.lines)}</w:p>"
    inside = "".join(paragraph(line) for line in one.lines)
    return _control(inside, one.control) if one.control else inside


def _control(inside, kind):
    """A field of a form: a drop-down list, a text, or one that nobody has filled in and that says what to do."""
    offered = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in ("Red", "Amber", "Green"))
    looks = {"list": f"<w:dropDownList>{offered}</w:dropDownList>", "text": "<w:text/>"}
    unfilled = "<w:showingPlcHdr/><w:text/>"
    return f"<w:sdt><w:sdtPr>{looks.get(kind, unfilled)}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _text_box(text):
    """A text box as Word writes it: a drawing, and the same again for old programs."""
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    inside = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    shape = (
        '<wp:inline><wp:extent cx="3000000" cy="500000"/><wp:docPr id="77" name="Box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        "<wps:cNvSpPr/><wps:spPr/>"
        f"<wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    old = f'<w:pict><v:shape id="box"><v:textbox>{inside}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:p {names}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
