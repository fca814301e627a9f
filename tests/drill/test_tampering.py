"""A trail that the product wrote is tampered with on copies of its database; and verified while people write."""

from __future__ import annotations

import faulthandler
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.audit.tamperings import TAMPERINGS, Trail
from tests.bench.serving import PRODUCT, ROOT, Place, Server, Visitor
from tests.drill.crowd import Ledger, crowd

FINDINGS = 30  # written through the product, so that the trail is a real one
VERIFICATIONS, WRITERS = 20, 8


def verified(place: Place) -> dict[str, Any]:
    """What `audit verify --json` tells, with its exit code."""
    command = [sys.executable, *PRODUCT, "audit", "verify", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=place.surroundings, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return {**json.loads(done.stdout), "code": done.returncode}


def faults(found: dict[str, Any], slug: str) -> list[tuple[int, str]]:
    """The places that were told of one partnership."""
    chain = next(chain for chain in found["chains"] if chain["slug"] == slug)
    return [(fault["event"], fault["kind"]) for fault in chain["faults"]]


@pytest.fixture
def written(filled: Any) -> Any:
    """The generated review, in which people have written some findings."""
    address = filled.address("/{partnership}/cells/{cell}/new-finding/")
    with Server(filled.place) as server:
        visitor = Visitor.signed_in(server)
        visitor.form(address)
        for number in range(FINDINGS):
            text = f"Nobody asks about the bus station, {number}"
            assert visitor.post(address, {"text": text, "colour": "red", "key": text}).status == 302
    return filled


@contextmanager
def tampered(place: Place, slug: str) -> Iterator[Trail]:
    """The partnership's chain in the database of a place that is a copy, its triggers switched off."""
    if place.database_url:
        import psycopg

        with psycopg.connect(place.database_url, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            yield _trail(slug, lambda statement, given: _rows(connection.execute(statement, given)))
        return
    with closing(sqlite3.connect(place.folder / "system-review.sqlite3", isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        yield _trail(slug, lambda statement, given: _rows(connection.execute(statement.replace("%s", "?"), given)))


def _rows(cursor: Any) -> list[tuple[Any, ...]]:
    return cursor.fetchall() if cursor.description else []


def _trail(slug: str, run: Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]) -> Trail:
    [(key,)] = run("SELECT key FROM partnerships_partnership WHERE slug = %s", [slug])
    key = str(key) if "-" in str(key) else _dashed(str(key))
    return Trail(key, run)


def _dashed(key: str) -> str:
    """A UUID as the chain names it; SQLite keeps it without dashes."""
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def copy_of(place: Place, folder: Path) -> Place:
    """A copy of a place that nobody uses: its data folder, and on PostgreSQL its database."""
    folder.mkdir(mode=0o700)
    for name in ("secret-key", "trail-heads", "system-review.sqlite3", "system-review.sqlite3-wal"):
        if (place.folder / name).exists():
            shutil.copy2(place.folder / name, folder / name)
    if not place.database_url:
        return Place(folder)
    import psycopg

    source = place.database_url.partition("@/")[2].partition("?")[0]
    name = f"{source}_{folder.name}"[-60:]
    server = place.database_url.replace(f"@/{source}?", "@/postgres?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return Place(folder, place.database_url.replace(f"@/{source}?", f"@/{name}?"))


def test_every_kind_of_tampering_is_found_and_its_place_named(written: Any, tmp_path: Path, tell: Any) -> None:
    faulthandler.cancel_dump_traceback_later()  # copying and verifying so often may take longer than a test should
    slug, found = written.names["partnership"], {}
    assert verified(written.place)["whole"]
    before_that = copy_of(written.place, tmp_path / "earlier")
    written.place.command("new", "--partnership", slug, "--title", "A later one", "--date", "2027-04-20")

    for number, (tamper, done, place) in enumerate(TAMPERINGS):
        copy = copy_of(written.place, tmp_path / f"t{number}")
        with tampered(copy, slug) as trail:
            last, at = trail.last, trail.last - 9
            tamper(trail, at)
        told = verified(copy)
        expected = (place(at, last), str(done))
        found[tamper.__name__] = told["code"] == 1 and expected in faults(told, slug)

    (before_that.folder / "trail-heads").write_bytes((written.place.folder / "trail-heads").read_bytes())
    told = verified(before_that)
    found["an older database put back"] = [kind for _, kind in faults(told, slug)] == ["older database"]
    tell(f"{len(found)} kinds, {sum(found.values())} found with their place")
    assert [name for name, was_found in found.items() if not was_found] == []
    assert len(found) >= 14
    assert verified(written.place)["whole"]


def test_verifying_while_people_write_gives_no_false_alarm(filled: Any, tell: Any) -> None:
    address, ledger, alarms = filled.address("/{partnership}/cells/{cell}/new-finding/"), Ledger(), []
    events: list[int] = []
    with Server(filled.place) as server:
        first = Visitor.signed_in(server)
        first.form(address)
        until = time.monotonic() + 600

        def write() -> None:
            people = [first.another() for _ in range(WRITERS)]
            crowd(people, lambda which, one: ledger.write_findings(one, address, f"w{which}", until=until))

        writing = threading.Thread(target=write)
        writing.start()
        for _ in range(VERIFICATIONS):
            told = verified(filled.place)
            alarms += [fault for chain in told["chains"] for fault in chain["faults"]]
            events.append(sum(chain["events"] for chain in told["chains"]))
        server.kill()
        writing.join()

    tell(f"{VERIFICATIONS} verifications from {events[0]} to {events[-1]} events, {len(alarms)} false alarms")
    assert alarms == []
    assert len(set(events)) > VERIFICATIONS / 2, "nobody wrote meanwhile"
    assert verified(filled.place)["whole"]
