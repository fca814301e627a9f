"""`backup` and `restore` as programs: what comes back is what was there, and nothing is touched by what is refused."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from _house import ROOT

from tests.commands.conftest import FILE, Program

LEFT_OUT = {
    "people_session",
    "people_signinlink",
    "people_tries",
    "jobs_worker",
    "people_cache",
    "account_emailconfirmation",
}
AMONG_OTHERS = {"django_migrations", "sqlite_sequence"}
NOTED = {"audit_event", "audit_particular", "audit_head"}
PASSPHRASE = "correct horse battery staple"

# By processes of their own: closing a database file in this one would drop the locks that Django holds on another.
DUMP = """
import json, sqlite3, sys
def said(table, row):  # the names in a JSON value have no order, but in the history every letter counts
    parsed = [not table.startswith("audit_") and isinstance(each, str) and each[:2] == '{"' for each in row]
    pairs = zip(row, parsed)
    return tuple(json.dumps(json.loads(each), sort_keys=True) if is_json else each for each, is_json in pairs)
from contextlib import closing
with closing(sqlite3.connect(sys.argv[1])) as db:
    tables = [name for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    print(json.dumps({table: sorted(repr(said(table, row)) for row in db.execute(f'SELECT * FROM "{table}"'))
                      for table in tables}))
"""
FILL = """
import django, io
django.setup()
from django.db import transaction
from django.utils import timezone
from system_review.files.services.keeping import Incoming, add, keep
from system_review.files.storage import path_of
from system_review.partnerships.queries import all_partnerships, command_line_in
from system_review.people.models import Session
from system_review.partnerships.services.agencies import register_agency
by, now = command_line_in(all_partnerships()[0]), timezone.now()
for number in range(3):
    kept = keep(Incoming(f"{number}.txt", io.BytesIO(b"Attached. " * 9000 * number + b"x")), most=10**7, at=now)
    with transaction.atomic():
        print(path_of(add(kept, by=by, at=now).stored))
Session.objects.create(session_key="k" * 32, session_data="open", expire_date=now)
"""
KILLED = """
import django, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "system_review.config.settings"
django.setup()
from django.db import connection
from system_review.upkeep.services.backups import restoring
def killed(*given):
    connection.cursor().execute("CREATE TABLE half (made)")
    os._exit(9)
restoring._migrate_to = killed
from system_review.commands import main
main(sys.argv[1:])
"""
SEAL = """
import json, sys
from system_review.upkeep import locks
from system_review.upkeep.rules.backups.checking import whole
keys = locks.identities(open(sys.argv[2], "rb").read())
with open(sys.argv[1], "rb") as file, locks.unlocked(file, keys=keys) as source:
    print(json.dumps(whole(source, room=10**9, first=lambda head: None, tell=lambda step: None).seal))
"""


def inside(program: Program, code: str, *arguments: object) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    env = {**program.env, "DJANGO_SETTINGS_MODULE": "system_review.config.settings", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout


def rows(program: Program) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(inside(program, DUMP, program.folder / FILE))
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def source(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The example with three attachments and an open session. Not to be changed."""
    folder = tmp_path_factory.mktemp("source") / "data"
    shutil.copytree(prepared, folder)
    folder.chmod(0o700)
    program = Program(folder)
    inside(program, FILL)
    return program


def copied(source: Program, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A copy to make a backup of: whoever makes one adds an event to the history."""
    folder = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(source.folder, folder)
    return Program(folder)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """An age key: its recipient, and the file with it."""
    identity, file = pyrage.x25519.Identity.generate(), tmp_path_factory.mktemp("key") / "key.txt"
    file.write_text(f"# created by a test\n{identity}\n", encoding="ascii")
    return str(identity.to_public()), file


@pytest.fixture(scope="module")
def made(source: Program, key: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked backup of the source."""
    file = tmp_path_factory.mktemp("backups") / "monday.backup"
    said = copied(source, tmp_path_factory)("backup", str(file), "--recipient", key[0])
    assert said.code == 0, said
    return file


@pytest.fixture(scope="module")
def plain(source: Program, made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, not locked."""
    file = made.with_name("plain.backup")
    assert copied(source, tmp_path_factory)("backup", str(file)).code == 0
    return file


@pytest.fixture(scope="module")
def restored(made: Path, key: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """What the locked backup became, at the second try: the first was killed. Not to be changed."""
    program = Program(tmp_path_factory.mktemp("restored") / "new" / "data")
    options = ["restore", str(made), "--identity", str(key[1])]
    env = {**program.env, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED, *options], cwd=ROOT, env=env, check=False)
    assert killed.returncode == 9
    assert "was interrupted. Run it again" in program("list").sentence
    said = program(*options)
    assert said.code == 0, said
    assert said.err.splitlines()[0].startswith("A backup of System Review ")
    return program


def test_what_comes_back_is_what_was_there_row_by_row_and_file_by_file(source: Program, restored: Program) -> None:
    before, after = rows(source), rows(restored)

    assert before["people_session"] and not any(after[table] for table in LEFT_OUT)
    for table in before.keys() - LEFT_OUT - AMONG_OTHERS - NOTED:
        assert after[table] == before[table], table
    assert set(before["audit_event"]) < set(after["audit_event"])
    assert len(after["audit_event"]) == len(before["audit_event"]) + 2  # its partnership, and the installation
    attachments = {name: data for name, data in tree(source.folder).items() if name.startswith("attachments")}
    assert len(attachments) == 3
    assert {name: data for name, data in tree(restored.folder).items() if name.startswith("attachments")} == attachments


def test_the_restored_place_is_sound_and_its_history_noted_anew(source: Program, restored: Program) -> None:
    checked = restored("check")

    assert checked.code == 0, checked
    assert "The attachments are there and unchanged (3)." in checked.out
    before, after = ((each.folder / "trail-heads").read_text().splitlines() for each in (source, restored))
    assert (sorted(before), len(after)) == (sorted(after[:-2]), len(before) + 2)
    if os.name == "posix":
        assert not [path for path in [restored.folder, *restored.folder.rglob("*")] if path.stat().st_mode & 0o077]
    assert {"restoring", f"{FILE}.restoring"}.isdisjoint(os.listdir(restored.folder))


def test_a_restore_that_was_killed_at_its_very_end_is_told_to_be_done(
    restored: Program, plain: Path, made: Path, key: tuple[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(restored.folder, tmp_path / "data")
    program, options = Program(tmp_path / "data"), ["restore", str(made), "--identity", str(key[1])]
    seal = json.loads(inside(program, SEAL, made, key[1]))
    (program.folder / "restoring").write_text("0" * 64, encoding="ascii")

    foreign = program(*options)
    (program.folder / "restoring").write_text(f"{seal}\n", encoding="ascii")
    ended = program(*options)

    assert "is not empty" in foreign.err.splitlines()[-1] and foreign.code == 2
    assert ended.code == 0 and "had come to its end" in ended.err
    assert program("list").code == 0


def test_numbers_are_not_given_out_twice(source: Program, plain: Path) -> None:
    from system_review.upkeep.rules.backups.checking import whole

    with plain.open("rb") as file:
        head = whole(file, room=10**9, first=lambda head: None, tell=lambda step: None).head

    counted = {
        line.split(",")[0].strip("('"): int(line.split(",")[1].strip(" )")) for line in rows(source)["sqlite_sequence"]
    }
    assert {table: each.sequence for table, each in head.tables.items() if each.sequence} == {
        table: number for table, number in counted.items() if table not in LEFT_OUT | AMONG_OTHERS and number
    }


def test_a_backup_is_for_its_owner_and_holds_no_secret(source: Program, made: Path, plain: Path) -> None:
    secret = (source.folder / "secret-key").read_bytes().strip()

    assert stat.S_IMODE(plain.stat().st_mode) == 0o600 or os.name != "posix"
    assert secret not in plain.read_bytes()
    assert b"k" * 32 not in plain.read_bytes()
    assert made.read_bytes().startswith(b"age-encryption.org/v1")
    assert not [file for file in made.parent.iterdir() if file.name.startswith(".")]  # nothing half made


def test_a_backup_is_an_event_of_the_installations_history(
    source: Program, key: tuple[str, Path], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    program, file = copied(source, tmp_path_factory), tmp_path / "monday.backup"

    assert program("backup", str(file), "--recipient", key[0], "--with-secrets").code == 0
    assert program("backup", str(file)).code != 0, "it is there already"
    events = [json.loads(line) for line in program("audit", "export").out.splitlines()]
    last = events[-1]

    assert [event for event in events if '"kind":"backup.made"' in event.get("body", "")] == [last]
    told = {field: each["text"] for field, each in last["said"].items()}
    assert told.pop("account")
    assert told == {
        "by": "command line",
        "file": str(file),
        "locked": "for 1 key",
        "holds": "the installation's key",
        "made_at": told["made_at"],
        "seal": json.loads(inside(program, SEAL, file, key[1])),
    }
    assert program("audit", "verify").code == 0


def test_a_backup_is_made_where_the_history_cannot_be_written(
    source: Program, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    program, file = copied(source, tmp_path_factory), tmp_path / "monday.backup"
    stopped = "CREATE TRIGGER stop BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'no'); END"
    with closing(sqlite3.connect(program.folder / FILE)) as database, database:
        database.execute(stopped)

    said = program("backup", str(file))

    assert said.code == 0, said
    assert "could not be noted in the history" in said.err
    assert program("restore", str(file), "--only-check").code == 0


def test_a_file_that_is_there_is_replaced_only_when_asked(
    source: Program, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = copied(source, tmp_path_factory)
    file = tmp_path / "there"
    file.write_bytes(b"mine")

    said = source("backup", str(file))

    assert "is there already" in said.sentence
    assert file.read_bytes() == b"mine"
    assert source("backup", str(file), "--overwrite", "--with-secrets").code == 0
    assert (source.folder / "secret-key").read_bytes() in file.read_bytes()  # it was asked for


def test_attachments_that_are_gone_are_told(source: Program, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(source.folder, folder)
    gone, changed, _ = sorted((folder / "attachments").glob("*/*"))
    gone.unlink()
    changed.write_bytes(b"changed")

    said = Program(folder)("backup", str(tmp_path / "made"))

    assert said.code == 1
    assert "2 attachments are missing from the storage or were changed" in said.err


def test_a_damaged_database_is_not_backed_up(source: Program, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(source.folder, folder)
    content = bytearray((folder / FILE).read_bytes())
    content[200 * 4096 : 201 * 4096] = b"\xff" * 4096
    (folder / FILE).write_bytes(content)

    said = Program(folder)("backup", str(tmp_path / "made"))

    assert "damaged" in said.sentence
    assert os.listdir(tmp_path) == ["data"]


def damaged(file: Path, key: Path, folder: Path) -> list[str]:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "damaged").write_bytes(content)
    return ["restore", str(folder / "damaged")]


def no_backup(file: Path, key: Path, folder: Path) -> list[str]:
    (folder / "other").write_bytes(b"PK\3\4 some other file" * 400)
    return ["restore", str(folder / "other")]


def empty(file: Path, key: Path, folder: Path) -> list[str]:
    (folder / "empty").touch()
    return ["restore", str(folder / "empty")]


def a_folder(file: Path, key: Path, folder: Path) -> list[str]:
    return ["restore", str(folder)]


def newer(file: Path, key: Path, folder: Path) -> list[str]:
    from system_review.upkeep.rules.backups.sealed import SealedReader, SealedWriter

    with file.open("rb") as whole, (folder / "newer").open("wb") as out:
        writer = SealedWriter(out)
        for member in SealedReader(whole).members():
            data = b"".join(iter(lambda member=member: member.content.read(10**6), b""))
            if member.name == "backup.json":
                data = data.replace(b'"0001_initial"', b'"9999_of_next_year"', 1)
            import io

            writer.add(member.name, len(data), io.BytesIO(data))
        writer.seal()
    return ["restore", str(folder / "newer")]


REFUSED: dict[str, tuple[Callable[..., list[str]], str]] = {
    "damaged": (damaged, "damaged or not complete"),
    "no backup": (no_backup, "not a backup of System Review"),
    "empty": (empty, "not a backup of System Review"),
    "a folder": (a_folder, "is a folder"),
    "newer": (newer, "newer version of System Review"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_restored_is_refused_and_makes_nothing(
    plain: Path, key: tuple[str, Path], tmp_path: Path, case: str
) -> None:
    arrange, words = REFUSED[case]
    program = Program(tmp_path / "new")

    said = program(*arrange(plain, key[1], tmp_path))

    assert (said.code, said.out) == (2, ""), said
    assert words in said.err.splitlines()[-1]
    assert "Traceback" not in said.err
    assert not program.folder.exists()


def test_the_wrong_key_and_no_key_are_refused(made: Path, tmp_path: Path) -> None:
    program, other = Program(tmp_path / "new"), tmp_path / "other.txt"
    other.write_text(f"{pyrage.x25519.Identity.generate()}\n", encoding="ascii")

    wrong, none = program("restore", str(made), "--identity", str(other)), program("restore", str(made))

    assert "The key does not open this backup" in wrong.sentence
    assert "--identity" in none.sentence
    assert not program.folder.exists()


def test_a_place_with_something_in_it_is_left_alone(source: Program, plain: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(source.folder, folder)
    before = rows(Program(folder))

    said = Program(folder)("restore", str(plain))

    assert "is not empty" in said.err.splitlines()[-1] and said.code == 2
    assert rows(Program(folder)) == before
    assert not (folder / "restoring").exists()


def test_a_head_file_of_an_earlier_installation_is_kept(plain: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "trail-heads").write_text(f"installation 9 {'a' * 64}\n", encoding="ascii")

    said = Program(folder)("restore", str(plain))

    assert "remembers the history of an installation" in said.err.splitlines()[-1] and said.code == 2
    assert tree(folder).keys() == {"trail-heads"}


def test_a_passphrase_opens_what_it_locked(source: Program, tmp_path: Path) -> None:
    (tmp_path / "words").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    (tmp_path / "others").write_text("some other passphrase\n", encoding="utf-8")
    (tmp_path / "short").write_text("short\n", encoding="utf-8")
    file, new = str(tmp_path / "made"), Program(tmp_path / "new")

    short = source("backup", file, "--passphrase-file", str(tmp_path / "short"))
    locked = source("backup", file, "--passphrase-file", str(tmp_path / "words"))
    right = new("restore", file, "--only-check", "--passphrase-file", str(tmp_path / "words"))
    wrong = new("restore", file, "--only-check", "--passphrase-file", str(tmp_path / "others"))
    nobody = new("restore", file)

    assert "too short" in short.sentence
    assert locked.code == right.code == 0, (locked, right)
    assert right.err.splitlines()[-1] == "The backup is whole."
    assert "The passphrase does not open this backup" in wrong.sentence
    assert "--passphrase-file" in nobody.sentence
