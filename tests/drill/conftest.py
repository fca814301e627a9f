"""A prepared data folder with the generated review, on each database; and what the drills tell at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.bench.measuring import inside
from tests.bench.serving import Place
from tests.missing import missing
from tests.postgres import NoPostgres, Postgres

LASTING = ("fsync=on", "synchronous_commit=on")  # as a partnership's own PostgreSQL is set
TOLD = pytest.StashKey[list[str]]()


@dataclass(frozen=True)
class Filled:
    """A place with the generated review in it, and the names of its things."""

    database: str
    place: Place
    names: dict[str, Any]

    def address(self, pattern: str) -> str:
        """An address from a pattern with names in braces."""
        return pattern.format(**self.names)

    def findings(self) -> list[str]:
        """The text of every finding, as the database has it now."""
        found: list[str] = inside(self.place, "rows")["findings"]
        return found

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        counts: dict[str, int] = inside(self.place, "rows")["counts"]
        return counts

    def is_sound(self) -> bool:
        """What `check` says of folder, database and history. Raises `RuntimeError` with what it said if not."""
        return self.place.command("check").returncode == 0


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL that keeps its promises, for all drills."""
    try:
        server = Postgres(options=LASTING)
    except NoPostgres as why:
        missing(f"PostgreSQL: {why}", "bin/setup --dev")
    with server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Filled:
    """The generated review in a data folder of its own, on each database in turn."""
    url = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        url = server.url.replace("@/postgres", f"@/{new_database(server)}")
    place = Place(tmp_path / "data", url)
    place.command("prepare")
    return Filled(request.param, place, inside(place, "fill"))


def new_database(server: Postgres) -> str:
    """The name of an empty database on this server."""
    import psycopg

    database = f"drill_{uuid4().hex}"  # not the test's name: two long ones can begin alike
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')
    return database


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """`tell(words)`: a line that is printed when all is done, whether the drill passed or not."""
    lines = request.config.stash.setdefault(TOLD, [])
    return lambda words: lines.append(f"{request.node.name}: {words}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what the drills told."""
    if lines := config.stash.get(TOLD, []):
        terminalreporter.section("what was done")
        for line in lines:
            terminalreporter.write_line(line)
