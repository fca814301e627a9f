"""The page of an agreed version in a real browser: its columns are wide enough to read at every size."""

from __future__ import annotations

import pytest

from system_review.reviews.models import Cell, ValueJudgement
from system_review.reviews.services.summary import write_summary
from tests.factories import AT
from tests.reviews.test_agreed_versions import agree, url

LONG = "Young people, drivers and shopkeepers shape our assessments of places, and have less say in single plans."
# the texts of the values: no line of fewer than a dozen letters
NARROWEST = "[...document.querySelectorAll('.judged > div')].map((one) => one.getBoundingClientRect().width)"
# ratings that stick out of their place, or of which one half stands under the other
BROKEN = """[...document.querySelectorAll('.matrix .rating:has(i)')].filter((rating) => {
  const box = rating.getBoundingClientRect(), place = rating.closest('td').getBoundingClientRect();
  const halves = [...rating.querySelectorAll(':scope > span')];
  const tops = halves.map((half) => Math.round(half.getBoundingClientRect().top));
  return box.right > place.right || rating.scrollWidth > rating.clientWidth || new Set(tops).size > 1;
}).length"""


@pytest.fixture(params=["with a summary", "without one"])
def version(request, review, gita, anwen):
    if request.param == "with a summary":
        write_summary(review=review, part="strengths", seen=0, text=LONG, by=anwen, at=AT)
    Cell.unscoped.filter(review=review).update(rating="green_amber")
    ValueJudgement.unscoped.filter(review=review).update(narrative=LONG, examples_for=LONG, examples_against=LONG)
    return agree(review, gita)


def test_values_and_ratings_can_be_read_at_every_size(window, live, signed_in, anwen, version):
    page = signed_in(window(), anwen)

    for width in (1440, 1280, 1248, 1024, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live + url(version))
        assert min(page.evaluate(NARROWEST)) >= 230, width
        assert page.evaluate(BROKEN) == 0, width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
