"""Two people change the same finding at once: both texts are on screen, and nobody's words are lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from system_review.partnerships.models import Member
from system_review.reviews.models import Action, ActionLead, Finding, Review
from tests.journeys.looking import faults, picture

pytestmark = pytest.mark.usefixtures("ben_wrote")

EASTMERE = "/eastmere-safeguarding-partnership"
BEN, ANWEN = "Ben: the ambulance service asks about places.", "Anwen: the school nurses ask about places."


@pytest.fixture
def red(review: Review) -> Finding:
    """The finding that both of them want to change."""
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def sheet(live: str, review: Review) -> str:
    """The address of the results sheet that both look at."""
    return f"{live}{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/"


@pytest.fixture
def desks(
    window: Callable[..., Page], signed_in: Callable[[Page, Any], Page], anwen: Member, ben: Member
) -> Callable[..., tuple[Page, Page]]:
    """Two windows: Anwen's and Ben's."""
    return lambda **settings: (signed_in(window(**settings), anwen), signed_in(window(), ben))


def ben_is_faster(bens: Page, sheet: str, red: Finding) -> None:
    bens.goto(sheet)
    bens.locator(f"#finding-{red.public_id}").get_by_role("link", name="Change").first.click()
    bens.get_by_label("What was found").fill(BEN)
    bens.get_by_role("button", name="Save", exact=True).click()
    expect(bens.locator(f"#finding-{red.public_id}")).to_contain_text(BEN)


def test_in_place_both_texts_stand_side_by_side_and_can_be_joined(
    desks: Callable[..., tuple[Page, Page]], sheet: str, red: Finding
) -> None:
    anwens, bens = desks()
    finding = anwens.locator(f"#finding-{red.public_id}")

    # Given Anwen is writing while Ben saves
    anwens.goto(sheet)
    finding.get_by_role("link", name="Change").first.click()
    anwens.get_by_label("What was found").fill(ANWEN)
    ben_is_faster(bens, sheet, red)

    # When she saves, she sees what is saved now, by whom, and what she wrote; nothing is saved over Ben's words
    anwens.get_by_role("button", name="Save", exact=True).click()
    expect(finding.locator(".problems")).to_be_focused()
    expect(finding.locator(".problems")).to_contain_text("Ben saved this")
    both = finding.locator(".both > div")
    expect(both.nth(0)).to_contain_text(BEN)
    expect(both.nth(1)).to_contain_text(ANWEN)
    red.refresh_from_db()
    assert red.text == BEN
    assert faults(anwens, width=1440) == []
    picture(anwens, "two-texts-in-place")

    # Then she finds both joined in the third box, changes it, and that is what everybody sees
    box = finding.get_by_role("textbox")
    expect(box).to_have_value(f"{BEN} {ANWEN}")
    expect(finding.get_by_label("Keep both, joined")).to_be_checked()
    box.fill(f"{ANWEN} {BEN}")
    finding.get_by_role("button", name="Keep this").click()
    expect(finding.locator(".said .t")).to_have_text(f"{ANWEN} {BEN}")
    expect(finding).to_be_focused()
    bens.reload()
    expect(bens.locator(f"#finding-{red.public_id} .said .t")).to_have_text(f"{ANWEN} {BEN}")


def test_in_place_one_can_leave_what_is_saved(
    desks: Callable[..., tuple[Page, Page]], sheet: str, red: Finding
) -> None:
    anwens, bens = desks()
    finding = anwens.locator(f"#finding-{red.public_id}")
    anwens.goto(sheet)
    finding.get_by_role("link", name="Change").first.click()
    anwens.get_by_label("What was found").fill(ANWEN)
    ben_is_faster(bens, sheet, red)
    anwens.get_by_role("button", name="Save", exact=True).click()

    anwens.once("dialog", lambda dialog: dialog.accept())
    finding.get_by_role("link", name="Leave what is saved").click()

    expect(finding.locator("[data-edit]")).to_have_count(0)
    anwens.reload()
    expect(finding.locator(".said .t")).to_have_text(BEN)


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_page_of_its_own_both_texts_stand_side_by_side(
    desks: Callable[..., tuple[Page, Page]], live: str, sheet: str, red: Finding, javascript: bool
) -> None:
    anwens, bens = desks(javascript=javascript)
    anwens.goto(f"{live}{EASTMERE}/findings/{red.public_id}/")
    anwens.get_by_label("What was found").fill(ANWEN)
    ben_is_faster(bens, sheet, red)

    anwens.get_by_role("button", name="Save", exact=True).click()
    expect(anwens.locator(".both > div").nth(0)).to_contain_text(BEN)
    expect(anwens.locator(".both > div").nth(1)).to_contain_text(ANWEN)
    if javascript:
        expect(anwens.locator(".problems")).to_be_focused()
        assert faults(anwens, width=1440) == []
        picture(anwens, "two-texts-page")
    anwens.get_by_label("Keep what I wrote").check()
    anwens.get_by_role("button", name="Keep this").click()

    expect(anwens.locator(f"#finding-{red.public_id} .said .t")).to_have_text(ANWEN)


def test_of_an_action_only_what_differs_is_asked_about_and_the_rest_is_kept(
    desks: Callable[..., tuple[Page, Page]], live: str, review: Review
) -> None:
    anwens, bens = desks()
    action = Action.unscoped.filter(review=review).order_by("pk").first()
    address = f"{live}{EASTMERE}/actions/{action.public_id}/"

    # Given both have the form open; Ben sets how it stands, Anwen the words, the lead's role and the difference
    for page in (anwens, bens):
        page.goto(address)
    bens.get_by_label("How it stands").select_option("Under way")
    bens.get_by_role("button", name="Save", exact=True).click()
    expect(bens.locator("#notice")).to_contain_text("Action saved")
    anwens.get_by_label("What will be done").fill("Brief every practice")
    anwens.get_by_label("Lead: Role").fill("inspector")
    anwens.get_by_label("What difference it made").fill("Half of them ask now")

    # When Anwen saves, what only Ben touched is told and kept; her own words are there to be decided
    anwens.get_by_role("button", name="Save", exact=True).click()
    expect(anwens.locator(".problems")).to_contain_text("Ben saved this")
    expect(anwens.locator("main")).to_contain_text("kept as it is saved now")
    expect(anwens.locator("dl")).to_contain_text("Under way")
    words = anwens.get_by_role("group", name="What will be done")
    expect(words.locator(".both > div").nth(0)).to_contain_text("Brief the practices")
    expect(words.locator(".both > div").nth(1)).to_contain_text("Brief every practice")
    assert faults(anwens, width=1440) == []
    picture(anwens, "two-plans")
    words.get_by_label("Keep what I wrote").check()
    anwens.get_by_role("button", name="Keep this").click()

    # Then nothing of either is lost
    expect(anwens.locator("#notice")).to_contain_text("Action saved")
    action.refresh_from_db()
    assert (action.text, action.status, action.difference) == (
        "Brief every practice",
        "under_way",
        "Half of them ask now",
    )
    expect(anwens.locator(".plan li", has_text="Brief every practice")).to_contain_text("Jo")
    lead = ActionLead.unscoped.get(action=action).lead
    assert (lead.role, lead.name.split()[0]) == ("inspector", "Jo")
