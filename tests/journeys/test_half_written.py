"""A half-written form survives a lost connection, an ended sign-in and a closed window; and who is writing is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from system_review.drafts.models import Draft
from system_review.reviews.models import Finding
from tests.journeys.half_written import FEW, FIRST, name_of, text_is_back
from tests.journeys.looking import faults, picture

pytestmark = pytest.mark.usefixtures("ben_wrote")

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.mark.parametrize("case", FEW, ids=name_of)
def test_what_was_typed_is_there_again(
    case: Any,
    page: Page,
    signed_in: Callable[[Page, Any], Page],
    anwen: Any,
    review: Any,
    live: str,
    allowed_statuses: set[int],
) -> None:
    allowed_statuses.add(0)

    text_is_back(case, signed_in(page, anwen), anwen, review, live)


@pytest.fixture
def form(live: str, review: Any) -> str:
    """The form of the red finding."""
    return f"{live}{EASTMERE}/findings/{Finding.unscoped.get(review=review, colour='red').public_id}/"


def test_in_this_browser_nothing_is_left_while_the_server_can_be_reached(
    page: Page, signed_in: Callable[[Page, Any], Page], anwen: Any, form: str
) -> None:
    signed_in(page, anwen).goto(form)
    page.get_by_label("What was found").fill(FIRST)
    page.wait_for_timeout(2500)

    assert FIRST.strip() in Draft.unscoped.get().words
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#notice")).to_contain_text("Finding saved")
    page.wait_for_timeout(1000)
    assert page.evaluate("localStorage.length") == 0
    page.goto(form)
    expect(page.locator(".begun")).to_have_count(0)


def test_what_one_browser_kept_is_not_sent_for_another_person(
    page: Page,
    signed_in: Callable[[Page, Any], Page],
    anwen: Any,
    ben: Any,
    form: str,
    allowed_statuses: set[int],
) -> None:
    allowed_statuses.add(0)
    signed_in(page, anwen).goto(form)
    page.context.set_offline(True)
    page.get_by_label("What was found").fill("Anwen's own words")
    page.wait_for_timeout(2500)
    page.context.set_offline(False)
    context = page.context
    page.close()
    page = signed_in(context.new_page(), ben)
    page.goto(form)
    page.wait_for_timeout(2000)

    assert not Draft.unscoped.filter(member=ben).exists()
    expect(page.locator("textarea").first).not_to_have_value("Anwen's own words")


def test_somebody_is_writing_here_is_told_in_another_window_and_both_can_write(
    window: Callable[..., Page], signed_in: Callable[[Page, Any], Page], anwen: Any, ben: Any, form: str
) -> None:
    bens, anwens = signed_in(window(), ben), signed_in(window(), anwen)
    bens.goto(form)
    bens.get_by_label("What was found").fill("Ben's half a sentence")
    bens.wait_for_timeout(2500)

    anwens.goto(form)
    expect(anwens.locator("[data-writing]")).to_contain_text("Ben is writing here since")
    anwens.get_by_label("What was found").fill("Anwen writes as well")
    anwens.wait_for_timeout(2500)
    bens.get_by_label("What was found").fill("Ben's whole sentence")
    expect(bens.locator("[data-writing]")).to_contain_text("Anwen is writing here since")
    assert faults(anwens, width=1440) == []
    picture(anwens, "somebody-is-writing")


def test_what_was_begun_on_a_page_of_its_own_is_discarded_for_good(
    page: Page, signed_in: Callable[[Page, Any], Page], anwen: Any, review: Any, live: str
) -> None:
    about = f"{live}{EASTMERE}/reviews/{review.public_id}/about/"
    signed_in(page, anwen).goto(about)
    title = page.get_by_label("Title", exact=True)
    as_it_is = title.input_value()
    title.fill("Half a title")
    page.wait_for_timeout(2500)
    page.reload()
    expect(title).to_have_value("Half a title")

    title.fill("")  # typed on, and then thought better of
    page.get_by_role("button", name="Discard what I had written").click()

    for _ in range(2):
        page.wait_for_load_state("networkidle")
        expect(title).to_have_value(as_it_is)
        expect(page.get_by_text("not saved yet")).to_have_count(0)
        page.reload()


def test_in_place_a_draft_is_put_back_and_discarded(
    page: Page, signed_in: Callable[[Page, Any], Page], anwen: Any, review: Any, live: str
) -> None:
    finding = Finding.unscoped.get(review=review, colour="red")
    signed_in(page, anwen).goto(f"{live}{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/")
    here = page.locator(f"#finding-{finding.public_id}")
    here.get_by_role("link", name="Change").first.click()
    here.get_by_label("What was found").fill("Half a sen")
    page.wait_for_timeout(2500)
    page.reload()

    here.get_by_role("link", name="Change").first.click()
    expect(here.get_by_label("What was found")).to_have_value("Half a sen")
    expect(here.locator(".begun")).to_contain_text("not saved yet")
    picture(page, "begun-in-place")
    here.get_by_role("button", name="Discard what I had written").click()
    expect(here.locator(".said .t")).to_contain_text("Nobody asks about places")
    here.get_by_role("link", name="Change").first.click()
    expect(here.get_by_label("What was found")).to_have_value(finding.text)
