"""Every act that is refused has a line in the log: whose it was and by which page, and nothing that was sent."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from system_review.config.log_lines import Json
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from tests.people.signing import PASSWORD, browser, sign_in, with_password

CANARY = "zebulon"


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Any:
    """The lines that were written about refusals until now."""
    caplog.set_level(logging.INFO, "system_review.refusals")
    return lambda: [json.loads(Json().format(one)) for one in caplog.records if one.name == "system_review.refusals"]


@pytest.fixture
def here(db: None, eastmere: Any) -> Any:
    """Anwen, who is a member of Eastmere and leads nothing; her browser."""
    person = with_password()
    Member.unscoped.create(partnership=eastmere, person=person, roles=[Role.READER])
    client = browser()
    sign_in(client)
    client.person = person
    return client


def test_what_is_not_ones_own_and_what_one_may_not(here: Any, eastmere: Any, said: Any) -> None:
    statuses = [
        here.get(f"/{CANARY}/").status_code,
        here.get(f"/{eastmere.slug}/reviews/{CANARY}/").status_code,
        here.get(f"/{eastmere.slug}/people/?{CANARY}={CANARY}").status_code,
    ]

    assert statuses == [404, 404, 403]
    lines = said()
    assert [line["status"] for line in lines] == statuses
    assert {line["person"] for line in lines} == {str(here.person.public_id)}
    assert all(line["event"] == "refused" and ":" in line["view"] for line in lines)
    assert CANARY not in json.dumps(lines) and "anwen" not in json.dumps(lines).lower()


def test_a_forged_form_and_too_many_tries_whoever_sends_them(db: None, said: Any) -> None:
    forged = browser(enforce_csrf_checks=True).post("/sign-in/", {"login": CANARY, "password": PASSWORD})
    for _ in range(6):
        last = sign_in(browser(), email="nobody@example.org", password="wrong")

    assert (forged.status_code, last.status_code) == (403, 429)
    assert [(line["view"], line["status"]) for line in said()] == [("account_login", 403), ("account_login", 429)]
    assert not any("person" in line for line in said())


def test_what_strangers_programs_ask_for_and_what_is_allowed_is_left_out(here: Any, eastmere: Any, said: Any) -> None:
    stranger = browser()

    assert stranger.get("/wp-login.php").status_code == 404
    assert stranger.get(f"/sign-in/once/{CANARY}/").status_code == 404
    assert here.get("/favicon-that-is-not-there.ico").status_code == 404
    assert here.get("/").status_code in (200, 302)

    assert said() == []


@pytest.mark.parametrize(("url", "level"), [("https://reviews.example.org", "INFO"), ("", "WARNING")])
def test_they_are_written_without_being_asked_for_where_others_come(url: str, level: str) -> None:
    import os
    import subprocess
    import sys

    code = "from django.conf import settings as s; print(s.LOGGING['loggers']['system_review.refusals']['level'])"
    env = {**os.environ, "SYSTEM_REVIEW_URL": url, "DJANGO_SETTINGS_MODULE": "system_review.config.settings"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == level
