"""Rows at the end of a page: one that goes on there is put together, one that is whole is not joined with the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from system_review.documents.readers.pdf import read
from tests.documents.readers.pdf_makers import by_browser, cells, html_table, rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "@page { size: 160mm 60mm; margin: 5mm } td { width: 25%; line-height: 13pt } p { margin: 0 0 3pt }"
LONG = "A text that fills several lines of its narrow column and so makes its row as high as the page allows here."


@pytest.mark.parametrize("fill", [3, 4])
def test_a_whole_row_is_not_joined_with_one_whose_text_begins_small(browser: Browser, fill: int) -> None:
    said = [[f"Place {number}", "Level 1", LONG, "within two weeks"] for number in range(fill)]
    said.append(["Place 9", "Level 1", LONG, "by the end of term"])

    found = read(by_browser(browser, html_table(said), PAGE, prefer_css_page_size=True))

    assert [[" ".join(cell.split()) for cell in row] for row in rows(found)] == said


def test_a_row_that_goes_on_is_one(browser: Browser) -> None:
    text = " ".join(f"Sentence number {number} tells of one thing only." for number in range(6))

    said = [["Place", text, "Short", "today"], ["Other", "Text", "More", "today"]]

    found = read(by_browser(browser, html_table(said), PAGE, prefer_css_page_size=True))

    assert {row for row, _ in cells(found)} == {1, 2}
    assert " ".join(cells(found)[1, 2].split()) == text


def test_a_little_more_room_than_between_lines_parts_paragraphs(browser: Browser) -> None:
    lines = [f"Each text {number} here is just so long that it fills its line and goes on" for number in range(6)]
    body = html_table([[f"<td><p>{line}</p><p>Another thing {at}</p></td>"] for at, line in enumerate(lines)])

    found = read(by_browser(browser, body, "table { width: 60mm } td { line-height: 13pt } p { margin: 0 0 3pt }"))

    assert [passage.text for passage in found.passages] == [
        text for at, line in enumerate(lines) for text in (line, f"Another thing {at}")
    ]


def test_a_surname_that_begins_with_a_letter_and_a_mark_is_no_broken_word(browser: Browser) -> None:
    found = read(by_browser(browser, html_table([["<td>Grace<br>O'Hanlon</td>", "One"], ["Two", "Three"]])))

    assert cells(found)[1, 1].split() == ["Grace", "O'Hanlon"]
