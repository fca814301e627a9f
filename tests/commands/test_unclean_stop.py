"""After a run that was killed the database is looked through before it is used again (rule 12)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from system_review.commands import wholeness
from system_review.errors import Refused
from tests.commands.conftest import FILE, Program

SQLITE = "django.db.backends.sqlite3"


@pytest.fixture
def database(begun_program: Program) -> dict[str, str]:
    return {"ENGINE": SQLITE, "NAME": str(begun_program.folder / FILE)}


def broken(file: Path) -> None:
    """A page in the middle says nothing any more."""
    size = file.stat().st_size // 4096
    with file.open("r+b") as content:
        content.seek(size // 2 * 4096)
        content.write(b"\xff" * 4096)


def killed(folder: Path, database: dict[str, str]) -> None:
    """A run that never came to its end."""
    run = wholeness.watched(folder, database)
    run.__enter__()
    assert (folder / wholeness.RUNNING).read_bytes()
    with closing(run.gen):  # type: ignore[attr-defined]
        (folder / "kept").write_bytes((folder / wholeness.RUNNING).read_bytes())
    (folder / wholeness.RUNNING).write_bytes((folder / "kept").read_bytes())


def test_a_whole_database_goes_on_after_a_kill(begun_program: Program, database: dict[str, str]) -> None:
    folder = begun_program.folder
    killed(folder, database)

    with wholeness.watched(folder, database):
        pass

    assert (folder / wholeness.RUNNING).read_bytes() == b""


def test_a_damaged_one_is_not_used_any_more(begun_program: Program, database: dict[str, str]) -> None:
    folder = begun_program.folder
    killed(folder, database)
    broken(Path(database["NAME"]))

    with pytest.raises(Refused, match="not ended properly"), wholeness.watched(folder, database):
        pass

    served = begun_program("serve", "--port", "8765")
    assert "the database is damaged now" in served.err.splitlines()[-1] and served.code == 2


def test_after_a_proper_end_nothing_is_looked_at(begun_program: Program, database: dict[str, str]) -> None:
    folder = begun_program.folder
    with wholeness.watched(folder, database):
        pass
    broken(Path(database["NAME"]))

    with wholeness.watched(folder, database):
        assert (folder / wholeness.RUNNING).read_bytes() == b"1"


def test_a_second_server_on_the_same_folder_looks_at_nothing(begun_program: Program, database: dict[str, str]) -> None:
    folder = begun_program.folder
    with wholeness.watched(folder, database):
        broken(Path(database["NAME"]))
        with wholeness.watched(folder, database):
            pass

        assert (folder / wholeness.RUNNING).read_bytes() == b"1"  # the first one still runs
