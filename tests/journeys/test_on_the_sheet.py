"""Writing where the text stands: leaving without saving, being told what was saved, and taking a step back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from system_review.partnerships.models import Member
from system_review.reviews.models import Finding, Review
from tests.journeys.looking import faults, picture

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def address(live: str, review: Review) -> str:
    """The results sheet with a red and an amber finding."""
    return f"{live}{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/"


@pytest.fixture
def sheet(page: Page, signed_in: Callable[[Page, Any], Page], anwen: Member, address: str) -> Page:
    """Anwen's window with that sheet."""
    page.emulate_media(reduced_motion="reduce")
    signed_in(page, anwen).goto(address)
    return page


@pytest.fixture
def red(sheet: Page, review: Review) -> Locator:
    """The red finding on the sheet."""
    return sheet.locator(f"#finding-{Finding.unscoped.get(review=review, colour='red').public_id}")


@pytest.fixture
def asked(sheet: Page) -> list[str]:
    """What the browser asked before leaving; the answer is to stay, then to leave."""
    questions: list[str] = []

    def answer(dialog: Dialog) -> None:
        questions.append(dialog.type)
        if len(questions) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    sheet.on("dialog", answer)
    return questions


def test_escape_leaves_a_form_and_goes_back_to_where_it_was_opened(sheet: Page, red: Locator) -> None:
    link = red.get_by_role("link", name="+ Action")
    link.focus()
    sheet.keyboard.press("Enter")
    expect(sheet.get_by_label("What will be done")).to_be_focused()

    sheet.keyboard.press("Escape")

    expect(sheet.locator("[data-edit]")).to_have_count(0)
    expect(link).to_be_focused()


def test_escape_asks_first_when_something_was_written(sheet: Page, red: Locator, asked: list[str]) -> None:
    red.get_by_role("link", name="Change").first.click()
    box = sheet.get_by_label("What was found")
    box.fill("Half a sent")

    box.press("Escape")
    expect(box).to_have_value("Half a sent")
    box.press("Escape")

    expect(red.get_by_role("link", name="Change").first).to_be_focused()
    expect(red).to_contain_text("Nobody asks about places.")
    assert asked == ["confirm", "confirm"]


def test_leaving_the_page_asks_first_when_something_was_written(sheet: Page, red: Locator, asked: list[str]) -> None:
    red.get_by_role("link", name="Change").first.click()
    sheet.get_by_label("What was found").press_sequentially("Half")

    sheet.get_by_role("link", name="Overview").click()
    expect(sheet.get_by_label("What was found")).to_be_visible()
    sheet.get_by_role("link", name="Overview").click()

    expect(sheet.get_by_role("heading", name="Where we stand")).to_be_visible()
    assert asked == ["beforeunload", "beforeunload"]


def test_what_was_saved_is_read_out_and_has_the_focus(sheet: Page, red: Locator) -> None:
    stage = sheet.locator("#stage-referral")

    # a finding
    red.get_by_role("link", name="Change").first.click()
    sheet.get_by_label("What was found").fill("A third of the practices ask about places.")
    sheet.get_by_role("button", name="Save", exact=True).click()
    expect(sheet.locator("#said")).to_have_text("Finding saved")
    expect(red).to_be_focused()

    # an action, with what it says about time asked beside the field, and read out
    red.get_by_role("link", name="+ Action").click()
    sheet.get_by_label("What will be done").fill("Ask the others")
    sheet.get_by_label("When, in words").fill("within six weeks")
    sheet.keyboard.press("Tab")
    expect(sheet.get_by_role("group", name="When is “within six weeks”?")).to_be_visible()
    expect(sheet.locator("#due-asked")).to_have_attribute("aria-live", "polite")
    expect(sheet.get_by_label("Date", exact=True)).to_be_focused()
    assert faults(sheet, width=1440) == []
    picture(sheet, "action-in-place")
    sheet.get_by_role("button", name="Add action").click()
    expect(sheet.locator("#said")).to_have_text("Action added")
    action = red.locator(".plan li", has_text="Ask the others")
    expect(action).to_be_focused()
    expect(action).to_contain_text("within six weeks: by 1 June 2027")

    # a rating, which the map shows at once
    stage.get_by_role("link", name="Rate").click()
    stage.get_by_label("Amber/Red").check()
    sheet.get_by_role("button", name="Save rating").click()
    expect(sheet.locator("#said")).to_have_text("Rating saved")
    expect(stage).to_contain_text("Rated by Anwen")
    expect(sheet.locator("#map tr", has_text="Level 1").first).to_contain_text("Amber/Red")


