"""`check` says what is sound and what is not, and ends with 1 if something is wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from system_review.commands import soundness
from system_review.commands.soundness import is_fixed
from system_review.commands.told import Kind
from tests import factories
from tests.audit.chains import chain_of
from tests.commands.conftest import Program, Run
from tests.triggers import without_triggers


@pytest.fixture
def copied(prepared: Path, tmp_path: Path) -> Program:
    """A data folder with the example in it, of one's own."""
    shutil.copytree(prepared, tmp_path / "data")
    (tmp_path / "data").chmod(0o700)
    return Program(tmp_path / "data")


def wrong(out: str) -> list[str]:
    return [line.removeprefix("WRONG").strip() for line in out.splitlines() if line.startswith("WRONG")]


def test_a_sound_folder_is_told_to_be_sound(copied: Program) -> None:
    said = copied("check")

    assert said.code == 0
    assert all(line.startswith("Looking through everything") for line in said.err.splitlines())  # on a busy machine
    assert wrong(said.out) == []
    assert "The attachments are there and unchanged (0)." in said.out
    assert "The database file is whole." in said.out
    assert "The history of changes is whole (2 chains" in said.out
    assert said.out.splitlines()[-1].startswith("All is sound")


def test_a_new_folder_is_sound(begun_program: Program) -> None:
    said = begun_program("check")

    assert said.code == 0
    assert (begun_program.folder / "secret-key").is_file()


def test_a_damaged_database_is_told(copied: Program) -> None:
    file = copied.folder / "system-review.sqlite3"
    content = bytearray(file.read_bytes())
    content[:16] = b"not a database!!"
    file.write_bytes(content)

    said = copied("check")

    assert said.code == 1
    assert "The file with the reviews is damaged" in wrong(said.out)[0]
    assert copied("list").code == 2


@pytest.mark.parametrize("part", [0, 0.3, 0.6, 0.9])
def test_one_damaged_page_is_told_and_the_file_left_as_it_is(copied: Program, part: float) -> None:
    file = copied.folder / "system-review.sqlite3"
    with file.open("r+b") as database:
        database.seek(int(part * (file.stat().st_size // 4096)) * 4096)
        database.write(b"\xff" * 4096)
    damaged = file.read_bytes()

    said = copied("check")

    assert said.code == 1
    assert "The file with the reviews is damaged" in wrong(said.out)[0]
    assert "Traceback" not in said.err
    assert file.read_bytes() == damaged


def test_rows_that_point_to_nothing_are_told(copied: Program) -> None:
    with sqlite3.connect(copied.folder / "system-review.sqlite3") as database:
        database.execute("UPDATE reviews_finding SET cell_id = 999999 WHERE id = (SELECT min(id) FROM reviews_finding)")
    database.close()

    said = copied("check")

    assert said.code == 1
    assert wrong(said.out) == ["1 rows point to what is not there, the first in reviews_finding."]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_a_folder_that_others_may_read_is_told(copied: Program) -> None:
    copied.folder.chmod(0o755)
    (copied.folder / "secret-key").chmod(0o644)

    said = copied("check")

    assert said.code == 1
    assert len(wrong(said.out)) == 1
    assert f"may read {copied.folder}, {copied.folder / 'secret-key'}: take that right away" in said.out


def test_a_history_that_does_not_hold_is_told_with_its_partnership(run: Run, db: None) -> None:
    from system_review.audit.models import Event

    partnership = factories.partnership("Eastmere Safeguarding Partnership")
    with without_triggers():
        Event.objects.filter(chain=chain_of(partnership)).update(kind="partnership.ended")
        said = run("check")

    assert said.code == 1
    assert "The history of Eastmere Safeguarding Partnership does not hold: event 1 was changed." in wrong(said.out)


def test_settings_are_read_back_from_the_database(run: Run, db: None) -> None:
    if connection.vendor != "sqlite":
        [told] = [line for line in wrong(run("check").out) if "power cut" in line]
        assert "fsync is off, full_page_writes is off" in told  # the tests switch them off
        return

    [told] = [line for line in wrong(run("check").out) if "settings" in line]

    assert "synchronous is 0, not 2, so that not what was saved survives a power cut" in told  # the tests switch it off


def test_too_little_space_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(soundness, "FREE", 1 << 60)

    [told] = [told for told in soundness.of_folder(tmp_path) if "free" in told.sentence]

    assert told.kind is Kind.WRONG


def test_a_synchronised_folder_is_noted(tmp_path: Path, db: None) -> None:
    folder = tmp_path / "OneDrive - Council" / "reviews"
    folder.mkdir(parents=True)

    assert any(
        told.kind is Kind.NOTE and "copied to another place" in told.sentence for told in soundness.of_folder(folder)
    )
    assert not any("copied to another place" in told.sentence for told in soundness.of_folder(tmp_path))


@pytest.mark.parametrize(
    ("version", "fixed"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
     ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True)],
)  # fmt: skip
def test_versions_of_sqlite_with_the_race_are_known(version: tuple[int, int, int], fixed: bool) -> None:
    assert is_fixed(version) is fixed
