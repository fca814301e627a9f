"""The text of PDFs: lines joined to paragraphs, words spaced, scripts of both directions, what nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from system_review.documents.readers.pdf import read
from tests.documents.readers.pdf_makers import by_browser, by_typst, cells, html_table, passage, texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NARROW = '#set page(width: 160pt, height: auto, margin: 10pt)\n#set text(lang: "en", size: 10pt)\n'


def test_lines_of_a_paragraph_are_one_and_paragraphs_stay_apart(browser: Browser) -> None:
    one = "Shops in the precinct do not know whom to tell, although the card has been out since the spring."
    two = "Nobody has asked the bus company, which sees more than most of us do."

    reading = read(by_browser(browser, html_table([[f"<p>{one}</p><p>{two}</p>", "x"]], "style='width:240px'")))

    assert cells(reading)[1, 1] == f"{one}\n{two}"


def test_paragraphs_without_a_gap_are_told_by_lines_that_end_early(browser: Browser) -> None:
    body = html_table([["Shops were asked and said that they do not know.<br>Parks were seen.<br>Buses too.", "x"]])

    reading = read(by_browser(browser, body))

    assert [p.text for p in reading.passages if p.place.column == 1] == [
        "Shops were asked and said that they do not know.",
        "Parks were seen.",
        "Buses too.",
    ]


def test_items_of_a_list_in_a_cell_are_paragraphs_however_their_bullets_are_made(browser: Browser) -> None:
    drawn = "<ul><li>Shops in the precinct do not know whom to tell</li><li>Nobody asks</li></ul>"
    typed = "• Shops in the precinct do not know whom to tell<br>• Nobody asks"

    reading = read(by_browser(browser, html_table([[drawn, typed]], "style='width:300px'")))

    assert cells(reading)[1, 1].split("\n") == ["Shops in the precinct do not know whom to tell", "Nobody asks"]
    assert cells(reading)[1, 2].split("\n") == ["• Shops in the precinct do not know whom to tell", "• Nobody asks"]
    assert {passage.look.listed for passage in reading.passages} == {"bullet"}


def test_a_word_that_its_narrow_cell_breaks_without_a_hyphen_is_one_though_its_end_is_a_word_too(
    browser: Browser,
) -> None:
    other = "Information and notifications come with some consideration of relations between them."
    body = f"<div>{other}</div>" + _narrow(12, "pending implementation of the form", "an association of all")

    reading = read(by_browser(browser, body))

    assert texts(reading)[1::2] == ["pending implementation of the form", "an association of all"]


def test_a_whole_word_that_fills_its_cell_does_not_grow_together_with_the_next(browser: Browser) -> None:
    other = "The information, the implementation, the consideration and an association of some came on time."
    body = f"<div>{other}</div>" + _narrow(11, "some information on offer", "nobody Lindqvists in it")

    reading = read(by_browser(browser, body))

    assert texts(reading)[1::2] == ["some information on offer", "nobody Lindqvists in it"]


def _narrow(letters: int, *cells: str) -> str:
    style = f"table{{table-layout:fixed;font:9pt 'DejaVu Sans Mono';width:{2 * letters + 1}ch}}td{{padding:0}}"
    rows = html_table([[cell, "x"] for cell in cells], "style='overflow-wrap:anywhere'")
    return f"<style>{style}</style>{rows}"


@pytest.mark.parametrize("columns", [5, 7])
def test_letters_that_are_set_as_one_shape_do_not_part_a_word(browser: Browser, columns: int) -> None:
    words = "specific offices affirm the fifth"
    grid = f"div{{display:grid;grid-template-columns:repeat({columns},1fr);gap:12pt;font:9pt/1.3 'DejaVu Sans'}}"

    reading = read(by_browser(browser, f"<!doctype html><div>{f'<p>{words}</p>' * columns}</div>", grid))

    assert texts(reading) == [words] * columns


def test_a_hyphen_that_only_breaks_a_word_is_taken_out_and_told_and_others_stay() -> None:
    source = NARROW + (
        "#set par(justify: true)\n#set text(hyphenate: true)\nThe multi-agency partnership establishes extraordinarily "
        "accommodating neighbourhood arrangements internationally, well-known to multi-agency panels."
    )

    reading = read(by_typst(source))

    (text,) = texts(reading)
    assert text == (
        "The multi-agency partnership establishes extraordinarily accommodating neighbourhood arrangements "
        "internationally, well-known to multi-agency panels."
    )
    assert any("Hyphens" in str(told) for told in reading.told)
    assert reading.counted() == reading.swept


@pytest.mark.parametrize(
    "text",
    [
        "يعرف العاملون مع الشباب الأماكن جيدا، لكن الاستمارة لا تسأل عنها.",
        "لا يعرف (أحد) في عام 2027 من يسأل.",
        "שלום לכל העובדים בשכונה",
        "Level 1 العاملون here and Tŷ Gwyn too",
        "Workers walk: office, fluffy, affluent; naïve ŵŷ – “so” they say…",
    ],
)
def test_scripts_of_both_directions_and_signs_of_several_parts_are_in_order(browser: Browser, text: str) -> None:
    reading = read(by_browser(browser, html_table([[text, "x"]])))

    assert cells(reading)[1, 1] == text


def test_letters_set_apart_are_words() -> None:
    source = "#text(tracking: 5pt)[LEVEL 1 RESPONSE]\n\n#text(tracking: 2pt)[Overall rating]"

    assert texts(read(by_typst(source))) == ["LEVEL 1 RESPONSE", "Overall rating"]


def test_text_turned_any_way_in_a_cell_is_words(browser: Browser) -> None:
    up = "<div style='writing-mode:vertical-rl;transform:rotate(180deg)'>REFERRAL AND SCREENING STAGE</div>"
    down = "<div style='writing-mode:vertical-rl'>Assessment of places</div>"
    over = "<div style='transform:rotate(180deg)'>Response to peers</div>"

    reading = read(by_browser(browser, html_table([[up, down, over, "Upright"]])))

    assert list(cells(reading).values()) == [
        "REFERRAL AND SCREENING STAGE",
        "Assessment of places",
        "Response to peers",
        "Upright",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("<span style='color:#fff'>Kept from sight</span>", id="white on white"),
        pytest.param("<span style='background:#000'>Kept from sight</span>", id="black on black"),
    ],
)
def test_what_nobody_sees_is_kept_and_marked(browser: Browser, hidden: str) -> None:
    reading = read(by_browser(browser, f"<p>Seen by all. {hidden}</p>"))

    assert passage(reading, "Kept from sight").look.hidden
    assert not passage(reading, "Seen by all.").look.hidden


def test_what_stands_outside_of_the_page_is_kept_and_marked() -> None:
    reading = read(by_typst("Seen by all. #place(dx: -400pt)[Kept from sight]"))

    assert passage(reading, "Kept from sight").look.hidden
    assert not passage(reading, "Seen by all.").look.hidden


def test_white_letters_on_a_colour_are_seen(browser: Browser) -> None:
    body = html_table([["<td style='background:#b0231b;color:#fff'>Red</td>", "x"]])

    assert not passage(read(by_browser(browser, body)), "Red").look.hidden
