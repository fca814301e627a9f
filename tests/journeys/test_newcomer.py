"""The newcomer: from the printed link to a finding, a plan, a rating and a first success; in three ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from system_review.reviews import wording
from system_review.reviews.models import Action, Finding
from system_review.reviews.rules.timing import understand
from tests.journeys.looking import picture
from tests.journeys.visitors import ByKeyboard, Visitor, WithoutScript

FOUND = "The front door asks about friends; nobody asks about the bus station."
PLANNED = "Add the bus station to the questions"
WORDS = "in three months’ time"
MOST_INTERACTIONS = 12


@pytest.fixture(params=["mouse", "keyboard", "no script"])
def mona_at_home(request: pytest.FixtureRequest, window: Callable[..., Page]) -> Visitor:
    """Mona at her own window, in each of the three ways in turn."""
    page = window(javascript=request.param != "no script")
    page.emulate_media(reduced_motion="reduce")
    if request.param == "keyboard":
        return ByKeyboard(page)
    return WithoutScript(page) if request.param == "no script" else Visitor(page, looks_closely=True)


def test_a_newcomer_goes_from_the_printed_link_to_a_first_success(mona_at_home: Visitor, printed_link: str) -> None:
    mona = mona_at_home

    # Given the link that the start printed
    mona.opens(printed_link)
    mona.sees("Welcome")

    # When she starts a review of her own, she is on its results sheet
    begins_a_review(mona)

    # and writes her first finding; all that took no more than twelve interactions
    writes_a_finding(mona)
    assert mona.interactions <= MOST_INTERACTIONS

    # Then she plans an action, whose words of time become a date that she confirms
    plans_an_action(mona)

    # rates the stage otherwise than the finding suggests, which asks for a reason
    rates_the_stage(mona)

    # and when things are better, the finding moves to green, back, and to green again
    moves_the_finding_to_green(mona)
    takes_that_back(mona)
    moves_the_finding_to_green(mona)
    finding, action = Finding.unscoped.get(), Action.unscoped.get(is_check=False)
    assert (finding.colour, action.status) == ("green", "done")


def begins_a_review(mona: Visitor) -> None:
    mona.presses("Start a review")
    mona.writes("Partnership", "Northmoor Safeguarding Partnership")
    mona.presses("Begin")
    mona.sees("Nothing is written here yet")
    mona.checks()


def writes_a_finding(mona: Visitor) -> None:
    mona.presses("Write the first finding")
    mona.sees("What was found")
    mona.writes("What was found", FOUND)
    mona.chooses("Amber")
    mona.presses("Add finding")
    mona.sees("Finding added")
    mona.at(".band.amber").sees(FOUND)
    mona.at("").is_back_at(anchor_of(mona))


def plans_an_action(mona: Visitor) -> None:
    mona.at(".findings > li", saying=FOUND).presses("+ Action")
    mona.at("").writes("What will be done", PLANNED)
    mona.writes("Lead: Name", "Meera")
    mona.writes("Lead: Agency", "Health")
    mona.writes("When, in words", WORDS)
    if isinstance(mona, WithoutScript):
        mona.presses("Add action")
        mona.sees("Choose what “in three months’ time” means")
    else:
        mona.presses("With others")  # she looks at something else, and the question comes
    mona.sees(f"When is “{WORDS}”?")
    day = wording.day(in_three_months())
    mona.sees(day)
    mona.checks()
    mona.presses("Add action")
    mona.at(".plan").sees("Meera")
    mona.sees(f"{WORDS}: by {day}")
    mona.at("").sees("Action added")
    assert Action.unscoped.get().due_on == in_three_months()


def in_three_months() -> date:
    found = understand(WORDS, base=timezone.localdate()).on
    assert found
    return found


def rates_the_stage(mona: Visitor) -> None:
    mona.at("#stage-referral").presses("Rate")
    mona.at("").sees("The findings suggest")
    mona.chooses("Red")
    mona.presses("Save rating")
    mona.sees("Give a reason: the findings suggest another rating than the one you chose")
    mona.checks()
    if not isinstance(mona, WithoutScript):
        expect(mona.page.locator(".problems")).to_be_focused()
    mona.presses("Give a reason: the findings suggest another rating than the one you chose")
    expect(mona.page.get_by_label("Why", exact=True)).to_be_focused()
    mona.writes("Why", "Nobody asks about the place where it happens.")
    mona.presses("Save rating")
    mona.sees("Rating saved")
    mona.at("#stage-referral").sees("Rated by Mona")
    mona.sees("Why: Nobody asks about the place where it happens.")
    mona.sees("The findings suggest")
    mona.at("").is_back_at("stage-referral")


def moves_the_finding_to_green(mona: Visitor) -> None:
    mona.at(".findings > li", saying=FOUND).presses("Move")
    mona.at("").presses("Move to another colour")
    mona.chooses("Green")
    mona.writes("What has changed", "The question is asked now.")
    mona.chooses("Done")
    mona.presses("Move finding")
    mona.sees("Finding moved to another colour")
    mona.at(".band.green").sees(FOUND)
    mona.at("").is_offered_undo()
    mona.checks()
    if not isinstance(mona, WithoutScript):
        expect(mona.page.locator(f"#{anchor_of(mona)}")).to_be_in_viewport()


def takes_that_back(mona: Visitor) -> None:
    mona.at("#notice").presses("Undo")
    mona.at("").sees("Undone")
    mona.at(".band.amber").sees(FOUND)
    mona.at("")


def anchor_of(mona: Visitor) -> str:
    """The id of the finding on the sheet."""
    return str(mona.page.locator(".findings > li", has_text=FOUND).get_attribute("id"))


@pytest.mark.parametrize("javascript", [True, False])
def test_what_can_be_left_out_belongs_to_the_framework_that_is_chosen(
    window: Callable[..., Page], printed_link: str, javascript: bool
) -> None:
    page = window(javascript=javascript)
    page.goto(printed_link)
    page.get_by_role("link", name="Start a review").click()
    page.get_by_label("Partnership", exact=True).fill("Northmoor")
    scope = page.get_by_text("What is in scope")

    # Given the first framework is chosen, its parts alone can be opened
    expect(scope.locator("visible=true")).to_have_count(1)
    scope.locator("visible=true").click()
    picture(page, f"scope-{'with' if javascript else 'without'}-script")
    expect(page.get_by_role("group", name="Partnerships").get_by_label("Level 2")).to_be_checked()

    # When the other is chosen, its parts take their place
    page.get_by_label("Safeguarding audit for schools").check()
    expect(page.get_by_role("group", name="Partnerships")).to_be_hidden()
    scope.locator("visible=true").click()
    parts = page.get_by_role("group", name="In scope")
    parts.get_by_role("checkbox").first.uncheck()
    page.get_by_role("button", name="Begin").click()

    # Then what was left out says so on its sheet
    expect(page.get_by_text("Not in this review").first).to_be_visible()
