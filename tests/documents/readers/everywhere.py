"""A Word file with a word of its own in each of the places in which Word can keep text."""

from __future__ import annotations

from tests.documents.readers.word_files import p, r, tbl, tc, tr, word_file

BODY = "".join(
    (
        p("aspen"),
        f'<w:p><w:ins w:id="1" w:author="A">{r("birch")}</w:ins></w:p>',
        f'<w:p><w:moveTo w:id="2" w:author="A">{r("cedar")}</w:moveTo></w:p>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('damson')}</w:sdtContent></w:sdt>",
        f"<w:p><w:sdt><w:sdtContent>{r('elder')}</w:sdtContent></w:sdt></w:p>",
        f'<w:p><w:smartTag w:element="x">{r("fir")}</w:smartTag></w:p>',
        f'<w:p><w:hyperlink w:anchor="x">{r("gorse")}</w:hyperlink></w:p>',
        f'<w:p><w:fldSimple w:instr="TITLE">{r("hazel")}</w:fldSimple></w:p>',
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>NOTSEEN</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("ivy")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        f'<w:customXml w:element="x">{p("juniper")}</w:customXml>',
        tbl(
            tr("kiri", tc("larch", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
            f"<w:sdt><w:sdtContent>{tr('maple')}</w:sdtContent></w:sdt>",
            tr(tc("nutmeg", '<w:vMerge w:val="restart"/>'), "oak"),
            tr(tc("pine", "<w:vMerge/>"), f"<w:sdt><w:sdtContent>{tc('quince')}</w:sdtContent></w:sdt>"),
            tr(tc(tbl(tr("rowan")) + p("sorb"))),
        ),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
            f"{p('teak')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>{p('teak')}"
            "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p('ulmus')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        p("vine", run="<w:vanish/>"),
        "<w:p><m:oMath><m:r><m:t>willow</m:t></m:r></m:oMath></w:p>",
        (
            "<w:p><w:r><w:t>yew</w:t><w:noBreakHyphen/><w:t>tree</w:t></w:r>"
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
        ),
        (
            '<w:p><w:r><w:t>note</w:t><w:footnoteReference w:id="7"/><w:endnoteReference w:id="8"/>'
            '<w:commentReference w:id="9"/></w:r></w:p>'
        ),
        (
            f'<w:p><w:del w:id="3"><w:r><w:delText>GONEAWAY</w:delText></w:r></w:del>'
            f'<w:moveFrom w:id="4">{r("MOVED")}</w:moveFrom></w:p>'
        ),
        (
            "<w:p><w:r><w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='NOTCHOSEN'/>"
            "<w:listEntry w:val='acacia'/></w:ddList></w:ffData></w:fldChar></w:r></w:p>"
        ),
    )
)
PARTS = {
    "footnotes": f'<w:footnote w:id="7">{p("bamboo")}</w:footnote>',
    "endnotes": f'<w:endnote w:id="8">{p("cherry")}</w:endnote>',
    "comments": f'<w:comment w:id="9">{p("dogwood")}</w:comment>',
    "header1": p("ebony") + "<w:p><w:r><w:pict><v:textpath string='fig'/></w:pict></w:r></w:p>",
    "footer1": tbl(tr("guava")),
    "chart1": "<c:title><c:tx><c:rich><a:p><a:r><a:t>holly</a:t></a:r></a:p></c:rich></c:tx></c:title><c:cat><c:strRef>"
    "<c:strCache><c:pt><c:v>ilex</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numCache><c:pt><c:v>77</c:v>"
    "</c:pt></c:numCache></c:val>",
    "data1": "<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>jasmine</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>",
    "core": "<dc:title>kapok</dc:title><dc:creator>NOBODY</dc:creator>",
}
WORDS = [
    "aspen",
    "birch",
    "cedar",
    "damson",
    "elder",
    "fir",
    "gorse",
    "hazel",
    "ivy",
    "juniper",
    "kiri",
    "larch",
    "maple",
    "nutmeg",
    "oak",
    "pine",
    "quince",
    "rowan",
    "sorb",
    "teak",
    "ulmus",
    "vine",
    "willow",
    "yew‑tree✓",
    "note",
    "acacia",
    "bamboo",
    "cherry",
    "dogwood",
    "ebony",
    "fig",
    "guava",
    "holly",
    "ilex",
    "jasmine",
    "kapok",
]
UNSEEN = ("NOTSEEN", "GONEAWAY", "MOVED", "NOTCHOSEN", "NOBODY", "77")


def everywhere(*, strict: bool = False) -> bytes:
    """The file."""
    return word_file(BODY, strict=strict, **PARTS)
