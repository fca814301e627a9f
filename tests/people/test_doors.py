"""Each address of signing in: who may open it, and that nobody else learns anything there."""

from __future__ import annotations

import pytest

from system_review.people.urls import signing_in
from tests.people.signing import browser, sign_in, with_password

# By name: what somebody gets who is not signed in, and somebody who is.
OPENED = {
    "account_login": ("/sign-in/", 200, 302),
    "account_logout": ("/sign-out/", 302, 200),
    "account_reset_password": ("/sign-in/forgotten/", 200, 200),
    "account_reset_password_done": ("/sign-in/forgotten/sent/", 200, 200),
    "account_reset_password_from_key": ("/sign-in/new-password/1/not-a-key/", 200, 200),
}


def test_every_address_of_signing_in_is_in_the_table():
    assert {pattern.name for pattern in signing_in} == set(OPENED)


@pytest.mark.parametrize("name", OPENED)
def test_opened_by_nobody_and_by_somebody(db, name):
    path, by_nobody, by_somebody = OPENED[name]
    with_password()
    client = browser()

    assert client.get(path).status_code == by_nobody
    sign_in(client)
    assert client.get(path).status_code == by_somebody


@pytest.mark.parametrize("name", OPENED)
def test_a_form_without_its_token_is_refused(db, name):
    with_password()

    assert browser(enforce_csrf_checks=True).post(OPENED[name][0]).status_code == 403
