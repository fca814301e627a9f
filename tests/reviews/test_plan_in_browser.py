"""The overview, the plan and a lead's page in a real browser, at both sizes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from system_review.partnerships.models import Agency, Lead
from tests.factories import TODAY, action, cell, finding

EASTMERE = "/eastmere-safeguarding-partnership"
# whether the question, each answer and the button can be seen where they stand, whatever lies over them
IN_SIGHT = """[...document.querySelectorAll('.asked legend, .asked label, .many .primary')].map((one) => {
  const box = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(box.x + 8, box.y + box.height / 2));
})"""


@pytest.fixture
def address(live, review):
    """`address(part)` is a page of the review."""
    long = " ".join(["Agree with all schools of the district who does what in the first three days"] * 8)
    action(finding(cell(review, 3), "green", "Far ahead"), long, due_on=TODAY, status="done", difference="Less fear.")
    return lambda part="": f"{live}{EASTMERE}/reviews/{review.public_id}/{part}"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_each_page_is_accessible_and_fits_its_window(request, size, address, anwen, signed_in, accessible):
    lead, agency = Lead.unscoped.first(), Agency.unscoped.first()
    window = signed_in(request.getfixturevalue(size), anwen)

    for part in ("", "plan/", f"leads/{lead.public_id}/", f"agencies/{agency.public_id}/", "findings/", "stages/"):
        window.goto(address(part))
        window.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        accessible(window)
        assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), part


def test_the_plan_fits_a_window_at_400_per_cent(window, address, anwen, signed_in):
    page = signed_in(window(width=320, height=256), anwen)

    page.goto(address("plan/"))

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_can_be_chosen_with_one_box(page, address, anwen, signed_in):
    signed_in(page, anwen).goto(address("plan/"))

    page.get_by_label("Choose all").first.check()

    assert page.locator("#plan [name=chosen]:checked").count() == 3
    assert page.locator("#closed [name=chosen]:checked").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_several_actions_change_at_once_and_back(window, address, anwen, signed_in, javascript):
    page = signed_in(window(javascript=javascript), anwen)
    page.goto(address("plan/?lead=none&status=open"))

    page.locator("[name=chosen]").check()
    page.get_by_text("Change the chosen actions").click()
    page.get_by_label("Lead’s name").fill("Tess")
    page.get_by_role("button", name="Change them").click()

    page.get_by_text("Actions changed").first.wait_for()
    assert "No action is like this" in page.locator("main").inner_text()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone").first.wait_for()
    assert "No lead yet" in page.locator("#plan").inner_text()


def test_a_refusal_is_seen_at_the_top_with_what_was_chosen(page, address, anwen, signed_in, accessible):
    signed_in(page, anwen).goto(address("plan/"))
    page.locator("[name=chosen]").nth(1).check()
    page.get_by_text("Change the chosen actions").click()

    page.get_by_role("button", name="Change them").click()

    page.get_by_text("Choose what to change").wait_for()
    assert page.locator("[name=chosen]:checked").count() == 1
    accessible(page)


def test_an_e_mail_is_copied_with_one_click(page, address, live, anwen, signed_in):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live)
    signed_in(page, anwen).goto(address(f"leads/{Lead.unscoped.first().public_id}/"))

    page.get_by_role("button", name="Copy as e-mail").click()

    page.get_by_text("Copied", exact=True).wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Subject: OFFICIAL-SENSITIVE")
    assert "1. Brief the practices" in copied


def test_without_javascript_the_text_of_the_e_mail_can_be_selected(window, address, anwen, signed_in):
    page = signed_in(window(javascript=False), anwen)

    page.goto(address(f"leads/{Lead.unscoped.first().public_id}/"))

    assert page.get_by_role("button", name="Copy as e-mail").count() == 0
    assert page.get_by_role("region", name="As an e-mail").is_visible()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (375, 812)])
def test_what_words_of_time_mean_is_asked_in_sight_and_reach(window, address, anwen, signed_in, review, size):
    for number in range(40):
        action(finding(cell(review, 4), "amber", f"Finding {number}"), f"Further action {number}")
    page = signed_in(window(width=size[0], height=size[1]), anwen)
    page.goto(address("plan/"))
    page.locator("[name=chosen]").first.check()
    page.get_by_text("Change the chosen actions").click()
    page.get_by_label("When, in words").fill("by Easter")

    page.get_by_role("button", name="Change them").click()

    expect(page.get_by_role("group", name="When is “by Easter”?")).to_be_focused()
    in_sight = page.evaluate(IN_SIGHT)
    assert len(in_sight) >= 4 and all(in_sight), in_sight
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "due_choice"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Actions changed").first.wait_for()


def test_without_javascript_a_link_at_the_top_leads_to_the_question(window, address, anwen, signed_in):
    page = signed_in(window(javascript=False), anwen)
    page.goto(address("plan/"))
    page.locator("[name=chosen]").first.check()
    page.get_by_text("Change the chosen actions").click()
    page.get_by_label("When, in words").fill("by Easter")
    page.get_by_role("button", name="Change them").click()

    page.get_by_role("link", name="Choose what “by Easter” means").click()

    expect(page.locator("#due-choice-1")).to_be_in_viewport()
