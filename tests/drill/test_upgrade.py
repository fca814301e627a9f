"""Upgrading from each version that is kept (D3): the same before and after, also when it is killed half-way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.serving import ROOT, Place
from tests.drill.conftest import new_database
from tests.drill.versions import VERSIONS, differences, exported, exported_then, left_on_postgresql, left_on_sqlite
from tests.postgres import Postgres

# Killed when the work of the n-th change is done and not yet kept: what a power cut leaves at the worst moment.
KILLED = """
import os, sys
import django
from django.db.migrations.recorder import MigrationRecorder
left, usual = int(sys.argv.pop(1)), MigrationRecorder.record_applied
def record(self, app, name):
    global left
    left -= 1
    if left == 0:
        os._exit(9)
    usual(self, app, name)
MigrationRecorder.record_applied = record
from system_review.commands import main
sys.exit(main(sys.argv[1:]))
"""
FIRST_START = (1, 12, 40, 75)  # of more than eighty changes that make an empty database

Left = Callable[[str], Place]


@pytest.fixture(params=["sqlite", "postgresql"])
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Left:
    """`left(version)` is a place as that version left it; `left("")` an empty one."""

    def make(version: str) -> Place:
        folder = tmp_path / f"data-{version}-{len(list(tmp_path.iterdir()))}"
        if request.param == "sqlite":
            return left_on_sqlite(version, folder) if version else Place(folder)
        server: Postgres = request.getfixturevalue("postgres")
        url = server.url.replace("@/postgres", f"@/{new_database(server)}")
        return left_on_postgresql(version, folder, url) if version else Place(folder, url)

    make.database = request.param  # type: ignore[attr-defined]
    return make


def killed(place: Place, at: int) -> bool:
    """Prepare, and be killed at the n-th change; False if there were not so many."""
    command = [sys.executable, "-c", KILLED, str(at), "prepare"]
    env = {**place.surroundings, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 9), done.stderr
    return done.returncode == 9


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_written_is_the_same_after_the_upgrade(left: Left, version: str, tell: Callable[[str], None]) -> None:
    place = left(version)

    place.command("prepare")

    assert differences(exported_then(version, left.database), exported(place)) == []  # type: ignore[attr-defined]
    assert place.command("check").returncode == 0
    tell(f"upgraded from {version}")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_upgrade_that_was_killed_at_each_change_is_run_again(
    left: Left, version: str, tell: Callable[[str], None]
) -> None:
    before = exported_then(version, left.database)  # type: ignore[attr-defined]
    kills = 0

    while killed(place := left(version), kills + 1):
        kills += 1
        place.command("prepare")
        assert differences(before, exported(place)) == []

    assert place.command("check").returncode == 0
    assert kills
    tell(f"{kills} kills on the way from {version}")


@pytest.mark.parametrize("at", FIRST_START)
def test_a_first_start_that_was_killed_is_run_again(left: Left, at: int) -> None:
    place = left("")

    assert killed(place, at)
    place.command("prepare")

    assert place.command("check").returncode == 0


@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_the_earlier_version_comes_back_in_this_one(left: Left, version: str, tmp_path: Path) -> None:
    place, new = left(version), left("")

    place.command("backup", str(tmp_path / "before"))
    new.command("restore", str(tmp_path / "before"))

    assert differences(exported_then(version, left.database), exported(new)) == []  # type: ignore[attr-defined]
    assert new.command("check").returncode == 0
    assert os.path.getsize(tmp_path / "before") > 50_000
