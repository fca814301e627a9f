"""A Word file through a browser: chosen, read meanwhile, what is sure accepted, the rest decided, applied, undone."""

from __future__ import annotations

import io
import threading

import pytest
from django.db import connection
from docx import Document as Word

from system_review.documents.models import Document
from system_review.jobs.running import run_waiting
from system_review.reviews.models import Action, ActionLead, CameFrom, Cell, Finding
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [
    ("Referral", "Red", "Nobody can say what belongs in a referral about a place.",
     "Brief the front door on what a place referral holds by the end of June", "Meera, health"),
    ("Assessment", "Amber", "Some teams map friendships; others have not heard of it.",
     "Share the template with every team", "Tom, police"),
    ("Planning", "Green", "Chairs ask about places at each conference.", "Look at ten minutes again", "Ada, council"),
    ("Response", "", "The partnership has one plan for the market square.", "", ""),
]  # fmt: skip


def word_file():
    """A plan as people write one: a heading, and a table with a row for each finding."""
    made = Word()
    made.add_heading("Results of the review", 1)
    table = made.add_table(rows=1, cols=7)
    heads = ("Domain", "Level", "Stage", "RAG", "Finding", "Action", "Lead")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for stage, colour, finding, action, lead in ROWS:
        texts = ("Target", "Level 1", stage, colour, finding, action, lead)
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def texts_page(live, anwen):
    review = factories.review(anwen)
    return f"{live}/{review.partnership.slug}/reviews/{review.public_id}/inbox/"


def do_jobs():
    """What the worker does, in a thread of its own."""

    def work():
        run_waiting()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)


def choose(page, texts_page, name="plan.docx"):
    page.goto(texts_page)
    page.get_by_label("Choose a file").set_input_files({"name": name, "mimeType": "", "buffer": word_file()})
    page.get_by_role("button", name="Bring it in").click()


def test_a_word_file_is_read_accepted_applied_and_taken_out(page, phone, signed_in, accessible, anwen, texts_page):
    signed_in(page, anwen)
    choose(page, texts_page)
    page.get_by_role("heading", name="Reading the document").wait_for()
    accessible(page)
    do_jobs()

    page.locator("[data-accept-sure]").wait_for()  # by itself
    address = page.url
    accessible(page)
    signed_in(phone, anwen).goto(address)
    accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="As it will be on the sheet").click()
    page.get_by_role("heading", name="Target, Level 1, Referral").wait_for()
    accessible(page)
    page.get_by_role("link", name="Back to the pieces").click()
    page.locator("[data-accept-sure]").click()
    page.get_by_text("All that was sure is placed").first.wait_for()
    page.get_by_role("button", name="into the review").click()
    page.get_by_text("What was placed is in the review now").first.wait_for()

    assert Finding.unscoped.filter(colour="red", text=ROWS[0][2], cell__stage="referral").exists()
    action = Action.unscoped.get(text__startswith="Brief the front door")
    assert [str(link.lead) for link in ActionLead.unscoped.filter(action=action)] == ["Meera, health"]
    assert CameFrom.unscoped.filter(action=action, file_name="plan.docx").exists()
    page.locator("#notice").get_by_role("button", name="Undo").click()
    page.locator("#notice").get_by_text("Undone").wait_for()
    assert not Finding.unscoped.exists()


def test_without_javascript_one_looks_again(window, signed_in, anwen, texts_page):
    page = signed_in(window(javascript=False), anwen)
    choose(page, texts_page)
    page.get_by_role("heading", name="Reading the document").wait_for()
    do_jobs()

    page.get_by_role("link", name="Look again").click()
    page.locator("[data-accept-sure]").click()

    page.get_by_text("All that was sure is placed").first.wait_for()
    assert Cell.unscoped.exists()


def test_single_letters_work_only_once_they_are_switched_on(page, signed_in, anwen, texts_page):
    signed_in(page, anwen).goto(texts_page)
    page.get_by_label("Or paste the text").fill("One thing that stands here.\n\nAnother thing, quite apart.")
    page.get_by_role("button", name="Bring it in").click()
    page.locator("#now .tag").wait_for()
    first = page.locator(".bit[aria-current]").get_attribute("id")

    page.keyboard.press("j")
    assert page.locator(".bit[aria-current]").get_attribute("id") == first
    page.locator("#shortcuts summary").click()
    page.get_by_label("Use single letters").check()
    page.keyboard.press("j")
    page.locator(f".bit[aria-current]:not(#{first})").wait_for()
    page.keyboard.press("s")
    page.locator("#notice").get_by_text("Set aside").wait_for()
    page.keyboard.press("u")
    page.locator("#notice").get_by_text("Undone").wait_for()

    assert Document.unscoped.count() == 1


def test_two_people_accept_what_is_sure_once(page, window, signed_in, anwen, kit, texts_page):
    signed_in(page, anwen)
    choose(page, texts_page)
    page.get_by_role("heading", name="Reading the document").wait_for()
    do_jobs()
    page.locator("[data-accept-sure]").wait_for()
    other = signed_in(window(), kit)
    other.goto(page.url)

    other.locator("[data-accept-sure]").click()
    other.get_by_text("All that was sure is placed").first.wait_for()
    page.locator("[data-accept-sure]").click()

    page.get_by_text("Pieces were changed while you were looking at this page").wait_for()
