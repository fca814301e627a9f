"""What a person should know of a PDF: pages that are pictures, damaged or undecodable ones, hyphens taken out."""

from __future__ import annotations

from collections.abc import Iterator

from system_review.documents.readers.pdf.about import About
from system_review.documents.readers.pdf.page import Page
from system_review.errors import Refused, Why

MOST_PASSAGES = 5_000


def refuse_without_text(pages: list[Page]) -> None:
    """Raises `Refused` if there is nothing to read on any page."""
    if any(page.has_text for page in pages):
        return
    if any(page.pictures for page in pages):
        raise Refused(
            Why(
                "This is a scan: its pages are pictures without text. Have its text recognised (OCR) by the program"
                " that scanned it, or bring in the document that was printed."
            )
        )
    raise Refused(Why("There are no words in this PDF"))


def refuse_too_many(passages: int) -> None:
    """Raises `Refused` if there are more passages than can be brought in at once."""
    if passages > MOST_PASSAGES:
        raise Refused(
            Why(
                "This PDF has {count} paragraphs, and at most {most} can be brought in at once. Bring it in in parts.",
                count=passages,
                most=MOST_PASSAGES,
            )
        )


def told_of(pages: list[Page], damaged: list[int], breaks: int, about: About, programs: list[int]) -> Iterator[Why]:
    """What does not show in the passages, in sentences."""
    yield from _left_behind(about, programs)
    yield from _unread(pages, damaged)
    if breaks:
        yield Why("Hyphens that only broke a word at the end of a line were taken out: {count}", count=breaks)


def _left_behind(about: About, programs: list[int]) -> Iterator[Why]:
    if about.attachments:
        yield Why("Files attached to this PDF were left behind: {count}", count=about.attachments)
    if about.scripts:
        yield Why("Scripts in this PDF were left behind and did not run: {count}", count=about.scripts)
    if programs:
        yield Why("Links on these pages would start a program. They were left behind: {pages}", pages=listing(programs))
    if about.is_xfa:
        yield Why("This PDF is a form that only some programs show in full. Print it to a PDF if something is missing.")


def _unread(pages: list[Page], damaged: list[int]) -> Iterator[Why]:
    if scanned := [page.number for page in pages if not page.has_text and page.pictures]:
        yield Why(
            "These pages are pictures without text, and nothing was read of them: {pages}", pages=listing(scanned)
        )
    if damaged:
        yield Why("These pages are damaged, and nothing was read of them: {pages}", pages=listing(damaged))
    if recognised := [page.number for page in pages if page.recognised]:
        yield Why(
            "The text of these pages was recognised in pictures and may hold mistakes: {pages}",
            pages=listing(recognised),
        )
    if cut_off := [page.number for page in pages if page.cut_off]:
        yield Why(
            "On these pages some texts are longer than what can be seen of them. They were read whole: {pages}",
            pages=listing(cut_off),
        )
    if undecoded := [page.number for page in pages if page.undecoded]:
        yield Why(
            "On these pages the file does not say which letters some of its signs are. Look at their texts: {pages}",
            pages=listing(undecoded),
        )
    if crowded := [page.number for page in pages if page.too_much_drawn]:
        yield Why("So much is drawn on these pages that not all lines were followed: {pages}", pages=listing(crowded))


def listing(numbers: list[int]) -> str:
    """Numbers as people write them: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
