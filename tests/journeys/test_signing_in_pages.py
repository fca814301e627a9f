"""The pages of signing in, as somebody sees them who is not signed in: on a desk, on a telephone, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from system_review.people.services import signing_in
from tests.journeys.looking import looked_at
from tests.people.signing import ADDRESS, PASSWORD, with_password


@pytest.fixture
def anwen_here(live: str, settings: Any) -> Any:
    """Somebody who signs in by password, on an installation that sends letters."""
    settings.CAN_MAIL = True
    return with_password()


@pytest.mark.parametrize("width", [1440, 375])
def test_every_page_for_whoever_is_not_signed_in(
    anwen_here: Any, window: Callable[..., Page], live: str, allowed_statuses: set[int], width: int
) -> None:
    allowed_statuses.update({401, 404, 429})
    page, problems = window(width=width, height=900, phone=width < 500), {}
    key = signing_in.default_token_generator.make_token(anwen_here)
    uid = signing_in.user_pk_to_url_str(anwen_here)

    def look(name: str) -> None:
        problems[name] = looked_at(page, f"signing-in-{name}", width=width)

    for name, path in {
        "page": "/sign-in/",
        "signed-out": "/sign-in/?said=out",
        "forgotten": "/sign-in/forgotten/",
        "letter-sent": "/sign-in/forgotten/sent/",
        "new-password": f"/sign-in/new-password/{uid}/{key}/",
        "old-link": "/sign-in/new-password/1/not-a-key/",
        "wrong-printed-link": "/sign-in/something/",
    }.items():
        page.goto(live + path)
        look(name)
    for number in range(6):
        page.goto(f"{live}/sign-in/")
        page.get_by_label("E-mail address").fill(ADDRESS)
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in", exact=True).click()
        if number in (0, 5):
            look("wrong" if number == 0 else "too-often")

    assert {name: found for name, found in problems.items() if found} == {}
    expect(page.get_by_role("heading", name="Too many tries")).to_be_visible()


def test_signing_in_and_out_without_a_mouse(anwen_here: Any, window: Callable[..., Page], live: str) -> None:
    page = window(javascript=False)

    page.goto(f"{live}/me/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You", exact=True)).to_be_visible()
    page.get_by_role("link", name="Sign out").press("Enter")
    page.get_by_role("button", name="Sign out").press("Enter")

    expect(page.get_by_text("You are signed out.")).to_be_visible()
