"""Settings come from the environment or a file, and each that cannot be used is one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from _house import ROOT

from system_review.config import addresses, environment, mailing
from system_review.config.catalogue import SETTINGS, Setting
from system_review.config.given import WrongSetting, given
from tests.commands.conftest import Program

PAGE = ROOT / "docs" / "running" / "settings.md"
KEY = "q7LbX2vRt9ZmC4wKp8NyHs3JdF6gTa1Ee5UoIiQxBc"
URL = "https://reviews.example.org"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Commands as programs, with a data folder that need not be there."""
    return Program(tmp_path / "data")


def row(setting: Setting) -> str:
    """The setting's line in the table of the page."""
    example = setting.example if setting.example.startswith(("`", "as ")) else f"`{setting.example}`"
    secret = ", or a file: `…_FILE`" if setting.is_secret else ""
    name = f"`{setting.name}`{secret}"
    return f"| {name} | {setting.what} | {example} | {setting.without} |"


def test_the_page_lists_every_setting_as_it_is() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(("| `SYS", "| `DATA"))]

    assert lines == [row(setting) for setting in SETTINGS], "\n".join(["write:", *map(row, SETTINGS)])


def test_every_example_is_one_that_can_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = [
        f"{setting.in_file} = {json.dumps(setting.example)}"
        for setting in SETTINGS
        if setting.name != "SYSTEM_REVIEW_CONFIG" and not setting.example.startswith("`")
    ]
    file = tmp_path / "settings.toml"
    file.write_text("\n".join([*lines, f'secret_key = "{KEY}"']), encoding="utf-8")
    monkeypatch.delenv("SYSTEM_REVIEW_DATA")
    monkeypatch.setenv("SYSTEM_REVIEW_CONFIG", str(file))

    environment.checked()

    assert addresses.base_url() == URL
    assert environment.data_folder() == Path("/var/lib/system-review")
    assert environment.database(tmp_path)["OPTIONS"]["sslmode"] == "verify-full"
    assert environment.secret_key(tmp_path) == KEY
    assert environment.organisations()[0]["name"] == "Eastmere Council"


def test_the_environment_goes_before_the_file_and_a_secret_may_have_a_file_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "mail").write_text("smtp://name:password@mail.example.org:587\n", encoding="utf-8")
    file = tmp_path / "settings.toml"
    file.write_text(f'url = "https://other.example.org"\nupload_mb = 30\nmail_file = "{tmp_path / "mail"}"\n')
    monkeypatch.setenv("SYSTEM_REVIEW_CONFIG", str(file))
    monkeypatch.setenv("SYSTEM_REVIEW_URL", URL)

    assert given("SYSTEM_REVIEW_URL") == URL
    assert environment.upload_most() == 30 * 1024 * 1024
    assert mailing.mail()[1]["PASSWORD"] == "password"


