"""Taking words out in a browser: it fits, is accessible, and works without JavaScript."""

from __future__ import annotations

import pytest

from tests.journeys.looking import faults, picture

WORDS = "/eastmere-safeguarding-partnership/take-words-out/"


@pytest.mark.parametrize("width", [1440, 375])
def test_it_fits_is_accessible_and_works_without_javascript(window, signed_in, live, anwen, review, width):
    page = signed_in(window(width=width, height=900, phone=width < 500, javascript=False), anwen.person)

    page.goto(live + WORDS)
    page.get_by_label("Words to take out").fill("asks about")
    page.get_by_role("button", name="Look where they stand").click()
    page.get_by_role("heading", name="stands in 4 places").wait_for()
    picture(page, f"words-found-{width}")
    page.get_by_label("Why they are taken out").fill("A name had slipped in")
    page.get_by_label("I know that earlier backups").check()
    page.get_by_role("button", name="Take them out everywhere").click()

    page.get_by_text("The words were taken out").wait_for()


@pytest.mark.parametrize("width", [1440, 375])
def test_the_list_fits_and_is_accessible(window, signed_in, live, anwen, review, width):
    page = signed_in(window(width=width, height=900, phone=width < 500), anwen.person)
    page.goto(live + WORDS)
    found = faults(page, width=width)
    picture(page, f"words-{width}")

    page.get_by_label("Words to take out").fill("asks about")
    page.get_by_role("button", name="Look where they stand").click()
    page.get_by_role("heading", name="stands in 4 places").wait_for()

    assert found + faults(page, width=width) == []
