"""A file of ours that partners edited, through a browser: read meanwhile, and taken over without reloading."""

from __future__ import annotations

import re

import pytest

from system_review.documents.addresses import InboxAddresses
from system_review.documents.services.exports import export_review
from system_review.reviews.models import Comment, Finding
from tests.bench.returning import docx_edits
from tests.factories import AT, TODAY
from tests.journeys.test_bring_in_file import do_jobs

pytestmark = pytest.mark.django_db(transaction=True)

NEW_WORDS = "Nobody asks about places or parks."
READING = "Reading the document"


@pytest.fixture
def finding(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def edited(review, anwen, finding):
    """Our Word file, in which a finding says something else and somebody asks."""
    export = export_review(review=review, format="docx", language="en-gb", today=TODAY, by=anwen, at=AT)
    paper = docx_edits.Paper(export.data)
    paper.replace("f", finding.public_id, NEW_WORDS, tracked=True)
    paper.comment("f", finding.public_id, "Is this still so?", "Rahul Osei")
    return paper.bytes()


@pytest.fixture
def bring_in(live, review, edited):
    """Brings the file in on a page, and waits until it is being read."""

    def bring(page):
        page.goto(live + InboxAddresses(review.partnership.slug).texts(review.public_id))
        sent = {"name": "back.docx", "mimeType": "", "buffer": edited}
        page.get_by_label("Choose a file").set_input_files(sent)
        page.get_by_role("button", name="Bring it in").click()
        page.get_by_role("heading", name=READING).wait_for()
        do_jobs()

    return bring


def test_what_was_read_meanwhile_is_taken_over_without_reloading(page, signed_in, accessible, anwen, finding, bring_in):
    bring_in(signed_in(page, anwen))
    page.get_by_role("heading", name="What partners changed", exact=True).wait_for()  # by itself, at the same address
    assert re.search(r"/inbox/\w+/(\?|#|$)", page.url)
    accessible(page)

    page.get_by_role("button", name=re.compile("^Leave it as it is ?: Comment")).click()
    page.get_by_text("Left as it is", exact=True).first.wait_for()
    page.get_by_role("button", name="Look again at the 1 left as it is").click()
    page.get_by_role("button", name="Take over all 2 that are sure").click()

    page.get_by_text("Nothing is different.").wait_for()
    assert Finding.unscoped.get(pk=finding.pk).text == NEW_WORDS
    assert Comment.unscoped.get().text == "Rahul Osei: Is this still so?"


def test_one_difference_is_taken_over_from_the_page_that_came_by_itself(page, signed_in, anwen, finding, bring_in):
    bring_in(signed_in(page, anwen))

    page.get_by_role("button", name=re.compile("^Take over ?: Text")).click()

    page.get_by_text("Taken over into the review", exact=True).first.wait_for()
    assert Finding.unscoped.get(pk=finding.pk).text == NEW_WORDS


def test_the_page_looks_the_same_whether_it_came_by_itself_or_was_opened(page, signed_in, anwen, bring_in):
    bring_in(signed_in(page, anwen))
    heading = page.get_by_role("heading", name="What partners changed", exact=True)
    heading.wait_for()
    styles = "[...document.styleSheets].map((sheet) => new URL(sheet.href).pathname).sort()"
    came_by_itself = page.evaluate(styles)

    page.reload()
    heading.wait_for()

    assert set(page.evaluate(styles)) <= set(came_by_itself)
