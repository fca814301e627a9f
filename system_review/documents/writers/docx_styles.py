"""The look of the Word document: paragraph styles, language, page, header and footer. Pure.

Calibri, since it is on the computers of those who will edit the file; the house typeface is not.
"""

from __future__ import annotations

from system_review.documents.writers.docx_xml import run
from system_review.documents.writers.palette import BAR, INK, SOFT

PAGE_WIDTH, PAGE_HEIGHT, SIDE = 23811, 16838, 794  # twentieths of a point: A3 landscape
ACROSS = PAGE_WIDTH - 2 * SIDE
NARROW_WIDTH, NARROW_HEIGHT, NARROW_SIDE = 11906, 16838, 1021  # A4 portrait: the front of a paper for a board
NARROW_ACROSS = NARROW_WIDTH - 2 * NARROW_SIDE
RATINGS_ACROSS, _GAP = 12700, 900  # the first page's two columns: ratings, and about the review

FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'


def style(name: str, title: str, *, size: float, above: int = 0, below: int = 0, colour: str = INK, bold: bool = False,
          keep: bool = False, level: int | None = None) -> str:  # fmt: skip
    """A paragraph style; `size` in points, `above` and `below` in twentieths of one, `level` of a heading from 0."""
    is_normal = name == "Normal"
    origin = ' w:default="1"' if is_normal else "" if level is not None else ' w:customStyle="1"'
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    together = "<w:keepNext/><w:keepLines/>" if keep else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    weight = "<w:b/><w:bCs/>" if bold else ""
    points = round(size * 2)
    return (
        f'<w:style w:type="paragraph"{origin} w:styleId="{name}"><w:name w:val="{title}"/>{based}<w:qFormat/>'
        f'<w:pPr>{together}<w:spacing w:before="{above}" w:after="{below}" w:line="240" w:lineRule="auto"/>{outline}'
        f'</w:pPr><w:rPr>{FONTS}{weight}<w:color w:val="{colour}"/><w:sz w:val="{points}"/><w:szCs w:val="{points}"/>'
        "</w:rPr></w:style>"
    )


STYLES = (
    style("Heading1", "heading 1", size=30, above=120, below=60, colour=BAR, bold=True, keep=True, level=0),
    style("Heading2", "heading 2", size=18, above=160, below=100, colour=BAR, bold=True, keep=True, level=1),
    style("Heading3", "heading 3", size=13, bold=True, keep=True, level=2),
    style("CoverMarking", "Cover marking", size=13, above=3000, below=120, bold=True),
    style("ContentsTitle", "Contents title", size=18, above=160, below=100, colour=BAR, bold=True, keep=True),
    style("TOC2", "toc 2", size=11.5, above=60, below=60),
    style("Told", "Told", size=11, below=80),
    style("Spoken", "Spoken", size=10, above=40, below=40),
    style("ReviewSubtitle", "Review subtitle", size=14, below=360, colour=SOFT),
    style("FactName", "Fact name", size=11, above=120, below=20, colour=SOFT, bold=True, keep=True),
    style("Fact", "Fact", size=11),
    style("RatedSheet", "Rated sheet", size=11, above=30, below=30, bold=True),
    style("ColourMeaning", "Colour meaning", size=11, above=60, below=60),
    style("Strapline", "Strapline", size=11, below=20, colour=SOFT),
    style("Gap", "Gap", size=4),
    style("ColourHead", "Colour head", size=13, bold=True),
    style("ColumnHead", "Column head", size=10, bold=True),
    style("StripHead", "Strip head", size=9.5, below=20, colour=SOFT, bold=True),
    style("Question", "Question", size=10.5, above=20, colour=SOFT),
    style("Rating", "Rating", size=11, above=30, below=30),
    style("Finding", "Finding", size=10.5, below=40),
    style("Action", "Action", size=10, below=10),
    style("NextAction", "Next action", size=10, above=140, below=10),
    style("ActionDetail", "Action detail", size=9.5, below=10),
    style("Quiet", "Quiet", size=9, below=20, colour=SOFT),
    style("ListText", "List text", size=9.5),
    style("RunningLine", "Running line", size=9, colour=SOFT),
)


def section(kind: str, *, columns: int = 1, references: str = "") -> str:
    """The properties of a section: how it begins (`continuous`, `nextPage`), one column or the first page's two."""
    two = f'<w:col w:w="{RATINGS_ACROSS}" w:space="{_GAP}"/><w:col w:w="{ACROSS - RATINGS_ACROSS - _GAP}"/>'
    text = f'<w:cols w:num="2" w:equalWidth="0">{two}</w:cols>' if columns == 2 else '<w:cols w:space="720"/>'
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}" w:orient="landscape" w:code="8"/>'
        f'<w:pgMar w:top="1190" w:right="{SIDE}" w:bottom="960" w:left="{SIDE}" w:header="540" w:footer="480"'
        f' w:gutter="0"/>{text}</w:sectPr>'
    )


def narrow_section(kind: str, *, references: str = "") -> str:
    """The properties of a section on A4 portrait."""
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/>'
        f'<w:pgSz w:w="{NARROW_WIDTH}" w:h="{NARROW_HEIGHT}" w:code="9"/>'
        f'<w:pgMar w:top="1300" w:right="{NARROW_SIDE}" w:bottom="1020" w:left="{NARROW_SIDE}" w:header="540"'
        ' w:footer="480" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )


def running_head(marking: str, state: str, title: str, across: int = ACROSS) -> str:
    """The line at the head of every page: marking and state at the left, the review at the right."""
    left = run("    ".join(part for part in (marking, state) if part), bold=True, colour=INK)
    return _running(left, "<w:r><w:tab/></w:r><w:r><w:tab/></w:r>", run(title), edge="bottom", across=across)


def running_foot(as_at: str, partnership: str, page: str, across: int = ACROSS) -> str:
    """The line at the foot of every page: as at, the partnership, and the page's number of all (fields of Word)."""
    tab = "<w:r><w:tab/></w:r>"
    return _running(run(as_at), tab, run(partnership), tab, page_fields(page), edge="", across=across)


def page_fields(template: str) -> str:
    """Page {page} of {pages}, with Word's fields in the two places."""
    first, _, rest = template.partition("{page}")
    middle, _, last = rest.partition("{pages}")
    return run(first) + _field("PAGE") + run(middle) + _field("NUMPAGES") + run(last)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _running(*runs: str, edge: str, across: int) -> str:
    line = f'<w:pBdr><w:{edge} w:val="single" w:sz="4" w:space="4" w:color="D5DBE1"/></w:pBdr>' if edge else ""
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{across // 2}"/><w:tab w:val="right" w:pos="{across}"/></w:tabs>'
    return f'<w:p><w:pPr><w:pStyle w:val="RunningLine"/>{line}{tabs}</w:pPr>{"".join(runs)}</w:p>'
