"""What the parts of the Word document share: headings that contents lead to, ratings, colours, lists. Pure."""

from __future__ import annotations

from itertools import zip_longest

from system_review.documents.writers.docx_sheet import rating
from system_review.documents.writers.docx_xml import Bookmarks, Border, cell, paragraph, row, run, table, words
from system_review.documents.writers.lengths import row_is_short
from system_review.documents.writers.marks import Marks, plan_mark
from system_review.documents.writers.pages import ListPart, Paper
from system_review.documents.writers.palette import DEEP, HAIR, INK

_UNDER, _HEAD_UNDER = Border("bottom", HAIR), Border("bottom", INK, 8)


class Contents:
    """The bookmarks round headings that the contents lead to, in the order of the document."""

    def __init__(self, bookmarks: Bookmarks) -> None:
        self._bookmarks = bookmarks
        self.headings: list[tuple[str, str]] = []  # the name of the bookmark, the heading

    def round(self, text: str) -> str:
        """The heading's text inside a bookmark."""
        name = f"_Toc{len(self.headings) + 1:06}"
        self.headings.append((name, text))
        return self._bookmarks.round(name, run(text))


def heading(text: str, contents: Contents | None = None, *, new_page: bool = True) -> str:
    """The heading of a part; with `contents` these lead to it."""
    inner = contents.round(text) if contents else run(text)
    return paragraph("Heading2", inner, text=text, new_page=new_page)


def ratings_table(paper: Paper, across: int) -> str:
    """All overall ratings, in so much of the page."""
    heads = paper.ratings.heads
    first = across * 2 // (len(heads) + 1)
    widths = [first, *[(across - first) // (len(heads) - 1)] * (len(heads) - 1)]
    rows = [row((_head_cell(head, width) for head, width in zip(heads, widths, strict=True)), whole=True, header=True)]
    for line in paper.ratings.rows:
        cells = [cell([words("RatedSheet", line.name)], widths[0], borders=[_UNDER])]
        cells += [cell([paragraph("Rating", rating(given))], widths[1], borders=[_UNDER]) for given in line.ratings]
        rows.append(row(cells, whole=True))
    return table(rows, widths, title=paper.ratings_heading, description=paper.ratings_described)


def colours(paper: Paper) -> str:
    """What each colour means, a line each."""
    heads = (*paper.heads, paper.unknown_head)
    parts = ((run(head.word, bold=True, colour=DEEP[head.colour]), run(f"   {head.meaning}")) for head in heads)
    return "".join(paragraph("ColourMeaning", *runs) for runs in parts)


def list_table(part: ListPart, across: int, marks: Marks | None = None, bookmarks: Bookmarks | None = None) -> str:
    """The rows of a list, in so much of the page; what is said for want of any. `marks` let rows be known again."""
    said = words("Told", part.text) if part.text else ""
    if not part.rows:
        return said or words("Fact", part.empty)
    share = across / sum(part.shares)
    widths = [int(share * each) for each in part.shares]
    rows = [
        row((_head_cell(head, width) for head, width in zip(part.heads, widths, strict=True)), whole=True, header=True)
    ]
    for texts, ref in zip_longest(part.rows, part.refs, fillvalue=""):
        paragraphs = [words("ListText", text) for text in texts]
        if marks and bookmarks and ref:
            number = bookmarks.round("_" + plan_mark(marks, ref), run(texts[0]))
            paragraphs[0] = paragraph("ListText", number, text=texts[0])
        cells = [cell([each], width, borders=[_UNDER]) for each, width in zip(paragraphs, widths, strict=True)]
        rows.append(row(cells, whole=row_is_short(texts, part.shares)))
    return said + table(rows, widths, title=part.heading, description=", ".join(part.heads))


def _head_cell(text: str, width: int) -> str:
    return cell([words("ColumnHead", text)], width, borders=[_HEAD_UNDER])
