"""Signing in by password: who gets in, what the others learn, and how often one may try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from system_review.audit.models import Event, Particular
from system_review.errors import TooOften
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from system_review.people.limits import PASSWORD as PASSWORD_LIMIT
from system_review.people.models import Session, Tries
from system_review.people.services.tries import count_try
from tests.people.signing import ADDRESS, PASSWORD, browser, is_signed_in, sign_in, with_password, without_marks


@pytest.fixture
def anwen_here(db):
    return with_password()


def test_the_right_password_signs_in(anwen_here):
    client = browser()

    response = sign_in(client)

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_a_password_is_kept_as_argon2id_with_the_memory_that_owasp_advises(slow_hashes, anwen_here):
    assert anwen_here.password.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")


def test_the_address_may_be_written_in_any_case(anwen_here):
    assert sign_in(browser(), email=" Anwen@Example.ORG").status_code == 302


def test_the_page_is_the_same_for_wrong_unknown_disabled_and_without_a_password(anwen_here):
    with_password("dis@example.org", "Dis", is_active=False)
    nobody_knows = with_password("link@example.org", "Link")
    nobody_knows.set_unusable_password()
    nobody_knows.save()

    answers = {
        without_marks(sign_in(browser(), email=email, password=password))
        for email, password in [
            (ADDRESS, "wrong"),
            ("unknown@example.org", "wrong"),
            ("dis@example.org", "wrong"),
            ("dis@example.org", "three plain lanterns"),
            ("link@example.org", "wrong"),
        ]
    }

    assert len(answers) == 1
    status, body = answers.pop()
    assert status == 422
    assert b"The e-mail address or the password is not right." in body


def test_after_five_wrong_tries_the_right_password_waits_too(anwen_here):
    for _ in range(5):
        assert sign_in(browser(), password="wrong").status_code == 422

    response = sign_in(browser())

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60
    assert "Try again in 15 minutes" in response.text


def test_right_passwords_do_not_count(anwen_here):
    assert [sign_in(browser()).status_code for _ in range(7)] == [302] * 7


def test_an_unknown_address_has_to_wait_just_as_long(anwen_here):
    answers = [sign_in(browser(), email="nobody@example.org").status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


def test_the_owner_on_a_known_device_is_not_locked_out_by_others(anwen_here):
    own = browser()
    sign_in(own)
    own.post("/sign-out/")
    for _ in range(6):
        sign_in(browser(), password="wrong")

    assert sign_in(browser()).status_code == 429
    assert sign_in(own).status_code == 302


def test_a_known_device_has_five_tries_of_its_own(anwen_here):
    own = browser()
    sign_in(own)
    own.post("/sign-out/")

    assert [sign_in(own, password="wrong").status_code for _ in range(6)] == [422] * 5 + [429]


def test_a_device_is_known_for_its_own_people_alone(anwen_here):
    with_password("ben@example.org", "Ben")
    own = browser()
    sign_in(own, email="ben@example.org")
    own.post("/sign-out/")
    for _ in range(5):
        sign_in(browser(), password="wrong")

    assert sign_in(own).status_code == 429


def test_one_password_over_many_accounts_is_stopped(db):
    answers = [sign_in(browser(), email=f"p{number}@example.org").status_code for number in range(45)]

    assert answers.count(422) == 40
    assert set(answers[40:]) == {429}


def test_tries_count_for_any_quarter_of_an_hour(db):
    now = timezone.now()
    for minute in (0, 10, 11, 12, 13):
        count_try(PASSWORD_LIMIT, "x", at=now + timedelta(minutes=minute))

    with pytest.raises(TooOften):
        count_try(PASSWORD_LIMIT, "x", at=now + timedelta(minutes=15, seconds=-1))
    count_try(PASSWORD_LIMIT, "x", at=now + timedelta(minutes=15))
    with pytest.raises(TooOften) as refused:
        count_try(PASSWORD_LIMIT, "x", at=now + timedelta(minutes=15, seconds=1))
    assert refused.value.wait == 10 * 60 - 1


@pytest.mark.django_db(transaction=True)
def test_of_thirty_tries_at_the_same_moment_five_count():
    now = timezone.now()

    def one(_):
        try:
            count_try(PASSWORD_LIMIT, "x", at=now)
        except TooOften:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(30) as pool:
        made = list(pool.map(one, range(30)))

    assert sum(made) == 5


def test_what_is_kept_of_tries_names_nobody(anwen_here):
    sign_in(browser(), password="wrong")

    assert Tries.objects.count() == 2
    assert not Tries.objects.filter(key__contains="anwen").exists()


def test_the_trail_tells_of_sign_ins_refusals_and_sign_outs(anwen_here):
    client = browser(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")
    sign_in(client, password="wrong")
    sign_in(client, email="who@example.org", password="wrong")
    sign_in(client)
    client.post("/sign-out/")

    events = list(Event.objects.filter(chain="installation").order_by("seq"))

    assert [event.kind for event in events] == [
        "person.refused", "person.refused", "person.signed_in", "person.signed_out",
    ]  # fmt: skip
    assert events[0].subject == f"person:{anwen_here.public_id}"
    assert events[1].subject.startswith("address:")
    assert Particular.objects.get(event=events[2], field="device").text == "Firefox, Windows"
    assert not Particular.objects.filter(text__contains="who@example").exists()


def test_the_key_of_a_session_changes_at_sign_in_and_sign_out(anwen_here):
    client = browser()
    client.get("/sign-in/")
    sign_in(client)
    first = client.session.session_key

    client.post("/sign-out/")
    stolen = browser()
    stolen.cookies["system_review"] = first

    assert not is_signed_in(stolen)
    assert not Session.objects.filter(session_key=first).exists()
    sign_in(client)
    assert client.session.session_key != first


def test_signing_out_asks_first(anwen_here):
    client = browser()
    sign_in(client)

    assert client.get("/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/?said=out"
    assert "You are signed out." in client.get("/sign-in/?said=out").text


def test_a_common_short_or_own_password_is_refused(anwen_here):
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    for poor in ("short", "password1234", "anwen@example.org"):
        with pytest.raises(ValidationError):
            validate_password(poor, anwen_here)
    validate_password("three plain lanterns", anwen_here)


def test_a_password_made_of_words_of_the_place_is_refused(anwen_here, eastmere):
    client = browser()
    sign_in(client)

    def change_to(password):
        return client.post("/me/password/", {"oldpassword": PASSWORD, "password1": password, "password2": password})

    of_the_field = change_to("Safeguarding-2026-11")
    assert change_to("Eastmere tuesday9").status_code == 302, "no word of hers: she is in no partnership"
    Member.unscoped.create(partnership=eastmere, person=anwen_here, roles=[Role.REVIEW_LEAD])
    of_her_place = client.post(
        "/me/password/",
        {"oldpassword": "Eastmere tuesday9", "password1": "Eastmere monday99", "password2": "Eastmere monday99"},
    )

    assert of_the_field.status_code == of_her_place.status_code == 422
    assert "“Safeguarding” is easy to guess here. Leave it out, or add 8 letters" in of_the_field.text
    assert "“Eastmere” is easy to guess here." in of_her_place.text


def test_a_long_password_counts_to_the_letter_with_the_spaces_at_its_ends(db):
    long = "  three plain lanterns and a very long walk home along the quiet harbour at night  "
    person = with_password("long@example.org", "Long")
    person.set_password(long)
    person.save()

    for wrong in (long.strip(), long.upper(), long[:72], f"{long}x"):
        assert sign_in(browser(), email=person.email, password=wrong).status_code == 422
    client = browser()
    sign_in(client, email=person.email, password=long)
    assert is_signed_in(client)