def test_after_a_step_the_next_tab_is_undo_and_the_one_after_it_shows_where(sheet: Page, red: Locator) -> None:
    red.get_by_role("link", name="Move", exact=True).click()
    sheet.get_by_role("link", name="Move to another colour").click()
    sheet.get_by_role("radio", name="Green").check()
    sheet.get_by_label("What has changed").fill("The question is asked now.")
    for question in sheet.get_by_label("Carry on").all():
        question.check()
    sheet.get_by_role("button", name="Move finding").click()
    expect(sheet.locator("#said")).to_have_text("Finding moved to another colour")
    expect(sheet.locator("#notice")).to_be_focused()
    moved = sheet.locator(".band.green .findings > li", has_text="Brief the practices")
    expect(moved).to_be_in_viewport()

    sheet.keyboard.press("Tab")
    expect(sheet.get_by_role("button", name="Undo")).to_be_focused()
    sheet.keyboard.press("Tab")
    sheet.keyboard.press("Enter")
    sheet.keyboard.press("Tab")

    expect(moved.locator(":focus")).to_have_count(1)


def test_a_step_can_be_taken_back_from_the_line_that_tells_of_it(sheet: Page, red: Locator) -> None:
    red.get_by_role("link", name="Move", exact=True).click()
    sheet.get_by_role("button", name="Archive this finding").click()
    expect(red).to_have_count(0)
    expect(sheet.locator("#said")).to_have_text("Finding archived")

    sheet.locator("#notice").get_by_role("button", name="Undo").click()

    expect(red).to_be_in_viewport()
    expect(sheet.locator("#said")).to_have_text("Undone")
    expect(red).to_contain_text("Brief the practices")
    sheet.keyboard.press("Tab")
    expect(red.locator(":focus")).to_have_count(1)


@pytest.mark.parametrize("width", [375, 320])
def test_on_a_telephone_forms_open_in_place_and_fit(
    window: Callable[..., Page], signed_in: Callable[[Page, Any], Page], anwen: Member, address: str, width: int
) -> None:
    phone = signed_in(window(width=width, height=812, phone=True), anwen)
    phone.emulate_media(reduced_motion="reduce")
    phone.goto(address)
    stage = phone.locator("#stage-referral")
    opened = {
        "rate": stage.get_by_role("link", name="Rate"),
        "finding": stage.get_by_role("link", name="+ Green finding"),
        "action": stage.get_by_role("link", name="+ Action").first,
        "change": stage.locator(".plan li").first.get_by_role("link", name="Change"),
    }

    for name, link in opened.items():
        link.tap()
        form = phone.locator("[data-place] [data-edit]")
        expect(form).to_have_count(1)
        expect(form.locator("textarea, input[type=radio]").first).to_be_in_viewport()
        assert faults(phone, width=width) == [], name
        picture(phone, f"{name}-in-place-{width}")
        buttons = form.locator("button.primary, a.button")
        assert min(button.bounding_box()["height"] for button in buttons.all()) >= 44  # type: ignore[index]

    phone.get_by_label("What will be done").fill("Brief the practices and the pharmacies")
    phone.get_by_role("button", name="Save", exact=True).tap()
    expect(stage).to_contain_text("Brief the practices and the pharmacies")


def test_the_question_how_we_know_leads_to_the_answer(sheet: Page, red: Locator) -> None:
    red.get_by_role("link", name="How do we know?").click()

    expect(sheet.get_by_role("heading", name="Change a finding")).to_be_visible()
    expect(sheet.get_by_text("Evidence is listed on the page Evidence")).to_be_in_viewport()
    expect(sheet.get_by_label("Another agency")).to_be_visible()
