"""What a person should know of a PDF: pages that are pictures, damaged or undecodable ones, hyphens taken out."""

from __future__ import annotations

from collections.abc import Iterator

from system_review.documents.readers.pdf.page import Page
from system_review.errors import Refused, Why


def refuse_without_text(pages: list[Page]) -> None:
    """Raises `Refused` if there is nothing to read on any page."""
    if any(page.items for page in pages):
        return
    if any(page.pictures for page in pages):
        raise Refused(
            Why(
                "This is a scan: its pages are pictures without text. Have its text recognised (OCR) by the program"
                " that scanned it, or bring in the document that was printed."
            )
        )
    raise Refused(Why("There are no words in this PDF"))


def told_of(pages: list[Page], damaged: list[int], breaks: int) -> Iterator[Why]:
    """What does not show in the passages, in sentences."""
    if scanned := [page.number for page in pages if not page.items and page.pictures]:
        yield Why(
            "These pages are pictures without text, and nothing was read of them: {pages}", pages=listing(scanned)
        )
    if damaged:
        yield Why("These pages are damaged, and nothing was read of them: {pages}", pages=listing(damaged))
    if undecoded := [page.number for page in pages if page.undecoded]:
        yield Why(
            "On these pages the file does not say which letters some of its signs are. Look at their texts: {pages}",
            pages=listing(undecoded),
        )
    if crowded := [page.number for page in pages if page.too_much_drawn]:
        yield Why("So much is drawn on these pages that not all lines were followed: {pages}", pages=listing(crowded))
    if breaks:
        yield Why("Hyphens that only broke a word at the end of a line were taken out: {count}", count=breaks)


def listing(numbers: list[int]) -> str:
    """Numbers as people write them: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
