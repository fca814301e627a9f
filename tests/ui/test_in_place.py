"""Forms that open where a text stands: what htmx and `ui.js` promise, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.ui.site import Site

CHANGE = "#finding-f2 .said a[hx-boost]"


@pytest.fixture
def sheet(page: Page, address: str) -> Page:
    """The sheet with the form of one finding open in place."""
    page.goto(address + "/sheet/")
    page.click(CHANGE)
    expect(page.locator("#finding-f2 textarea")).to_be_focused()
    return page


def test_a_form_opens_where_the_text_stands_and_nothing_else_moves(sheet: Page, address: str) -> None:
    expect(sheet.locator("#finding-f2 textarea")).to_have_value("The new form asks about friends and places.")
    expect(sheet.locator("#finding-f2 .plan li").first).to_be_visible()
    assert sheet.url == address + "/sheet/"
    assert sheet.title().startswith("System Review 2027: Target, Level 1")


def test_a_click_on_the_text_opens_the_form_too(page: Page, address: str) -> None:
    page.goto(address + "/sheet/")

    page.click("#finding-f2 .said .t")

    expect(page.locator("#finding-f2 textarea")).to_be_focused()


def test_saving_renews_the_stage_and_moves_focus_and_says_so(sheet: Page) -> None:
    sheet.fill("#finding-f2 textarea", "Nine in ten forms are filled in.")
    sheet.click("text=Save finding")

    expect(sheet.locator("#finding-f2 .said .t")).to_have_text("Nine in ten forms are filled in.")
    expect(sheet.locator("#finding-f2")).to_be_focused()
    expect(sheet.locator("#said")).to_have_text("Finding saved")
    expect(sheet.locator("#notice button", has_text="Undo")).to_be_visible()
    assert sheet.locator("[data-edit]").count() == 0
    assert sheet.locator("#map").count() == sheet.locator("#to-sort-out").count() == 1


def test_a_saved_stage_can_be_changed_again(sheet: Page) -> None:
    sheet.fill("#finding-f2 textarea", "First.")
    sheet.click("text=Save finding")
    expect(sheet.locator("#finding-f2 .said .t")).to_have_text("First.")

    sheet.click(CHANGE)
    sheet.fill("#finding-f2 textarea", "Second.")
    sheet.click("text=Save finding")

    expect(sheet.locator("#finding-f2 .said .t")).to_have_text("Second.")


def test_a_refused_form_stays_in_place_with_the_reason_and_the_text(sheet: Page) -> None:
    sheet.fill("#finding-f2 textarea", "  ")
    sheet.click("text=Save finding")

    expect(sheet.locator("#finding-f2 .problems")).to_be_focused()
    expect(sheet.locator("#finding-f2 .error")).to_contain_text("Write what you found")
    sheet.fill("#finding-f2 textarea", "Now there is something.")
    sheet.click("text=Save finding")
    expect(sheet.locator("#finding-f2 .said .t")).to_have_text("Now there is something.")


def test_two_texts_stand_side_by_side_in_place_when_somebody_was_faster(sheet: Page, site: Site) -> None:
    site.text, site.version = "Ben wrote this.", 2
    sheet.fill("#finding-f2 textarea", "Anwen wrote that.")
    sheet.click("text=Save finding")

    both = sheet.locator("#finding-f2 .both")
    expect(both).to_contain_text("Ben wrote this.")
    expect(both).to_contain_text("Anwen wrote that.")
    sheet.fill("#finding-f2 .keep textarea", "Both wrote.")
    sheet.click("text=Keep this")
    expect(sheet.locator("#finding-f2 .said .t")).to_have_text("Both wrote.")


def test_escape_leaves_a_form_and_returns_to_the_link_that_opened_it(sheet: Page) -> None:
    sheet.keyboard.press("Escape")

    expect(sheet.locator("#finding-f2 [data-edit]")).to_have_count(0)
    expect(sheet.locator(CHANGE)).to_be_focused()
    sheet.click(CHANGE)
    expect(sheet.locator("#finding-f2 textarea")).to_be_focused()


def test_leaving_with_unsaved_words_asks_first(sheet: Page) -> None:
    asked = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    sheet.on("dialog", stay)
    sheet.fill("#finding-f2 textarea", "Half a sent")

    sheet.click("text=Cancel")

    assert asked == ["Leave without saving what you wrote?"]
    expect(sheet.locator("#finding-f2 textarea")).to_have_value("Half a sent")


def test_a_second_form_waits_until_the_first_is_saved(sheet: Page) -> None:
    sheet.fill("#finding-f2 textarea", "Half a sent")

    sheet.click("#finding-f1 .said a[hx-boost]")

    expect(sheet.locator("#said")).to_have_text("Save or cancel what you are writing first")
    expect(sheet.locator("#finding-f2 textarea")).to_be_focused()
    assert sheet.locator("[data-edit]").count() == 1


def test_a_clean_form_makes_room_for_the_next(sheet: Page) -> None:
    sheet.click("#finding-f2 .plan > .links a")

    expect(sheet.locator("#finding-f2 .plan > .links textarea")).to_be_focused()
    expect(sheet.locator("#finding-f2 .said .t")).to_be_visible()
    assert sheet.locator("[data-edit]").count() == 1


def test_a_save_after_signing_out_keeps_the_text_and_says_so(sheet: Page, site: Site) -> None:
    site.signed_out = True
    sheet.fill("#finding-f2 textarea", "Not to be lost.")

    sheet.click("text=Save finding")

    expect(sheet.locator("#finding-f2 [data-complaint]")).to_contain_text("Perhaps you were signed out")
    expect(sheet.locator("#finding-f2 textarea")).to_have_value("Not to be lost.")


@pytest.mark.parametrize(
    ("fault", "words"), [("broken", "What you just sent was not saved"), ("offline", "the server did not answer")]
)
def test_a_save_that_fails_keeps_the_text_and_can_be_tried_again(
    browser: Browser, address: str, site: Site, fault: str, words: str
) -> None:
    page = browser.new_page()  # not a window of `page`: htmx writes the failure that we cause into the console
    page.goto(address + "/sheet/")
    page.click(CHANGE)
    page.fill("#finding-f2 textarea", "Not to be lost.")
    site.broken = fault == "broken"
    page.context.set_offline(fault == "offline")

    page.click("text=Save finding")

    expect(page.locator("#finding-f2 [data-complaint]")).to_contain_text(words)
    site.broken = False
    page.context.set_offline(False)
    page.click("text=Save finding")
    expect(page.locator("#finding-f2 .said .t")).to_have_text("Not to be lost.")
    page.context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_same_address_is_a_whole_page(window: Callable[..., Page], address: str, javascript: bool) -> None:
    page = window(javascript=javascript)
    page.goto(address + "/finding/f2/")
    page.fill("textarea", " ")
    page.click("text=Save finding")
    expect(page.locator(".error")).to_contain_text("Write what you found")

    page.fill("textarea", "Saved as a page.")
    page.click("text=Save finding")

    expect(page.locator("#finding-f2 .said .t")).to_have_text("Saved as a page.")
    expect(page.locator("#notice")).to_contain_text("Finding saved")


def test_without_javascript_the_link_leads_to_the_form(window: Callable[..., Page], address: str) -> None:
    page = window(javascript=False)
    page.goto(address + "/sheet/")

    page.click(CHANGE)

    assert page.url == address + "/finding/f2/"
    expect(page.locator("textarea")).to_be_visible()


def test_open_forms_and_both_texts_are_accessible(sheet: Page, site: Site, accessible: Callable[[Page], None]) -> None:
    accessible(sheet)
    sheet.fill("#finding-f2 textarea", "")
    sheet.click("text=Save finding")
    expect(sheet.locator("#finding-f2 .problems")).to_be_visible()
    accessible(sheet)
    site.version = 9
    sheet.fill("#finding-f2 textarea", "That.")
    sheet.click("text=Save finding")
    expect(sheet.locator("#finding-f2 .both")).to_be_visible()
    accessible(sheet)
