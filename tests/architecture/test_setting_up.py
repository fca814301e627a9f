"""bin/setup notices what changed, keeps a person's own settings out, and says what is wrong in a sentence."""

from __future__ import annotations

from pathlib import Path

import _house
import _set_up
import _test_runs
import _tools
import pytest

from tests.surroundings import LEFT_OUT


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a finished set-up of "dev" leaves it."""
    for name in ("requirements", ".venv"):
        (tmp_path / name).mkdir()
    for name in ("run", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("django==5.2\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.ruff]\n')
    (tmp_path / ".venv" / "python").touch()
    here = {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "PYTHON": tmp_path / ".venv" / "python",
            "STAMP": tmp_path / ".venv" / ".set-up", "FONT_MAKER": tmp_path / "fonts.py", "FONTS": tmp_path / "fonts",
            "LOCALE": tmp_path / "locale"}  # fmt: skip
    for name, path in here.items():
        monkeypatch.setattr(_house, name, path)
    _house.STAMP.write_text(f"dev {_house._mark('dev')}\n")
    return tmp_path


def test_the_packages_for_testing_serve_for_running_too(made: Path) -> None:
    assert _house.is_current("dev")
    assert _house.is_current("run")


def test_the_packages_for_running_do_not_serve_for_testing(made: Path) -> None:
    _house.STAMP.write_text(f"run {_house._mark('run')}\n")

    assert _house.is_current("run")
    assert not _house.is_current("dev")


@pytest.mark.parametrize("file", ["requirements/dev.txt", "pyproject.toml", "fonts.py", ".venv/.set-up"])
def test_a_change_is_noticed(made: Path, file: str) -> None:
    before = (made / file).read_text() if (made / file).exists() else ""

    (made / file).write_text("# changed\n" + before)

    assert not _house.is_current("dev")


def test_a_change_of_a_tools_settings_changes_nothing_installed(made: Path) -> None:
    project = made / "pyproject.toml"

    project.write_text(project.read_text() + "line-length = 100\n")

    assert _house.is_current("dev")


def test_a_python_that_is_gone_is_noticed(made: Path) -> None:
    (made / ".venv" / "python").unlink()

    assert not _house.is_current("run")


def test_an_uncompiled_translation_is_noticed(made: Path) -> None:
    folder = made / "locale" / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()

    assert not _house.is_current("dev")


def test_a_persons_settings_for_other_projects_are_kept_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PIP_PROXY", "http://proxy.example")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "other.settings")
    monkeypatch.setenv("DATABASE_URL", "postgresql://real")
    monkeypatch.setenv("SYSTEM_REVIEW_DATA", "mine")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    ours, neutral = _house.surroundings(), _house.neutral_surroundings()

    assert not {"PIP_TARGET", "DJANGO_SETTINGS_MODULE"} & set(ours)
    assert {"PIP_PROXY", "DATABASE_URL", "SYSTEM_REVIEW_DATA"} <= set(ours)
    assert not {"DATABASE_URL", "SYSTEM_REVIEW_DATA", "PYTHONDONTWRITEBYTECODE"} & set(neutral)


def test_a_network_that_is_down_is_told_in_a_sentence() -> None:
    said = "WARNING: Retrying ... NameResolutionError(...)\nERROR: No matching distribution found for django"

    assert "cannot be reached" in _set_up._why_not_installed(said)
    assert "NameResolutionError" not in _set_up._why_not_installed(said)


def test_what_else_pip_says_is_handed_on() -> None:
    assert "hashes do not match" in _set_up._why_not_installed("ERROR: hashes do not match")


@pytest.mark.parametrize(
    ("runs", "code", "last"),
    [
        ([_test_runs.Run("SQLite", 3), _test_runs.Run("PostgreSQL", 2, 0, 1)], 0, "5 passed, 0 failed, 1 skipped"),
        ([_test_runs.Run("SQLite", 3), _test_runs.Run("PostgreSQL", 2, 1)], 1, "5 passed, 1 failed, 0 skipped"),
        ([_test_runs.Run("SQLite", 0, 0, 4)], 1, "0 passed, 0 failed, 4 skipped"),
        ([_test_runs.Run("SQLite", 9, trouble="pytest ended with code 3")], 1, "9 passed, 0 failed, 0 skipped"),
    ],
)
def test_the_last_line_is_the_sum_and_only_success_ends_well(
    runs: list[_test_runs.Run], code: int, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _test_runs._closing(runs) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("1", True), ("false", False), ("", False)])
def test_ci_is_recognised(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("CI", value)

    assert _tools.on_ci() is expected


def test_what_is_left_out_on_postgresql_is_there_and_passed_on_sqlite() -> None:
    for file in LEFT_OUT:
        assert "only_postgresql" not in (_house.ROOT / file).read_text(encoding="utf-8"), file
