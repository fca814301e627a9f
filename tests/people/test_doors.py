"""Each address of signing in: who may open it, and that nobody else learns anything there."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from system_review.people.urls import signing_in
from tests.people.signing import browser, sign_in, with_password

# By name: what somebody gets who is not signed in, and somebody who is.
OPENED = {
    "account_login": ("/sign-in/", 200, 302),
    "account_logout": ("/sign-out/", 302, 200),
    "account_reset_password": ("/sign-in/forgotten/", 200, 200),
    "account_reset_password_done": ("/sign-in/forgotten/sent/", 200, 200),
    "account_reset_password_from_key": ("/sign-in/new-password/1/not-a-key/", 200, 200),
    "mfa_authenticate": ("/sign-in/second-step/", 302, 302),
    "mfa_login_webauthn": ("/sign-in/passkey/", 302, 302),
    "openid_connect_login": ("/sign-in/with/nobody/", 405, 405),
    "openid_connect_callback": ("/sign-in/with/nobody/back/", 404, 404),
    "account_reauthenticate": ("/me/confirm/", 302, 200),
    "mfa_reauthenticate": ("/me/confirm/code/", 302, 302),
    "mfa_reauthenticate_webauthn": ("/me/confirm/passkey/", 302, 302),
    "account_change_password": ("/me/password/", 302, 200),
    "account_set_password": ("/me/password/first/", 302, 302),
    "mfa_index": ("/me/ways/", 302, 200),
    "mfa_activate_totp": ("/me/ways/app/", 302, 200),
    "mfa_deactivate_totp": ("/me/ways/app/remove/", 302, 404),
    "mfa_view_recovery_codes": ("/me/ways/codes/", 302, 404),
    "mfa_generate_recovery_codes": ("/me/ways/codes/new/", 302, 200),
    "mfa_add_webauthn": ("/me/ways/passkeys/new/", 302, 200),
    "mfa_edit_webauthn": ("/me/ways/passkeys/{passkey}/", 302, 404),
    "mfa_remove_webauthn": ("/me/ways/passkeys/{passkey}/remove/", 302, 404),
}


@pytest.fixture
def path_of(db):
    """An address, with somebody else's passkey where it names one."""
    ben = with_password("ben@example.org", "Ben")
    passkey = Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Ben's", "credential": {}})
    return lambda name: OPENED[name][0].format(passkey=passkey.pk)


def test_every_address_of_signing_in_is_in_the_table():
    assert {pattern.name for pattern in signing_in} == set(OPENED)


@pytest.mark.parametrize("name", OPENED)
def test_opened_by_nobody_and_by_somebody(path_of, name):
    path, (_, by_nobody, by_somebody) = path_of(name), OPENED[name]
    with_password()
    client = browser()

    assert client.get(path).status_code == by_nobody
    sign_in(client)
    assert client.get(path).status_code == by_somebody


@pytest.mark.parametrize("name", OPENED)
def test_a_form_without_its_token_is_refused(path_of, name):
    with_password()

    assert browser(enforce_csrf_checks=True).post(path_of(name)).status_code == 403
