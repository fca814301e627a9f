"""Tables of PDFs without lines, told by the order in which the file writes their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from system_review.documents.readers.pdf import read
from tests.documents.readers.pdf_makers import by_browser, html_table, rows, texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BARE = "td, th { border: none; padding: 4px 20px 8px 0 } table { table-layout: fixed } td { font-weight: normal }"
FOUND = "Shops in the precinct do not know whom to tell, and nobody has asked them since the spring."
DONE = "Visit every shop with the new card"


def test_rows_are_told_though_they_stand_no_further_apart_than_lines(browser: Browser) -> None:
    said = [
        ["Stage", "Finding", "Action"],
        ["Referral", FOUND, DONE],
        ["Planning", DONE, FOUND],
        ["Response", "", FOUND],
    ]

    reading = read(by_browser(browser, html_table(said), BARE + "td { padding: 0 30px 0 0 }"))

    assert rows(reading) == said
    assert reading.counted() == reading.swept


def test_a_narrow_gap_parts_columns_where_others_begin_there(browser: Browser) -> None:
    said = [["Assessment", "A/R", FOUND], ["Planning", "Red", DONE], ["Response", "G/A", FOUND]]
    style = BARE + "td:first-child { width: 104px; padding-right: 0; font-weight: bold }"

    reading = read(by_browser(browser, html_table(said), style))

    assert rows(reading) == said


def test_a_cell_over_two_rows_is_one_and_a_long_word_stays_in_its_column(browser: Browser) -> None:
    first = [f"<td rowspan=2>{FOUND} {FOUND} {FOUND}</td>", "<td style='width: 60px'>Neighbourhoodwork</td>", "", DONE]
    page = html_table([["Finding", "Who", "", "Action"], first, ["Ola", "", DONE], [DONE, "Meera", "", FOUND]])

    reading = read(by_browser(browser, page, BARE))

    found = rows(reading)
    assert found[1][0] == f"{FOUND} {FOUND} {FOUND}"
    assert [row[1] for row in found[1:]] == ["Neighbourhoodwork", "Ola", "Meera"]
    assert [row[-1] for row in found[1:]] == [DONE, DONE, FOUND]


def test_a_heading_above_a_table_is_none_of_its_cells(browser: Browser) -> None:
    said = [["Stage", "Finding", "Action"], ["Referral", FOUND, DONE], ["Planning", DONE, FOUND]]

    reading = read(by_browser(browser, f"<p>Overall rating: Amber</p>{html_table(said)}", BARE))

    assert rows(reading) == said
    assert "Overall rating: Amber" in texts(reading)


def test_two_lines_of_a_turned_label_stand_in_one_cell_beside_its_rows(browser: Browser) -> None:
    label = "<td rowspan=2 style='width: 40px'><div style='writing-mode: vertical-rl; transform: rotate(180deg)'>"
    page = html_table(
        [
            ["Stage", "Finding", "Action"],
            [f"{label}<p>Referral</p><p>Overall: Amber</p></div></td>", FOUND, DONE],
            [DONE, FOUND],
        ]
    )

    reading = read(by_browser(browser, page, BARE))

    places = {passage.text: passage.place for passage in reading.passages}
    assert {places[text].row for text in ("Referral", "Overall: Amber")} == {2}
    assert places["Referral"].column == 1
    assert places["Referral"].rows == 2


def test_a_ligature_breaks_no_word(browser: Browser) -> None:
    said = [
        ["Find", "First"],
        ["Newly qualified staff find the fifth office difficult", "Confident"],
        ["Offer", "Final"],
    ]

    reading = read(by_browser(browser, html_table(said), BARE + "table { font-family: 'DejaVu Sans' }"))

    assert rows(reading) == said


def test_a_head_at_the_left_of_its_column_stands_over_values_in_the_middle(browser: Browser) -> None:
    style = "td { border: none; padding: 3pt 10pt 5pt 0 } td:first-child { text-align: center; width: 30% }"
    head = [f"<td style='text-align:left'><b>{words}</b></td>" for words in ("Rating", "Findings", "Lead")]
    said = [["Red", FOUND, "Ola Brennan"], ["Amber", DONE, "Meera Nair"], ["Red", DONE, "Jo Vale"]]

    reading = read(by_browser(browser, html_table([head, *said]), style))

    assert rows(reading) == [["Rating", "Findings", "Lead"], *said]


def test_a_column_without_a_head_stays_beside_one_in_which_nothing_stands(browser: Browser) -> None:
    style = "td { border: none; padding: 3pt 10pt 5pt 0 } td:first-child { text-align: center; width: 20% }"
    head = ["", "<b>Rated red</b>", "<b>Rated amber</b>"]
    said = [["Referral", "", FOUND], ["Response", "", DONE], ["Planning", "", DONE]]

    reading = read(by_browser(browser, html_table([head, *said]), style))

    assert rows(reading)[1:] == said