WRONG = {
    "SYSTEM_REVIEW_METRICS_TOKEN": ("short", "can be guessed or not be sent"),
    "SYSTEM_REVIEW_LOG": ("xml", "SYSTEM_REVIEW_LOG must be plain or json"),
    "SYSTEM_REVIEW_LOG_LEVEL": ("debug", "SYSTEM_REVIEW_LOG_LEVEL must be one of info, warning, error"),
    "SYSTEM_REVIEW_MIAL": ("x", "There is no setting SYSTEM_REVIEW_MIAL. Did you mean SYSTEM_REVIEW_MAIL?"),
    "system_review_url": (URL, "There is no setting system_review_url. Did you mean SYSTEM_REVIEW_URL?"),
    "SYSTEM_REVIEW_DEBUG": ("1", "There is no setting SYSTEM_REVIEW_DEBUG. Take it out"),
    "SYSTEM_REVIEW_ALLOWED_HOSTS": ("*", "There is no setting SYSTEM_REVIEW_ALLOWED_HOSTS. Take it out"),
    "SYSTEM_REVIEW_SECRET_KEY": ("django-insecure-" + KEY, "can be guessed: give 40 characters or more"),
    "SYSTEM_REVIEW_SECRET_KEY_FILE": ("/nowhere/key", "names /nowhere/key, which cannot be read (No such file"),
    "SYSTEM_REVIEW_MAIL": ("smtp://name:pass/word@host:587", "must be like smtp://name:password@host:587"),
    "SYSTEM_REVIEW_MAIL_FROM": ("nobody", "must be like System Review <reviews@example.org>"),
    "SYSTEM_REVIEW_OIDC_ISSUER": ("http://login.example.org", "must be an https address"),
    "SYSTEM_REVIEW_OIDC_2_CLIENT_ID": ("x", "SYSTEM_REVIEW_OIDC_2_CLIENT_ID needs SYSTEM_REVIEW_OIDC_2_ISSUER beside"),
    "SYSTEM_REVIEW_CONTROLLER": ("Council\nEastmere", "holds a line break"),
    "SYSTEM_REVIEW_CONFIG": ("/nowhere/settings.toml", "The settings file /nowhere/settings.toml cannot be read"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_used_is_one_sentence_that_names_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    value, said = WRONG[name]
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSetting) as stop:
        environment.checked()

    [line] = capsys.readouterr().err.splitlines()
    assert stop.value.code == 2
    assert said in line


@pytest.mark.parametrize(
    "url",
    [
        "http://reviews.example.org",
        "https://*",
        "https://*.example.org",
        "https://.example.org",
        "https://reviews.example.org/reviews",
        "https://name:word@reviews.example.org",
        "https://reviews.example.org:port",
        "https://[",
        "https://",
        "https://reviews example.org",
        "reviews.example.org",
        "https://reviews.example.org?",
        "https://a,b",
    ],
)
def test_an_address_is_https_and_of_one_host(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SYSTEM_REVIEW_URL", url)

    if url.endswith("?"):  # an empty query is no query
        assert addresses.hosts(addresses.base_url()) == ["localhost", "127.0.0.1", "[::1]", "reviews.example.org"]
        return
    with pytest.raises(WrongSetting):
        addresses.base_url()
    assert "SYSTEM_REVIEW_URL must be an https address without a path" in capsys.readouterr().err


FILES = {
    'urk = "https://reviews.example.org"': "has a setting that is not known: urk. Did you mean url?",
    'SYSTEM_REVIEW_URL = "https://reviews.example.org"': "is not known: SYSTEM_REVIEW_URL. Did you mean url?",
    "url = https://reviews.example.org": "cannot be understood: ",
    "upload_mb = true": "upload_mb must be one text in quotation marks",
    "[mail]\nhost = 'x'": "mail must be one text in quotation marks",
    'url = "http://reviews.example.org"': "SYSTEM_REVIEW_URL must be an https address",
    "url = 'x'\nurl = 'y'": "cannot be understood: ",
    f'mail = "smtp://host"\nmail_file = "{PAGE}"': "SYSTEM_REVIEW_MAIL and SYSTEM_REVIEW_MAIL_FILE are both set",
    "\udcff": "it is not a text in UTF-8",
}


@pytest.mark.parametrize("content", FILES)
def test_a_settings_file_that_cannot_be_used_is_one_sentence(
    content: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content.encode(errors="surrogateescape"))
    monkeypatch.setenv("SYSTEM_REVIEW_CONFIG", str(file))

    with pytest.raises(WrongSetting):
        environment.checked()

    [line] = capsys.readouterr().err.splitlines()
    assert FILES[content] in line


BEYOND = {"SYSTEM_REVIEW_LISTEN": "0.0.0.0:8000"}
HTTPS = {"SYSTEM_REVIEW_URL": URL}
UNSAFE = [
    (BEYOND, "without an address: set SYSTEM_REVIEW_URL, like https://reviews.example.org"),
    (BEYOND | {"SYSTEM_REVIEW_URL": "http://localhost:8000"}, "over plain http"),
    (BEYOND | {"SYSTEM_REVIEW_URL": "https://localhost"}, "over plain http"),
    (BEYOND | {"SYSTEM_REVIEW_URL": "https://*"}, "of one computer and without *"),
    (BEYOND | HTTPS | {"SYSTEM_REVIEW_SECRET_KEY": "secret"}, "SYSTEM_REVIEW_SECRET_KEY can be guessed"),
    (BEYOND | HTTPS | {"SYSTEM_REVIEW_SECRET_KEY": "a" * 50}, "SYSTEM_REVIEW_SECRET_KEY can be guessed"),
    (BEYOND | HTTPS | {"SYSTEM_REVIEW_DEBUG": "1"}, "There is no setting SYSTEM_REVIEW_DEBUG"),
    (BEYOND | HTTPS | {"PYTHONDEVMODE": "1"}, "in Python's development mode"),
    ({"SYSTEM_REVIEW_LISTEN": "reviews.example.org:80"}, "SYSTEM_REVIEW_LISTEN must be an address in figures"),
]


@pytest.mark.parametrize("number", range(len(UNSAFE)))
def test_nobody_beyond_this_computer_is_served_unsafely(number: int, program: Program) -> None:
    settings, said = UNSAFE[number]

    sentence = Program(program.folder, settings)("serve").sentence

    assert said in sentence
    assert not program.folder.exists()


def test_the_demonstration_is_for_this_computer_alone(program: Program) -> None:
    assert "for this computer alone" in Program(program.folder, HTTPS)("demo").sentence
    assert "without an address" in program("demo", "--host", "0.0.0.0").sentence
