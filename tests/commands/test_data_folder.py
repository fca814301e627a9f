"""Every command prepares an empty data folder by itself, for its owner alone, once, and never a foreign database."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import threading
from pathlib import Path

import pytest
from _house import ROOT

from system_review.commands import folder, glance, starting, static_files
from system_review.errors import Refused
from tests.commands.conftest import PROGRAM, Program, begun


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_an_empty_folder_is_prepared_by_any_command_for_its_owner_alone(program: Program) -> None:
    program.folder.mkdir(mode=0o755)

    said = program("list", "--json")

    assert (said.code, said.out) == (0, "[]\n")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [program.folder, *program.folder.iterdir()]}
    assert {"system-review.sqlite3", "secret-key", "trail-heads"} <= set(modes)
    assert modes.pop("data") == 0o700
    assert set(modes.values()) == {0o600}
    again = program("list", "--json")
    assert (again.code, again.err) == (0, "")


def test_options_of_every_command_go_before_and_after_its_name(
    program: Program, migrated: Path, tmp_path: Path
) -> None:
    other = begun(tmp_path / "other", migrated)

    assert program("--data", str(other), "list", "--json").out == "[]\n"
    assert program("list", "--json", "--data", str(other)).err == ""
    assert not program.folder.exists()


def test_two_first_starts_at_once_prepare_one_folder(program: Program) -> None:
    starts = [
        subprocess.Popen(
            [*PROGRAM, "example"], cwd=ROOT, env=program.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    answers = [(*start.communicate(), start.returncode) for start in starts]

    assert [code for _, _, code in answers] == [0, 0, 0], answers
    assert len({out for out, _, _ in answers}) == 1
    assert len(program("list").out.splitlines()) == 1
    assert program("check").code == 0


def test_the_key_is_made_once_even_by_two_at_the_same_moment(tmp_path: Path) -> None:
    at_once = threading.Barrier(8)
    keys: list[str] = []

    def make() -> None:
        at_once.wait(10)
        folder.made_folder(tmp_path / "data", holds_database=True)
        keys.append((tmp_path / "data" / "secret-key").read_text())

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert len(keys[0].strip()) > 60
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_an_empty_key_left_by_a_full_disk_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()

    folder.made_folder(tmp_path, holds_database=True)

    assert (tmp_path / "secret-key").read_text().strip()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_a_folder_with_other_things_in_it_keeps_its_modes(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    tmp_path.chmod(0o755)

    folder.made_folder(tmp_path, holds_database=True)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_network_drive_is_refused_for_sqlite_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "network_kind", lambda path: "cifs")

    with pytest.raises(Refused, match="lies on a network drive"):
        folder.made_folder(tmp_path, holds_database=True)
    assert folder.made_folder(tmp_path, holds_database=False) == tmp_path


def test_the_kind_of_drive_is_that_of_the_innermost_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = f"disk / ext4 rw 0 0\n//server/share {tmp_path}/my\\040share cifs rw 0 0\n"
    monkeypatch.setattr(folder.Path, "read_text", lambda *_, **__: mounts)

    assert folder.network_kind(tmp_path / "my share" / "data") == "cifs"
    assert folder.network_kind(tmp_path / "my share of it") == ""


def database(path: Path, *statements: str) -> dict[str, object]:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}}


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    settings = database(tmp_path / "other.sqlite3", "CREATE TABLE recipes (name text)")

    with pytest.raises(Refused, match="holds the data of another program"):
        glance.standing(settings)


def test_a_database_of_a_newer_version_is_refused_untouched(program: Program, prepared: Path) -> None:
    shutil.copytree(prepared, program.folder)
    file = program.folder / "system-review.sqlite3"
    database(file, "INSERT INTO django_migrations (app, name, applied) VALUES ('reviews', '9999_later', '2031-01-01')")
    before = file.read_bytes()

    for command in (["list"], ["serve"], ["prepare"], ["example"]):
        assert "was last used with a newer version of System Review" in program(*command).sentence

    assert file.read_bytes() == before


def test_a_database_of_an_older_version_is_brought_up_to_date_on_sqlite(program: Program, prepared: Path) -> None:
    shutil.copytree(prepared, program.folder)
    database(
        program.folder / "system-review.sqlite3",
        "DROP TRIGGER event_no_update",
        "DROP TRIGGER event_no_delete",
        "DELETE FROM django_migrations WHERE app = 'audit' AND name = '0002_append_only'",
    )

    assert program("list").code == 0
    assert glance.standing(database(program.folder / "system-review.sqlite3")).missing == frozenset()


def test_on_postgresql_a_database_in_use_waits_for_the_command(tmp_path: Path) -> None:
    behind = glance.Standing("postgresql", False, frozenset({("reviews", "0002_more")}))
    empty = glance.Standing("postgresql", True, frozenset({("reviews", "0002_more")}))

    with pytest.raises(Refused, match=r"needs 1 changes for this version.*system-review prepare"):
        starting.refuse_unasked(behind)
    starting.refuse_unasked(empty)


def test_the_glance_knows_the_same_migrations_as_django() -> None:
    from django.db.migrations.loader import MigrationLoader

    assert glance.known_migrations() == frozenset(MigrationLoader(None).disk_migrations)


def test_the_glance_reads_how_a_database_stands(transactional_db: None) -> None:
    from django.db import connection

    from system_review.people.services import local_person
    from tests.factories import AT

    before = glance.standing(connection.settings_dict)
    local_person(name="Anwen", at=AT)
    after = glance.standing(connection.settings_dict)

    assert (before.vendor, before.missing, before.is_empty) == (connection.vendor, frozenset(), False)
    assert (before.is_ready, after.is_ready, after.has_example) == (False, True, False)


def test_collected_files_are_current_until_something_of_them_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").touch()
    assert not static_files.are_current(tmp_path)

    static_files.note_current(tmp_path)
    assert static_files.are_current(tmp_path)

    monkeypatch.setattr(static_files, "_ours", lambda: iter(["ui/static/ui/new.css 1 1"]))
    assert not static_files.are_current(tmp_path)
