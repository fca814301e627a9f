"""The history of a partnership in a browser: it fits, is accessible, and can be sifted without JavaScript."""

from __future__ import annotations

import pytest

from tests.journeys.looking import faults, picture

HISTORY = "/eastmere-safeguarding-partnership/history/?kind=findings"


@pytest.mark.parametrize("width", [1440, 375])
def test_it_fits_and_is_accessible(window, signed_in, live, anwen, review, width):
    page = signed_in(window(width=width, height=900, phone=width < 500), anwen.person)

    page.goto(live + HISTORY)

    assert faults(page, width=width) == []
    picture(page, f"partnership-history-{width}")


def test_it_is_sifted_without_javascript(window, signed_in, live, anwen, review):
    page = signed_in(window(javascript=False), anwen.person)
    page.goto(live + HISTORY)

    page.get_by_label("What").select_option("Overall ratings")
    page.get_by_role("button", name="Show", exact=True).click()

    assert page.get_by_text("Nothing is like this.").is_visible()
