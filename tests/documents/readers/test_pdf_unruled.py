"""Tables of PDFs that nothing or little is drawn around, and what must not be taken for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from system_review.documents.readers.pdf import read
from tests.documents.readers.pdf_makers import by_browser, by_typst, html_table, passage, rows, texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAID = [
    ["Stage", "Red", "Action plan to get to amber", "Lead"],
    [
        "Referral",
        "Shops do not know whom to tell, and nobody has asked them since the spring of last year.",
        "Visit every shop in the precinct with the new card and write down who was there",
        "Ola",
    ],
    [
        "Assessment",
        "Parents are asked about home and never about the park, the bus or the shops.",
        "Agree one prompt with both sets of chairs and try it for a term",
        "Meera",
    ],
    ["Response", "", "Ask again in June.", ""],
]
BARE = "td { border: none; padding: 4px 8px }"
PROSE = (
    "The panel met twice and read forty referrals. It is a first picture, drawn together by those who were there, and "
    "it will be looked at again in the spring of next year by the same people who drew it. "
)


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(BARE, id="nothing drawn"),
        pytest.param(BARE + "td { border-bottom: 1px solid #999 }", id="rules below rows"),
        pytest.param(BARE + "tr:first-child td { background: #c00; color: #fff }", id="only the head filled"),
        pytest.param(BARE + "tr:nth-child(odd) td { background: #eee }", id="every other row filled"),
        pytest.param(BARE + "tr:nth-child(odd) { background: #eee }", id="every other row filled as a whole"),
        pytest.param(BARE + "tr:first-child td { border-bottom: 2px solid #000; font-weight: bold }", id="head ruled"),
    ],
)
def test_a_table_without_lines_printed_by_a_browser_has_its_cells(browser: Browser, style: str) -> None:
    reading = read(by_browser(browser, html_table(SAID), style))

    assert rows(reading) == SAID
    assert reading.counted() == reading.swept


def test_a_table_without_lines_set_by_typst_has_its_cells() -> None:
    cells = ", ".join(f"[{cell}]" for row in SAID for cell in row)

    reading = read(by_typst(f"#table(columns: (auto, 1fr, 1fr, auto), stroke: none, {cells})"))

    assert rows(reading) == SAID


def test_a_row_across_all_columns_is_one_cell(browser: Browser) -> None:
    band = ["<td colspan=4><b>Level 1: children and families, as they are seen</b></td>"]

    reading = read(by_browser(browser, html_table([SAID[0], band, *SAID[1:]]), BARE))

    place = passage(reading, "Level 1: children and families, as they are seen").place
    assert (place.row, place.column, place.columns) == (2, 1, 4)
    assert rows(reading)[2] == SAID[1]


def test_running_text_in_two_columns_is_no_table_and_is_read_column_by_column(browser: Browser) -> None:
    paragraphs = [f"{number} stands first. {PROSE}" for number in ("One", "Two", "Three", "Four")]
    style = "div { column-count: 2; column-gap: 24px; text-align: justify }"

    reading = read(by_browser(browser, "<div>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</div>", style))

    assert not any(passage.place.table for passage in reading.passages)
    assert " ".join(texts(reading)).split() == " ".join(paragraphs).split()


def test_the_head_of_a_letter_is_no_table(browser: Browser) -> None:
    body = f"""<div style="float:right;width:200px">Eastmere Council<br>1 High Street<br>Eastmere</div>
        <p>Anwen Parry<br>12 Side Road<br>Eastmere</p><p>14 April 2027</p><p>Dear colleague,</p><p>{PROSE}</p>"""

    reading = read(by_browser(browser, body))

    assert not any(passage.place.table for passage in reading.passages)
    assert PROSE.strip() in texts(reading)


def test_a_list_is_no_table(browser: Browser) -> None:
    body = f"<ul><li>Shops</li><li>{PROSE}</li></ul><ol><li>Parks</li><li>Buses</li><li>Schools</li></ol>"

    reading = read(by_browser(browser, body))

    assert not any(passage.place.table for passage in reading.passages)
    assert [passage.look.listed for passage in reading.passages] == ["bullet"] * 2 + ["number"] * 3
    assert texts(reading)[1] == PROSE.strip()
