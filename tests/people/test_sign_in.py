from __future__ import annotations

import pytest

from system_review.people.services import local_person
from tests.factories import AT

TOKEN = "t" * 43


@pytest.fixture
def local(db, settings):
    settings.SIGN_IN_TOKEN, settings.RUN = TOKEN, "run-1"
    return local_person(name="Mona", at=AT)


def test_the_printed_link_signs_in(as_, local):
    client = as_(None)

    response = client.get(f"/sign-in/{TOKEN}/")

    assert response.status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("token", ["wrong", "T" * 43, TOKEN[:-1]])
def test_a_wrong_link_says_what_to_do(as_, local, token):
    client = as_(None)

    response = client.get(f"/sign-in/{token}/")

    assert response.status_code == 404
    assert "Open the link that was printed" in response.text
    assert client.get("/").status_code == 302


def test_without_a_token_no_link_signs_in(as_, local, settings):
    settings.SIGN_IN_TOKEN = ""

    assert as_(None).get("/sign-in/anything/").status_code == 404


def test_a_session_ends_with_the_server(as_, local, settings):
    client = as_(None)
    client.get(f"/sign-in/{TOKEN}/")

    settings.RUN = "run-2"

    assert client.get("/").status_code == 302


def test_one_can_change_ones_name(as_, local):
    client = as_(None)
    client.get(f"/sign-in/{TOKEN}/")

    assert client.post("/me/", {"name": "Mona Lisa"}).status_code == 302
    assert "Mona Lisa" in client.get("/me/").text
    assert client.post("/me/", {"name": " "}).status_code == 422


def test_answers_carry_their_headers(as_, local):
    response = as_(None).get("/sign-in/")

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_form_without_its_token_is_refused(local, settings):
    from django.test import Client

    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    client.get(f"/sign-in/{TOKEN}/")

    assert client.post("/me/", {"name": "Other"}).status_code == 403
