"""What somebody sees who comes to an address in a way that it does not take."""

from __future__ import annotations

from django.urls import reverse

from system_review.reviews.models import Finding
from tests import factories
from tests.ui.inspect import Page


def test_an_address_that_only_takes_a_form_says_so_on_a_page_of_the_house(as_, anwen, review):
    finding = Finding.unscoped.filter(review=review).first() or factories.finding(review.cells.first())
    address = reverse("reviews:order", args=[review.partnership.slug, finding.public_id])

    answer = as_(anwen).get(address)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "<h1>Nothing to look at here</h1>" in answer.text
    assert "go back and use the button there" in answer.text
    assert Page(answer.text).faults() == []


def test_a_page_that_takes_no_form_says_so_too(as_, anwen, review):
    answer = as_(anwen).post(reverse("reviews:overview", args=[review.partnership.slug, review.public_id]))

    assert answer.status_code == 405
    assert "data-why" in answer.text
