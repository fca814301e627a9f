"""`/.well-known/security.txt`: whom to tell of a hole, read by whoever found one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from system_review.config import environment
from system_review.config.given import WrongSetting

PATH = "/.well-known/security.txt"


def fields(answer):
    return dict(line.split(": ", 1) for line in answer.text.splitlines())


def test_whoever_comes_reads_it_without_signing_in_and_gets_no_cookie(as_, settings, db):
    settings.SECURITY_CONTACT, settings.BASE_URL = "mailto:security@example.org", "https://reviews.example.org"

    answer = as_(None).get(PATH)

    assert answer.status_code == 200 and not answer.cookies
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = fields(answer)
    assert said["Contact"] == "mailto:security@example.org"
    assert said["Canonical"] == f"https://reviews.example.org{PATH}"
    left = datetime.fromisoformat(said["Expires"]) - datetime.now(UTC)
    assert timedelta(days=178) < left < timedelta(days=365)


def test_where_nobody_is_named_there_is_nothing(as_, settings, db):
    settings.SECURITY_CONTACT = ""

    assert as_(None).get(PATH).status_code == 404


@pytest.mark.parametrize(
    ("named", "means"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/report/", "https://example.org/report/"),
        ("", ""),
    ],
)
def test_a_contact_is_an_address_of_mail_or_web(monkeypatch, named, means):
    monkeypatch.setenv("SYSTEM_REVIEW_SECURITY_CONTACT", named)

    assert environment.security_contact() == means


@pytest.mark.parametrize("named", ["call us", "http://example.org", "a@b.org\nExpires: never", "javascript:x", "@"])
def test_another_contact_is_refused_with_one_sentence(monkeypatch, named, capsys):
    monkeypatch.setenv("SYSTEM_REVIEW_SECURITY_CONTACT", named)

    with pytest.raises(WrongSetting) as refused:
        environment.security_contact()

    assert "SYSTEM_REVIEW_SECURITY_CONTACT" in str(refused.value) + capsys.readouterr().err
