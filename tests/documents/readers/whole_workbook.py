"""A workbook with a word of its own in each of the places in which Excel can keep text."""

from __future__ import annotations

from tests.documents.readers.excel_files import c, data, excel_file, row, v

_CELLS = data(
    row(1, v("A1", "0", kind="s"), v("B1", "1", kind="s"), c("C1", "cedar")),
    row(2, v("A2", "damson", kind="str", formula="A1"), v("B2", "1", kind="b"), v("C2", "#N/A", kind="e")),
    row(3, c("A3", "elder\nfir"), c("B3", "gorse"), attributes='hidden="1"'),
    row(4, c("A4", "hazel"), c("B4", "ivy"), v("D4", "12", style=0), '<c r="E4"><f>SUM(A1)</f></c>'),
    "<row><c t='inlineStr'><is><t>juniper</t></is></c></row>",
)
_SHEET = (
    f'<cols><col min="2" max="2" hidden="1"/></cols>{_CELLS}<mergeCells><mergeCell ref="A4:B4"/></mergeCells>'
    '<headerFooter><oddHeader>&amp;Lkiri&amp;R&amp;"Arial,Bold"&amp;12larch</oddHeader></headerFooter>'
)
_STRINGS = (
    "<si><t>aspen</t><rPh sb='0' eb='1'><t>NOTSEEN</t></rPh></si>"
    "<si><r><rPr><b/></rPr><t>bir</t></r><r><t>ch_x000A_tree</t></r></si>"
)
_DRAWING = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>4</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>"
    "<a:t>maple</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
)
_TEXT = (
    "First aspen birch tree cedar damson TRUE #N/A elder fir gorse hazel ivy 12 =SUM(A1) juniper kiri larch maple"
    " nutmeg Second oak"
)
WORDS = _TEXT.split()


def whole_workbook() -> bytes:
    """The file."""
    attached = {
        "comments": '<commentList><comment ref="C1"><text><r><t>nutmeg</t></r></text></comment></commentList>',
        "drawing": _DRAWING,
    }
    second = data(row(1, c("A1", "oak")))
    names, states = ("First", "Second"), ("visible", "veryHidden")
    return excel_file(_SHEET, second, names=names, states=states, strings=_STRINGS, attached=attached)
