"""The link that signs one in once: harmless to open, used once, dead after a quarter of an hour."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from system_review.audit.models import Event, Particular
from system_review.errors import Refused
from system_review.people.models import SignInLink
from system_review.people.rules import OPERATOR
from system_review.people.services import make_sign_in_link, use_sign_in_link
from tests.factories import AT, person


@pytest.fixture
def mona(db):
    return person("Mona")


@pytest.fixture
def token(mona):
    return make_sign_in_link(person=mona, by=OPERATOR, at=AT)


def test_opening_it_ten_times_uses_nothing_and_the_button_signs_in_once(as_, token):
    client = as_(None)

    for _ in range(10):
        page = client.get(f"/sign-in/once/{token}/")
        assert page.status_code == 200
        assert "This link signs you in as Mona" in page.text
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert client.get("/me/").status_code == 302

    assert client.post(f"/sign-in/once/{token}/").headers["Location"] == "/"
    assert client.get("/me/").status_code == 200
    for again in (as_(None).get(f"/sign-in/once/{token}/"), as_(None).post(f"/sign-in/once/{token}/")):
        assert again.status_code == 404
        assert "This link has been used or has ended" in again.text


def test_a_wrong_link_says_what_a_used_one_says(as_, token):
    used = as_(None)
    used.post(f"/sign-in/once/{token}/")

    wrong, again = as_(None).get(f"/sign-in/once/{token[:-1]}/"), as_(None).get(f"/sign-in/once/{token}/")

    assert wrong.status_code == again.status_code == 404
    assert wrong.content == again.content


@pytest.mark.parametrize(("seconds", "status"), [(-2, 404), (60, 200)])  # a busy machine takes seconds to ask
def test_it_ends_by_the_databases_clock(as_, token, seconds, status):
    SignInLink.objects.update(ends_at=F("ends_at") - timedelta(minutes=15) + timedelta(seconds=seconds))

    assert as_(None).get(f"/sign-in/once/{token}/").status_code == status
    assert as_(None).post(f"/sign-in/once/{token}/").status_code == (302 if status == 200 else 404)


def test_a_newer_link_ends_the_one_before(as_, mona, token):
    newer = make_sign_in_link(person=mona, by=OPERATOR, at=AT)

    assert as_(None).get(f"/sign-in/once/{token}/").status_code == 404
    assert as_(None).get(f"/sign-in/once/{newer}/").status_code == 200


def test_who_is_shut_out_gets_no_link_and_uses_none(as_, mona, token):
    mona.is_active = False
    mona.save()

    assert as_(None).post(f"/sign-in/once/{token}/").status_code == 404
    with pytest.raises(Refused):
        make_sign_in_link(person=mona, by=OPERATOR, at=AT)


def test_the_token_itself_is_kept_nowhere(token):
    [link] = SignInLink.objects.all()

    assert token not in link.kept
    assert not Particular.objects.filter(text__contains=token).exists()
    assert Event.objects.filter(kind="sign_in_link.made").count() == 1


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_eight_uses_at_the_same_moment_one_works():
    token = make_sign_in_link(person=person("Mona"), by=OPERATOR, at=AT)
    ready, worked = threading.Barrier(8), []

    def use():
        ready.wait()
        try:
            use_sign_in_link(token=token, at=AT)
            worked.append(True)
        except Refused:
            worked.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(worked) == [False] * 7 + [True]
