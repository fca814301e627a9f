"""Makes PDFs for the tests of their reader: by typst, by a browser's print, and from pieces of PDF itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from system_review.documents.readers.passages import Reading, ReadPassage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = """
body { font: 10pt sans-serif } table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid #333; padding: 4px; vertical-align: top; text-align: left }
"""


def by_typst(source: str) -> bytes:
    """A PDF of that typst markup."""
    import typst

    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def by_browser(browser: Browser, body: str, style: str = "", **how: object) -> bytes:
    """A PDF that Chromium prints of that HTML, as "Save as PDF" does; `how` as for Playwright's `page.pdf`."""
    page = browser.new_page()
    try:
        page.set_content(f"<style>{STYLE}{style}</style>{body}")
        return page.pdf(format="A4", print_background=True, **how)  # type: ignore[arg-type]
    finally:
        page.close()


def html_table(rows: list[list[str]], attributes: str = "") -> str:
    """Rows of cells as an HTML table; a cell that begins with "<t" stands as it is."""
    cells = ["".join(cell if cell.startswith("<t") else f"<td>{cell}</td>" for cell in row) for row in rows]
    return f"<table {attributes}>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def cells(reading: Reading, table: int = 1) -> dict[tuple[int, int], str]:
    """The text of each filled cell of a table, its paragraphs on lines of their own, by row and column."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for passage in reading.passages:
        place = passage.place
        if place.table == table and place.row is not None and place.column is not None:
            found[place.row, place.column].append(passage.text)
    return {at: "\n".join(texts) for at, texts in found.items()}


def rows(reading: Reading, table: int = 1) -> list[list[str]]:
    """The table as rows of texts, "" where nothing stands."""
    filled = cells(reading, table)
    width, height = max(column for _, column in filled), max(row for row, _ in filled)
    return [[filled.get((row, column), "") for column in range(1, width + 1)] for row in range(1, height + 1)]


def texts(reading: Reading) -> list[str]:
    """The text of each passage."""
    return [passage.text for passage in reading.passages]


def passage(reading: Reading, text: str) -> ReadPassage:
    """The only passage with that text."""
    (found,) = [each for each in reading.passages if each.text == text]
    return found
