"""Upgrading from each version that is kept (D3): the same before and after, also when it is killed half-way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.serving import Place
from tests.drill.conftest import new_database
from tests.drill.versions import (
    VERSIONS,
    differences,
    exported,
    exported_then,
    killed,
    left_on_postgresql,
    left_on_sqlite,
)
from tests.postgres import Postgres

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
