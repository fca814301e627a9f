from __future__ import annotations

import pytest
from playwright.sync_api import expect

from system_review.evidence.models import Evidence
from system_review.reviews.models import Finding
from tests.reviews.pieces import evidence_url, piece


@pytest.fixture
def listed(review):
    """A review with evidence in every state, under findings and under none."""
    red = Finding.unscoped.get(review=review, colour="red")
    piece(review, "40 referrals read, of which a third named a place.", on=[red], source="Health", how_many=40)
    piece(review, "Figures of the hospital.", state="asked_for", asked_of="Yasmin", naming="team_only")
    piece(review, "The old register.", kind="document", state="not_available")
    return review


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_page_and_its_forms_are_accessible(request, browser, size, signed_in, live, anwen, listed, accessible):
    page = signed_in(request.getfixturevalue(size), anwen)

    page.goto(live + evidence_url(listed))
    accessible(page)
    page.click("#register [data-place] a[hx-boost]")
    expect(page.locator("[data-edit] select").first).to_be_focused()
    accessible(page)
    page.goto(live + evidence_url(listed, "new/"))
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    accessible(page)


def test_a_piece_is_changed_where_it_stands_and_moves_to_its_part(page, signed_in, live, anwen, listed):
    signed_in(page, anwen).goto(live + evidence_url(listed))
    awaited = page.locator("section", has=page.locator("#part-asked_for"))

    awaited.locator("a[hx-boost]").click()
    page.get_by_label("Received").check()
    page.click("text=Save")

    there = page.locator("section", has=page.locator("#part-received"))
    moved = there.locator("li", has_text="Figures of the hospital.")
    expect(moved).to_be_focused()
    expect(page.locator("#said")).to_have_text("Evidence saved")
    expect(page.locator("#part-asked_for")).to_have_count(0)
    assert page.url == live + evidence_url(listed)


def test_what_rests_on_nothing_is_counted_anew_after_saving_in_place(page, signed_in, live, anwen, listed):
    signed_in(page, anwen).goto(live + evidence_url(listed))
    expect(page.locator("#without li")).to_have_count(1)

    page.locator("li", has_text="The old register.").locator("a[hx-boost]").click()
    page.click("text=Findings that rest on it")
    page.get_by_label("The new form asks about friends.").check()
    page.click("text=Save")

    expect(page.locator("#without li")).to_have_count(0)
    expect(page.locator("#without")).to_contain_text("Every finding names what it rests on.")


def test_it_all_works_without_javascript(window, signed_in, live, anwen, listed):
    page = signed_in(window(javascript=False), anwen)
    page.goto(live + evidence_url(listed))

    page.click("text=Add evidence")
    page.select_option("select[name=kind]", "interview")
    page.fill("textarea[name=sentence]", "Six mentors, each asked the same questions.")
    page.click("button:has-text('Add evidence')")

    expect(page.locator("#notice")).to_contain_text("Evidence added")
    made = Evidence.unscoped.get(kind="interview")
    expect(page.locator(f"#evidence-{made.public_id}")).to_contain_text("Six mentors")
    page.locator(f"#evidence-{made.public_id} a", has_text="Change").click()
    page.click("text=Archive this evidence")
    page.click("#notice button")
    expect(page.locator("#notice")).to_contain_text("Evidence brought back")
