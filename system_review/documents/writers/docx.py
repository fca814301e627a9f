"""Word: the six-column sheet as on paper, that a board's secretary can go on editing. Pure.

Findings and actions stand inside bookmarks named for them, so that they can be known again in a document that comes
back.
"""

from __future__ import annotations

from system_review.documents.writers import docx_styles as look
from system_review.documents.writers.docx_package import REFERENCES, package
from system_review.documents.writers.docx_sheet import Sheet, rating
from system_review.documents.writers.docx_xml import Bookmarks, Border, cell, paragraph, row, run, table, words
from system_review.documents.writers.entries import brief
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.lengths import row_is_short
from system_review.documents.writers.pages import ListPart, Paper, SheetPart
from system_review.documents.writers.palette import DEEP, HAIR, INK
from system_review.documents.writers.places import Only
from system_review.documents.writers.wording import Wording
from system_review.reviews.snapshots import ReviewSnapshot

_UNDER, _HEAD_UNDER = Border("bottom", HAIR), Border("bottom", INK, 8)


def write_docx(snapshot: ReviewSnapshot, wording: Wording, only: Only | None = None) -> bytes:
    """The review (or one sheet of it) as .docx. Equal reviews give equal bytes. Raises `Refused` as `lay_out` does."""
    paper = lay_out(snapshot, wording, only)
    return package(
        paper,
        body=body(paper),
        head=look.running_head(paper.marking, paper.state, brief(paper.title, 12)),
        foot=look.running_foot(paper.as_at, brief(paper.partnership, 12), paper.page),
    )


def bookmark_names(paper: Paper) -> list[str]:
    """The bookmarks of the document: `_sr_f_f1` round a finding, `_sr_a_a1` round an action."""
    return [f"_sr_{kind[0]}_{ref}" for kind, ref in paper.in_full()]


def body(paper: Paper) -> str:
    """The markup of everything between the first heading and the last list."""
    bookmarks = Bookmarks(bookmark_names(paper))
    sheets = Sheet(paper, bookmarks)
    return (
        _first_page(paper)
        + "".join(_sheet(part, sheets) for part in paper.sheets)
        + "".join(_list(part) for part in paper.lists)
        + words("Gap", "")  # Word wants a paragraph after the last table
        + look.section("nextPage")
    )


def _first_page(paper: Paper) -> str:
    title_ends = paragraph("Gap", section=look.section("nextPage", references=REFERENCES))
    columns_end = paragraph("Gap", section=look.section("continuous", columns=2))
    facts = "".join(words("FactName", fact.name, keep=True) + words("Fact", fact.text) for fact in paper.about)
    return (
        words("Heading1", paper.title)
        + words("ReviewSubtitle", paper.subtitle)
        + title_ends
        + words("Gap", "")
        + words("Heading2", paper.ratings_heading)
        + _ratings(paper)
        + words("Gap", "")
        + words("Heading2", paper.colours_heading)
        + _colours(paper)
        + paragraph("Gap", '<w:r><w:br w:type="column"/></w:r>')
        + words("Heading2", paper.about_heading)
        + facts
        + columns_end
    )


def _ratings(paper: Paper) -> str:
    heads = paper.ratings.heads
    first = look.RATINGS_ACROSS * 2 // (len(heads) + 1)
    widths = [first, *[(look.RATINGS_ACROSS - first) // (len(heads) - 1)] * (len(heads) - 1)]
    rows = [row((_head_cell(head, width) for head, width in zip(heads, widths, strict=True)), whole=True, header=True)]
    for line in paper.ratings.rows:
        cells = [cell([words("RatedSheet", line.name)], widths[0], borders=[_UNDER])]
        cells += [cell([paragraph("Rating", rating(given))], widths[1], borders=[_UNDER]) for given in line.ratings]
        rows.append(row(cells, whole=True))
    return table(rows, widths, title=paper.ratings_heading, description=paper.ratings_described)


def _colours(paper: Paper) -> str:
    heads = (*paper.heads, paper.unknown_head)
    parts = ((run(head.word, bold=True, colour=DEEP[head.colour]), run(f"   {head.meaning}")) for head in heads)
    return "".join(paragraph("ColourMeaning", *runs) for runs in parts)


def _sheet(sheet: SheetPart, sheets: Sheet) -> str:
    straplines = "".join(words("Strapline", line, keep=True) for line in sheet.straplines)
    return (
        words("Heading2", sheet.title, new_page=True) + straplines + words("Gap", "", keep=True) + sheets.markup(sheet)
    )


def _list(part: ListPart) -> str:
    heading = words("Heading2", part.heading, new_page=True)
    if not part.rows:
        return heading + words("Fact", part.empty)
    share = look.ACROSS / sum(part.shares)
    widths = [int(share * each) for each in part.shares]
    rows = [
        row((_head_cell(head, width) for head, width in zip(part.heads, widths, strict=True)), whole=True, header=True)
    ]
    for texts in part.rows:
        cells = [
            cell([words("ListText", text)], width, borders=[_UNDER]) for text, width in zip(texts, widths, strict=True)
        ]
        rows.append(row(cells, whole=row_is_short(texts, part.shares)))
    return heading + table(rows, widths, title=part.heading, description=", ".join(part.heads))


def _head_cell(text: str, width: int) -> str:
    return cell([words("ColumnHead", text)], width, borders=[_HEAD_UNDER])
