"""The front of a paper for a board in Word, on A4: cover, contents, about, summary, ratings, priorities. Pure.

The contents are a field of Word: they lead to each part as they are, and "Update field" adds the numbers of the pages,
which nobody knows who has not set the pages.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from system_review.documents.writers import docx_styles as look
from system_review.documents.writers.docx_package import NARROW_REFERENCES, REFERENCES
from system_review.documents.writers.docx_sheet import bookmark_names
from system_review.documents.writers.docx_tables import Contents, colours, heading, list_table, ratings_table
from system_review.documents.writers.docx_xml import Bookmarks, paragraph, run, words
from system_review.documents.writers.marks import file_marks
from system_review.documents.writers.pages import BoardFront, Fact, Paper, SummaryEntry
from system_review.documents.writers.palette import SOFT

_BEGIN, _SEPARATE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
_FIELD = f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> TOC \\o "2-2" \\h \\z \\u </w:instrText></w:r>{_SEPARATE}'


def front(
    paper: Paper, board: BoardFront, bookmarks: Bookmarks, contents: Contents | None, *, after: list[str]
) -> tuple[str, str]:
    """What stands before the sheets and lists, and what ends the last section of the document.

    `after` are the headings of those sheets and lists, which have their marks already.
    """
    if contents is None:
        return _short(paper, board, bookmarks), look.narrow_section("nextPage", references=NARROW_REFERENCES)
    parts = _parts(paper, board, bookmarks, contents)
    first = _cover(paper, board, bookmarks) + _contents(board, contents, after) + "".join(parts)
    last = look.narrow_section("nextPage", references=NARROW_REFERENCES)
    if not after:
        return first, last
    return first + paragraph("Gap", section=last), look.section("nextPage", references=REFERENCES)


def title(paper: Paper, bookmarks: Bookmarks, size: float = 0) -> str:
    """The title of a document, inside the marks of the whole file."""
    inner = run(paper.title, size=size)
    for mark in file_marks(paper.marks) if paper.marks else ():
        inner = bookmarks.round(f"_{mark}", inner)
    return paragraph("Heading1", inner, text=paper.title)


def _cover(paper: Paper, board: BoardFront, bookmarks: Bookmarks) -> str:
    return (
        words("CoverMarking", paper.marking)
        + title(paper, bookmarks)
        + words("ReviewSubtitle", paper.subtitle)
        + _facts(board.stands)
    )


def _contents(board: BoardFront, contents: Contents, after: list[str]) -> str:
    """In the order of the document: the parts of the front were marked after the sheets and lists."""
    there, front_of = contents.headings[: len(after)], contents.headings[len(after) :]
    lines = [*front_of, *there]
    title = paragraph("ContentsTitle", run(board.contents_heading), text=board.contents_heading, new_page=True)
    entries = []
    for place, (name, text) in enumerate(lines):
        link = f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{run(text)}</w:hyperlink>'
        opened, closed = _FIELD if place == 0 else "", _END if place == len(lines) - 1 else ""
        entries.append(paragraph("TOC2", opened + link + closed, text=text))
    return title + "".join(entries) if lines else ""


def _parts(paper: Paper, board: BoardFront, bookmarks: Bookmarks, contents: Contents) -> list[str]:
    parts = []
    if board.about:
        parts.append(heading(paper.about_heading, contents) + _facts(board.about))
    if board.summary:
        entries = "".join(_entry(entry, paper, bookmarks) for entry in board.summary)
        parts.append(heading(board.summary_heading, contents) + entries)
    if board.shows_ratings:
        ratings = ratings_table(paper, look.NARROW_ACROSS) + words("Gap", "") + colours(paper)
        parts.append(heading(paper.ratings_heading, contents) + ratings)
    if board.priorities:
        parts.append(heading(board.priorities.heading, contents) + list_table(board.priorities, look.NARROW_ACROSS))
    return parts


def _short(paper: Paper, board: BoardFront, bookmarks: Bookmarks) -> str:
    """One part after the other, without a page of its own for any: with wider letters it still has two pages."""
    parts = [
        title(paper, bookmarks, size=22),
        words("ReviewSubtitle", paper.subtitle),
    ]
    if board.summary:
        entries = (_entry(entry, paper, bookmarks) for entry in board.summary)
        parts += [heading(board.summary_heading, new_page=False), *entries]
    if board.about:
        parts += [heading(paper.about_heading, new_page=False), _facts(board.about)]
    if board.shows_ratings:
        parts += [heading(paper.ratings_heading, new_page=False), ratings_table(paper, look.NARROW_ACROSS)]
    if board.priorities:
        parts += [heading(board.priorities.heading, new_page=False), list_table(board.priorities, look.NARROW_ACROSS)]
    return "".join(parts)


def _entry(entry: SummaryEntry, paper: Paper, bookmarks: Bookmarks) -> str:
    names = bookmark_names(paper)
    said = [words("Heading3", entry.name, keep=True)]
    if entry.text:
        said.append(words("Told", entry.text))
    for thing in entry.things:
        kind, _, ref = thing.name.partition("-")
        inner = run(f"{thing.place}  ", bold=True, colour=SOFT) + run(thing.text)
        said.append(paragraph("Spoken", bookmarks.link(names.get((kind, ref), ""), inner), text=thing.text))
    return "".join(said)


def _facts(facts: tuple[Fact, ...]) -> str:
    return "".join(words("FactName", fact.name, keep=True) + words("Fact", fact.text) for fact in facts)
