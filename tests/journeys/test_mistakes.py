"""Whoever makes a mistake is told in words, on top and beside the field; one press leads from there to the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from system_review.partnerships.models import Member
from system_review.reviews.models import Action, Cell, Finding, Review
from tests.journeys.looking import faults, picture

Mistake = tuple[str, str, str, str]  # where, the button that is pressed too early, what is said, where that leads
EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def mistakes(review: Review) -> dict[str, Mistake]:
    """Something left out, by name."""
    finding = Finding.unscoped.get(review=review, colour="red")
    action = Action.unscoped.filter(review=review).order_by("pk").first()
    reviews = f"{EASTMERE}/reviews/{review.public_id}"
    findings = f"{EASTMERE}/findings/{finding.public_id}"
    old = f"{EASTMERE}/actions/{action.public_id}/"
    another = "Choose another stage, or an action"
    return {
        "name": ("/me/", "Save", "Enter your name", "Your name"),
        "about": (f"{reviews}/about/", "Save", "Enter a title for the review", "Title"),
        "changed finding": (f"{findings}/", "Save", "Write what was found", "What was found"),
        "action": (f"{findings}/new-action/", "Add action", "Write what will be done", "What will be done"),
        "changed action": (old, "Save", "Write what will be done", "What will be done"),
        "stage": (f"{findings}/moves/", "Move with its actions", "Choose another stage of this review", "Move it to"),
        "reference": (f"{findings}/moves/", "Add the reference", another, "See the actions in"),
        "evidence": (f"{reviews}/evidence/new/", "Add evidence", "Select what kind of evidence it is", "Kind"),
        "value": (f"{reviews}/values/new/", "Add value", "Enter the name of the value", "Name of the value"),
    }


def empty_all(page: Page) -> None:
    """Empty every text on the page."""
    for box in page.locator("main input[type=text]:visible, main textarea:visible").all():
        box.fill("")


def test_what_is_left_out_is_told_in_words_that_lead_to_the_field(
    page: Page,
    live: str,
    signed_in: Callable[[Page, Any], Page],
    anwen: Member,
    mistakes: dict[str, Mistake],
) -> None:
    signed_in(page, anwen)
    page.on("dialog", lambda dialog: dialog.accept())

    for name, (path, button, said, field) in mistakes.items():
        page.goto(live + path)
        empty_all(page)
        page.get_by_role("button", name=button, exact=True).click()

        summary = page.locator(".problems")
        expect(summary).to_be_focused()
        expect(summary.get_by_role("link")).to_have_text([said])
        summary.get_by_role("link").press("Enter")
        expect(page.get_by_label(field, exact=True).first).to_be_focused()
        expect(page.locator(".error").filter(has_text=said).first).to_be_visible()
        assert faults(page, width=1440) == [], name
        picture(page, f"mistake-{name.replace(' ', '-')}")


def test_a_new_colour_asks_for_all_that_is_missing_at_once(
    page: Page, live: str, signed_in: Callable[[Page, Any], Page], anwen: Member, review: Review
) -> None:
    red = Finding.unscoped.get(review=review, colour="red")
    signed_in(page, anwen).goto(f"{live}{EASTMERE}/findings/{red.public_id}/colour/")
    summary, save = page.locator(".problems"), page.get_by_role("button", name="Move finding")

    # Given nothing at all, everything is told, each with its link
    save.click()
    answers = "Say for each open action: carry on, done or no longer needed"
    expect(summary.get_by_role("link")).to_have_text(
        ["Choose a colour", "Say what has changed, in a sentence", answers]
    )
    assert faults(page, width=1440) == []
    summary.get_by_role("link", name="Say what has changed, in a sentence").click()
    expect(page.get_by_label("What has changed")).to_be_focused()

    # Given a colour and a reason, the first open action without an answer is where the link leads
    page.get_by_label("Amber", exact=True).check()
    page.get_by_label("What has changed").fill("They ask now.")
    page.get_by_label("Carry on").first.check()
    save.click()
    summary.get_by_role("link", name=answers).click()
    second = page.get_by_role("group", name="Write to the ambulance service")
    expect(second.get_by_label("Carry on")).to_be_focused()

    # and what was chosen and written is still there
    expect(page.get_by_label("Amber", exact=True)).to_be_checked()
    expect(page.get_by_label("What has changed")).to_have_value("They ask now.")


SEVERAL = {
    "begin": ("Begin", ["Enter the name of the partnership", "Enter a title for the review"], "Partnership"),
    "finding": ("Add finding", ["Write what was found", "Choose a colour"], "What was found"),
}


@pytest.mark.parametrize("form", SEVERAL)
def test_several_mistakes_are_told_at_once_in_the_order_of_the_page(
    page: Page, live: str, signed_in: Callable[[Page, Any], Page], anwen: Member, review: Review, form: str
) -> None:
    cell = Cell.unscoped.filter(review=review).order_by("position").first()
    button, said, first = SEVERAL[form]
    where = {"begin": "/new/", "finding": f"{EASTMERE}/cells/{cell.public_id}/new-finding/"}
    signed_in(page, anwen).goto(live + where[form])
    empty_all(page)

    page.get_by_role("button", name=button, exact=True).click()

    expect(page.locator(".problems").get_by_role("link")).to_have_text(said)
    page.locator(".problems").get_by_role("link").first.press("Enter")
    expect(page.get_by_label(first, exact=True)).to_be_focused()


def test_words_of_time_are_asked_about_before_anything_is_saved(
    page: Page, live: str, signed_in: Callable[[Page, Any], Page], anwen: Member, review: Review
) -> None:
    red = Finding.unscoped.get(review=review, colour="red")
    signed_in(page, anwen).goto(f"{live}{EASTMERE}/findings/{red.public_id}/new-action/")
    page.get_by_label("What will be done").fill("Agree one form")
    words = page.get_by_label("When, in words")

    # When a bare quarter is written and Enter saves at once, nothing is saved yet
    words.fill("by end of Q2 2027")
    words.press("Enter")
    summary = page.locator(".problems")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: Add an action")

    # and the financial year stands first, but nothing is chosen for the person
    choices = page.locator("#due-asked").get_by_role("radio")
    expect(page.locator("#due-asked label")).to_contain_text(["30 September 2027", "30 June 2027", "Another date"])
    assert page.locator("#due-asked input[type=radio]:checked").count() == 0
    assert faults(page, width=1440) == []

    # Then the link leads to the choices, and one of them is the date
    summary.get_by_role("link").click()
    expect(choices.first).to_be_focused()
    choices.nth(1).check()
    page.get_by_role("button", name="Add action").click()
    expect(page.locator(".plan", has_text="Agree one form")).to_contain_text("by end of Q2 2027: by 30 June 2027")


def test_a_number_that_cannot_be_is_shown_although_its_part_of_the_form_is_folded(
    page: Page, live: str, signed_in: Callable[[Page, Any], Page], anwen: Member, review: Review
) -> None:
    signed_in(page, anwen).goto(f"{live}{EASTMERE}/reviews/{review.public_id}/evidence/new/")
    fold = page.get_by_text("Date, agency, how many, who may know of it")
    number = page.locator("input[name=how_many]")
    fold.click()
    number.fill("-3")
    fold.click()
    expect(number).not_to_be_visible()

    page.get_by_role("button", name="Add evidence", exact=True).click()

    expect(number).to_be_visible()
    assert page.evaluate("document.activeElement.matches(':invalid')")
