"""Backups while people work come back equal (D1), a restore that is killed is run again, damage is found (D2, D8)."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from system_review.upkeep.rules.backups.checking import Whole, whole
from tests.bench.serving import ROOT, Place, Server, Visitor
from tests.drill.conftest import Filled, new_database
from tests.drill.crowd import Ledger, crowd
from tests.postgres import Postgres

BACKUPS, WRITERS = 3, 6
KILLS, DAMAGES = 6, 40
LEFT_OUT = {
    "people_session",
    "people_signinlink",
    "people_tries",
    "jobs_worker",
    "people_cache",
    "account_emailconfirmation",
}
OTHERWISE = {"django_migrations", "sqlite_sequence", "audit_event", "audit_particular", "audit_head"}

Tell = Callable[[str], None]
New = Callable[[str], Place]


@pytest.fixture
def new(postgres: Postgres, tmp_path: Path) -> New:
    """`new("sqlite")` or `new("postgresql")` is an empty place."""

    def make(database: str) -> Place:
        folder = tmp_path / f"new-{uuid4().hex[:8]}"
        if database == "sqlite":
            return Place(folder)
        return Place(folder, postgres.url.replace("@/postgres", f"@/{new_database(postgres)}"))

    return make


def module(place: Place, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", name]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=place.surroundings, text=True, **pipes)  # type: ignore[call-overload]


def raw_rows(place: Place) -> dict[str, list[str]]:
    out, _ = module(place, "tests.drill.raw_rows").communicate()
    found: dict[str, list[str]] = json.loads(out)
    return found


def inside(file: Path) -> Whole:
    with file.open("rb") as source:
        return whole(source, room=10**10, first=lambda head: None, tell=lambda step: None)


@contextmanager
def under_load(filled: Filled) -> Iterator[tuple[Ledger, list[str]]]:
    """People write findings, and files are attached and erased; what was acknowledged of both."""
    ledger, attached = Ledger(), []
    address = filled.address("/{partnership}/cells/{cell}/new-finding/")
    with Server(filled.place) as server:
        first = Visitor.signed_in(server)
        first.form(address)
        visitors = [first.another() for _ in range(WRITERS)]
        ended = time.monotonic() + 3600
        files = module(filled.place, "tests.drill.attaching")
        assert files.stdin and files.stdout
        listening = threading.Thread(target=lambda: attached.extend(line.strip() for line in files.stdout), daemon=True)
        listening.start()
        writing = threading.Thread(
            target=lambda: crowd(
                visitors, lambda which, one: ledger.write_findings(one, address, f"w{which}", until=ended)
            )
        )
        writing.start()
        try:
            yield ledger, attached
        finally:
            files.stdin.close()
            files.wait(60)
            listening.join(10)
            server.kill()
            writing.join(60)


def test_backups_under_load_hold_all_that_was_acknowledged_and_come_back(
    filled: Filled, new: New, tmp_path: Path, tell: Tell
) -> None:
    began: list[tuple[set[str], set[str]]] = []
    seconds: list[float] = []
    with under_load(filled) as (ledger, attached):
        for number in range(BACKUPS):
            time.sleep(2)
            began.append((set(ledger.acknowledged), set(attached)))
            start = time.monotonic()
            filled.place.command("backup", str(tmp_path / str(number)))
            seconds.append(time.monotonic() - start)

    for number, (findings, files) in enumerate(began):
        found = inside(tmp_path / str(number))
        assert found.manifest.lost == 0  # every file that a row names is in
        assert files <= found.stored
        place = new(["sqlite", "postgresql"][number % 2])
        place.command("restore", str(tmp_path / str(number)))  # compares every row and every file by itself
        place.command("check")  # raises if anything is wrong
        restored = Filled(filled.database, place, filled.names)
        assert findings <= set(restored.findings())
        assert not ledger.doubled(restored.findings())
        tell(f"{len(findings)} findings and {len(files)} files acknowledged before, {len(found.stored)} files in it")
    tell(f"{BACKUPS} backups in at most {max(seconds):.1f} s; {ledger.waited} for those who wrote meanwhile")
    assert len(began[-1][0]) > WRITERS
    assert len(began[-1][1]) > 1


def test_every_row_comes_back_as_the_database_itself_has_it(
    filled: Filled, new: New, tmp_path: Path, tell: Tell
) -> None:
    with under_load(filled):
        time.sleep(4)
    before = raw_rows(filled.place)
    filled.place.command("backup", str(tmp_path / "quiet"))

    place = new(filled.database)
    place.command("restore", str(tmp_path / "quiet"))
    there = new("postgresql" if filled.database == "sqlite" else "sqlite")
    there.command("restore", str(tmp_path / "quiet"))
    there.command("backup", str(tmp_path / "across"))
    back = new(filled.database)
    back.command("restore", str(tmp_path / "across"))

    for after in (raw_rows(place), raw_rows(back)):  # the second one has been to the other database and back
        assert before.keys() == after.keys()
        for table in before.keys() - LEFT_OUT - OTHERWISE:
            assert after[table] == before[table], table
        assert set(before["audit_event"]) < set(after["audit_event"])
        assert not any(after[table] for table in LEFT_OUT)
    assert _files(filled.place) == _files(place) == _files(back)
    rows = sum(map(len, before.values()))
    tell(f"{rows:,} rows and {len(_files(place)):,} files are equal, also after a way over the other database")


def _files(place: Place) -> dict[str, bytes]:
    folder = place.folder / "attachments"
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_a_restore_killed_anywhere_is_run_again(
    filled: Filled, new: New, database: str, tmp_path: Path, tell: Tell
) -> None:
    with under_load(filled):
        time.sleep(3)
    file = tmp_path / "backup"
    filled.place.command("backup", str(file))
    whole_run, start = new(database), time.monotonic()
    whole_run.command("restore", str(file))
    takes = time.monotonic() - start
    marked = 0

    for number in range(KILLS):
        place = new(database)
        command = [sys.executable, "-m", "system_review.commands", "restore", str(file)]
        process = subprocess.Popen(command, cwd=ROOT, env=place.surroundings, stderr=subprocess.DEVNULL)
        time.sleep(takes * (number + 1) / (KILLS + 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        marked += (place.folder / "restoring").exists()
        place.command("restore", str(file)) if _is_empty(place) else None
        place.command("check")
        assert _files(place) == _files(filled.place)

    tell(f"{KILLS} kills in {takes:.0f} s, {marked} of them after something was written")
    assert marked


def _is_empty(place: Place) -> bool:
    """Whether the restore is still to be done: it may have come to its end before it was killed."""
    return (place.folder / "restoring").exists() or not (place.folder / "trail-heads").exists()


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_every_damaged_page_is_found_by_check(filled: Filled, tmp_path: Path, tell: Tell) -> None:
    file = filled.place.folder / "system-review.sqlite3"
    packed = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', [sys.argv[2]])"  # no free pages
    )
    subprocess.run([sys.executable, "-c", packed, str(file), str(tmp_path / "whole")], check=True)
    draw, pages, missed = random.Random(8), os.path.getsize(tmp_path / "whole") // 4096, []

    for _ in range(DAMAGES):
        page, what = draw.randrange(pages), draw.choice([draw.randbytes(4096), b"\0" * 4096, b"\xff" * 2048])
        place = Place(tmp_path / "damaged")
        shutil.rmtree(place.folder, ignore_errors=True)
        place.folder.mkdir(mode=0o700)
        shutil.copy(tmp_path / "whole", place.folder / file.name)
        with (place.folder / file.name).open("r+b") as damaged:
            damaged.seek(page * 4096)
            damaged.write(what)
        command = [sys.executable, "-m", "system_review.commands", "check"]
        said = subprocess.run(command, cwd=ROOT, env=place.surroundings, capture_output=True, check=False)
        if said.returncode != 1:
            missed.append((page, said))

    tell(f"{DAMAGES} of {pages} pages damaged one at a time, {len(missed)} not found")
    assert missed == []
