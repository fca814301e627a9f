"""Word: the six-column sheet as on paper, that a board's secretary can go on editing. Pure.

Findings and actions stand inside bookmarks named for them, so that they can be known again in a document that comes
back.
"""

from __future__ import annotations

from system_review.documents.rules.papers import BoardAsked
from system_review.documents.writers import docx_styles as look
from system_review.documents.writers.docx_front import front
from system_review.documents.writers.docx_package import REFERENCES, package
from system_review.documents.writers.docx_sheet import Sheet
from system_review.documents.writers.docx_tables import Marks, colours, heading, list_table, ratings_table
from system_review.documents.writers.docx_xml import Bookmarks, paragraph, words
from system_review.documents.writers.entries import brief
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.pages import ListPart, Paper, SheetPart
from system_review.documents.writers.places import Only
from system_review.documents.writers.wording import Wording
from system_review.reviews.snapshots import ReviewSnapshot


def write_docx(
    snapshot: ReviewSnapshot, wording: Wording, only: Only | None = None, *, board: BoardAsked | None = None
) -> bytes:
    """The review, one sheet of it, or its board paper as .docx. Equal reviews give equal bytes.

    Raises `Refused` as `lay_out` does.
    """
    paper = lay_out(snapshot, wording, only, board=board)
    head, foot = _running_lines(paper, look.ACROSS)
    narrow = _running_lines(paper, look.NARROW_ACROSS) if paper.board else None
    return package(paper, body=body(paper), head=head, foot=foot, narrow=narrow)


def _running_lines(paper: Paper, across: int) -> tuple[str, str]:
    """Head and foot of the pages that are so wide between their margins."""
    return (
        look.running_head(paper.marking, paper.state, brief(paper.title, 12), across),
        look.running_foot(paper.as_at, brief(paper.partnership, 12), paper.page, across),
    )


def bookmark_names(paper: Paper) -> list[str]:
    """The bookmarks of the document: `_sr_f_f1` round a finding, `_sr_a_a1` round an action."""
    return [f"_sr_{kind[0]}_{ref}" for kind, ref in paper.in_full()]


def body(paper: Paper) -> str:
    """The markup of everything between the first heading and the last list."""
    bookmarks = Bookmarks(bookmark_names(paper))
    sheets = Sheet(paper, bookmarks)
    marks = Marks(bookmarks) if paper.board and not paper.board.is_short else None
    parts = [_sheet(part, sheets, marks) for part in paper.sheets] + [_list(part, marks) for part in paper.lists]
    if paper.board is None:
        first, end = _first_page(paper), look.section("nextPage")
    else:
        after = [*(part.title for part in paper.sheets), *(part.heading for part in paper.lists)]
        first, end = front(paper, paper.board, bookmarks, marks, after=after)
    return first + "".join(parts) + words("Gap", "") + end  # Word wants a paragraph after the last table


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
        + ratings_table(paper, look.RATINGS_ACROSS)
        + words("Gap", "")
        + words("Heading2", paper.colours_heading)
        + colours(paper)
        + paragraph("Gap", '<w:r><w:br w:type="column"/></w:r>')
        + words("Heading2", paper.about_heading)
        + facts
        + columns_end
    )


def _sheet(sheet: SheetPart, sheets: Sheet, marks: Marks | None) -> str:
    straplines = "".join(words("Strapline", line, keep=True) for line in sheet.straplines)
    return heading(sheet.title, marks) + straplines + words("Gap", "", keep=True) + sheets.markup(sheet)


def _list(part: ListPart, marks: Marks | None) -> str:
    return heading(part.heading, marks) + list_table(part, look.ACROSS)
