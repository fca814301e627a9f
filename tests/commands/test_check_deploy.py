"""`check --deploy` finds nothing wrong with the set-up that is documented, and says in a sentence what else is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from system_review.commands.deploying import of_deployment
from system_review.commands.told import Kind, Told
from system_review.config import addresses
from tests.commands.conftest import Program

URL = "https://reviews.example.org"


@pytest.fixture
def shared(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """What the documented settings file makes of Django's settings; the file."""
    settings.BASE_URL, settings.IS_FOR_OTHERS, settings.IS_BEHIND_PROXY, settings.CAN_MAIL = URL, True, True, True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LOG_HEADS = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    settings.SECRET_KEY = "q7LbX2vRt9ZmC4wKp8NyHs3JdF6gTa1Ee5UoIiQxBcVbNmAsDfGhJk"
    settings.ALLOWED_HOSTS = addresses.hosts(URL)
    monkeypatch.setattr("os.getuid", lambda: 1000)
    secret = tmp_path / "mail"
    secret.write_text("smtp://name:password@mail.example.org:587\n")
    secret.chmod(0o640)
    file = tmp_path / "settings.toml"
    file.write_text(f'url = "{URL}"\nmail_file = "{secret}"\nmail_from = "System Review <reviews@example.org>"\n')
    monkeypatch.setenv("SYSTEM_REVIEW_CONFIG", str(file))
    return file


def not_sound(told: Iterable[Told]) -> dict[str, Kind]:
    return {each.sentence: each.kind for each in told if each.kind is not Kind.SOUND}


@pytest.mark.django_db
def test_the_documented_set_up_has_nothing_wrong(shared: Path) -> None:
    found = not_sound(of_deployment())

    if connection.vendor == "sqlite":
        assert [sentence for sentence in found if not sentence.startswith("SQLite serves one machine")] == []
    else:  # the tests' own PostgreSQL is used by its superuser
        assert [sentence for sentence in found if "superuser" not in sentence] == []
        assert len(found) == 1
    assert Kind.WRONG not in found.values()


@pytest.mark.django_db
def test_a_proxy_elsewhere_that_nobody_named_is_told(
    shared: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYSTEM_REVIEW_URL", URL)
    monkeypatch.setenv("SYSTEM_REVIEW_LISTEN", "0.0.0.0:8000")
    named = [sentence for sentence in not_sound(of_deployment()) if "SYSTEM_REVIEW_PROXIES" in sentence]
    settings.PROXIES = [*addresses.LOOPBACK_NETWORKS, "10.0.0.5/32"]

    assert len(named) == 1
    assert not any("SYSTEM_REVIEW_PROXIES" in sentence for sentence in not_sound(of_deployment()))


@pytest.mark.django_db
def test_what_is_missing_or_open_is_told(shared: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BASE_URL, settings.IS_FOR_OTHERS, settings.CAN_MAIL = "http://localhost:8000", False, False
    settings.SESSION_COOKIE_SECURE, settings.DEBUG, settings.LOG_HEADS = False, True, False
    monkeypatch.setattr("os.getuid", lambda: 0)
    (shared.parent / "mail").chmod(0o644)

    found = not_sound(of_deployment())

    for said, kind in (
        ("Only this computer is served: set SYSTEM_REVIEW_URL", Kind.WRONG),
        (f"Everybody on this computer may read {shared.parent / 'mail'}", Kind.WRONG),
        ("System Review runs as root", Kind.NOTE),
        ("No letters are sent", Kind.NOTE),
        ("The heads of the history lie in the data folder alone", Kind.NOTE),
        ("Django's check security.W018", Kind.WRONG),
        ("Django's check security.W01", Kind.WRONG),
    ):
        assert [found[sentence] for sentence in found if sentence.startswith(said)][:1] == [kind], said


@pytest.mark.only_sqlite
def test_the_command_says_it_and_notes_that_it_looked(begun_program: Program) -> None:
    said = Program(begun_program.folder, {"SYSTEM_REVIEW_URL": URL})("check", "--deploy")

    assert said.code == 0, said.out
    assert f"People come to {URL}" in said.out
    assert "No letters are sent" in said.out
    assert '"history_holds": 1' in (begun_program.folder / "noted" / "check").read_text()
    assert "Only this computer is served" in begun_program("check", "--deploy").out
