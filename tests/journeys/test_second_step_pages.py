"""Passkeys, the app and recovery codes in a browser: with a passkey that Chromium pretends to have, and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from system_review.people.urls import signing_in
from tests.journeys.looking import looked_at
from tests.people.signing import ADDRESS, PASSWORD, code_of, with_password

# Pages of one's own that are looked at here; tests/journeys/test_every_page.py leaves them to this test. (Coming back
# from an organisation shows no page: tests/people/test_organisation.py.)
LOOKED_AT = {
    "openid_connect_callback", "mfa_authenticate", "mfa_login_webauthn", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "account_change_password", "mfa_index", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn",
    "mfa_edit_webauthn", "mfa_remove_webauthn",
}  # fmt: skip


@pytest.fixture
def anwen_here(live: str) -> Any:
    return with_password()


def with_passkeys(page: Page) -> None:
    """Give the window a built-in passkey device that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter(page: Page, live: str) -> None:
    page.goto(f"{live}/sign-in/?next=/me/ways/")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_set_up_and_signs_in_without_a_password(anwen_here: Any, page: Page, live: str) -> None:
    with_passkeys(page)
    enter(page, live)

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("Work laptop")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    page.goto(f"{live}/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live}/sign-in/?next=/me/ways/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()
    expect(page.get_by_text("Work laptop").first).to_be_visible()


def test_a_passkey_takes_the_place_of_the_second_step_too(anwen_here: Any, page: Page, live: str) -> None:
    with_passkeys(page)
    enter(page, live)
    page.goto(f"{live}/me/ways/passkeys/new/")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="I have kept them").click()
    page.goto(f"{live}/sign-out/")
    page.get_by_role("button", name="Sign out").click()

    enter(page, live)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()


def test_somebody_disabled_does_not_get_in_by_passkey(
    anwen_here: Any, page: Page, live: str, allowed_statuses: set[int]
) -> None:
    with_passkeys(page)
    enter(page, live)
    page.goto(f"{live}/me/ways/passkeys/new/")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="I have kept them").click()
    type(anwen_here).objects.update(is_active=False)

    page.goto(f"{live}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", name="This passkey does not work here")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 375])
def test_every_page_of_ones_own(anwen_here: Any, window: Callable[..., Page], live: str, width: int) -> None:
    page, problems = window(width=width, height=900, phone=width < 500), {}
    with_passkeys(page)

    def look(name: str) -> None:
        problems[name] = looked_at(page, f"second-step-{name}", width=width)

    def go(path: str, name: str) -> None:
        page.goto(live + path)
        look(name)

    enter(page, live)
    look("ways-none")
    go("/me/ways/?needed", "ways-needed")
    go("/me/password/", "password")
    go("/me/signed-in/", "sessions")
    go("/me/ways/app/", "add-app")
    page.get_by_text("The picture cannot be read").click()
    secret = re.sub(r"\W", "", page.locator("code.key").inner_text())
    page.get_by_label("The code that the app shows").fill("000000")
    page.get_by_role("button", name="Use this app").click()
    look("add-app-wrong")
    page.get_by_text("The picture cannot be read").click()
    secret = re.sub(r"\W", "", page.locator("code.key").inner_text())
    page.get_by_label("The code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Use this app").click()
    look("codes")
    code = page.locator("#codes").inner_text().split()[0]
    go("/me/ways/codes/", "codes-later")
    go("/me/ways/codes/new/", "new-codes")
    go("/me/ways/app/remove/", "remove-app")
    go("/me/ways/passkeys/new/", "add-passkey")
    page.get_by_label("What you call it").fill("Work laptop")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()
    look("ways")
    page.get_by_role("link", name="Rename").click()
    look("rename-passkey")
    page.goto(f"{live}/me/ways/")
    page.get_by_role("link", name="Remove").click()
    look("remove-passkey")
    for kind in ("", "code/", "passkey/"):
        go(f"/me/confirm/{kind}?next=/me/ways/", f"confirm-{kind.strip('/')}")
    go("/sign-out/", "sign-out")
    page.get_by_role("button", name="Sign out").click()
    enter(page, live)
    look("second-step")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()
    assert {name: found for name, found in problems.items() if found} == {}


def test_the_addresses_that_are_left_to_this_test_exist() -> None:
    assert {pattern.name for pattern in signing_in} >= LOOKED_AT
