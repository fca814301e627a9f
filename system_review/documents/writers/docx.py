"""Word: the six-column sheet as on paper, that a board's secretary can go on editing. Pure.

Findings, actions and ratings stand inside hidden bookmarks (`marks.py`), by which a document that comes back is known.
"""

from __future__ import annotations

from system_review.documents.rules.papers import BoardAsked
from system_review.documents.writers import docx_styles as look
from system_review.documents.writers.docx_front import front, title
from system_review.documents.writers.docx_package import REFERENCES, package
from system_review.documents.writers.docx_sheet import Sheet, bookmark_names
from system_review.documents.writers.docx_tables import Contents, colours, heading, list_table, ratings_table
from system_review.documents.writers.docx_xml import Bookmarks, paragraph, words
from system_review.documents.writers.entries import brief
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.marks import Marks
from system_review.documents.writers.pages import ListPart, Paper, SheetPart
from system_review.documents.writers.places import Only
from system_review.documents.writers.wording import Wording
from system_review.reviews.snapshots import ReviewSnapshot


def write_docx(
    snapshot: ReviewSnapshot,
    wording: Wording,
    only: Only | None = None,
    *,
    board: BoardAsked | None = None,
    marks: Marks | None = None,
) -> bytes:
    """The review, one sheet of it, or its board paper as .docx. Equal reviews give equal bytes.

    Raises `Refused` as `lay_out` does.
    """
    paper = lay_out(snapshot, wording, only, board=board, marks=marks)
    head, foot = _running_lines(paper, look.ACROSS)
    narrow = _running_lines(paper, look.NARROW_ACROSS) if paper.board else None
    return package(paper, body=body(paper), head=head, foot=foot, narrow=narrow)


def _running_lines(paper: Paper, across: int) -> tuple[str, str]:
    """Head and foot of the pages that are so wide between their margins."""
    return (
        look.running_head(paper.marking, paper.state, brief(paper.title, 12), across),
        look.running_foot(paper.as_at, brief(paper.partnership, 12), paper.page, across),
    )


def body(paper: Paper) -> str:
    """The markup of everything between the first heading and the last list."""
    bookmarks = Bookmarks(bookmark_names(paper).values())
    sheets = Sheet(paper, bookmarks)
    contents = Contents(bookmarks) if paper.board and not paper.board.is_short else None
    parts = [_sheet(part, sheets, contents) for part in paper.sheets]
    parts += [_list(part, contents, paper.marks, bookmarks) for part in paper.lists]
    if paper.board is None:
        first, end = _first_page(paper, bookmarks), look.section("nextPage")
    else:
        after = [*(part.title for part in paper.sheets), *(part.heading for part in paper.lists)]
        first, end = front(paper, paper.board, bookmarks, contents, after=after)
    return first + "".join(parts) + words("Gap", "") + end  # Word wants a paragraph after the last table


def _first_page(paper: Paper, bookmarks: Bookmarks) -> str:
    title_ends = paragraph("Gap", section=look.section("nextPage", references=REFERENCES))
    columns_end = paragraph("Gap", section=look.section("continuous", columns=2))
    facts = "".join(words("FactName", fact.name, keep=True) + words("Fact", fact.text) for fact in paper.about)
    return (
        title(paper, bookmarks)
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


def _sheet(sheet: SheetPart, sheets: Sheet, contents: Contents | None) -> str:
    straplines = "".join(words("Strapline", line, keep=True) for line in sheet.straplines)
    return heading(sheet.title, contents) + straplines + words("Gap", "", keep=True) + sheets.markup(sheet)


def _list(part: ListPart, contents: Contents | None, marks: Marks | None, bookmarks: Bookmarks) -> str:
    return heading(part.heading, contents) + list_table(part, look.ACROSS, marks, bookmarks)
