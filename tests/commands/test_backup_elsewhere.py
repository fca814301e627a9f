"""A backup of SQLite comes back on PostgreSQL, and attachments go from a folder into a bucket and back."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from _house import ROOT

from tests.commands.conftest import Program
from tests.files.buckets import BUCKET, KEYS, contents, s3_server

pytestmark = pytest.mark.only_postgresql

FILL = """
import django, io, os
os.environ["DJANGO_SETTINGS_MODULE"] = "system_review.config.settings"
django.setup()
from django.db import transaction
from django.utils import timezone
from system_review.files.services.keeping import Incoming, add, keep
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.services import begin_partnership
from system_review.people.queries import local_person
now = timezone.now()
by = command_line_in(begin_partnership(name="Eastmere é \\U0001f600", first=local_person(), at=now))
kept = keep(Incoming("a.txt", io.BytesIO(b"Attached.")), most=10**7, at=now)
with transaction.atomic():
    add(kept, by=by, at=now)
"""
TABLES = """
import json, sys
from system_review.upkeep.rules.backups.checking import whole
with open(sys.argv[1], "rb") as source:
    found = whole(source, room=10**9, first=lambda head: None, tell=lambda step: None)
print(json.dumps({table: each.sha256 for table, each in found.manifest.tables.items()}))
"""
NOTED = {"audit_event", "audit_particular", "audit_head"}  # that it was restored


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[str]:
    with s3_server(tmp_path) as address:
        yield address


@pytest.fixture
def empty_url(db: None) -> Iterator[str]:
    """An empty database beside the tests' own."""
    import psycopg
    from django.db import connection

    own, name = connection.settings_dict, f"empty_{uuid4().hex}"
    server = {
        "user": own["USER"],
        "host": own["HOST"],
        "port": own["PORT"] or None,
        "password": own["PASSWORD"] or None,
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as there:
        there.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql://{own['USER']}:{own['PASSWORD']}@/{name}?host={own['HOST']}"
        there.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def done(program: Program, *arguments: str) -> None:
    said = program(*arguments)
    assert said.code == 0, said


def checksums(file: Path) -> dict[str, str]:
    out = subprocess.run([sys.executable, "-c", TABLES, file], cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, str] = json.loads(out.stdout)
    return found


def test_a_pilot_grows_up(begun_program: Program, tmp_path: Path, bucket: str, empty_url: str) -> None:
    pilot = begun_program
    subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=pilot.env | {"PYTHONPATH": str(ROOT)}, check=True)
    done(pilot, "backup", str(tmp_path / "pilot.backup"))
    named = f"s3://{BUCKET}/reviews?endpoint={bucket}&region=eu-west-2"
    grown = Program(tmp_path / "grown", KEYS | {"DATABASE_URL": empty_url, "SYSTEM_REVIEW_FILES": named})

    done(grown, "restore", str(tmp_path / "pilot.backup"))
    done(grown, "backup", str(tmp_path / "grown.backup"))
    again = grown("restore", str(tmp_path / "pilot.backup"))

    before, after = checksums(tmp_path / "pilot.backup"), checksums(tmp_path / "grown.backup")
    assert before.keys() == after.keys()
    assert [table for table in before.keys() - NOTED if before[table] != after[table]] == []
    assert [hashlib.sha256(data).hexdigest() for data in contents(bucket).values()] == [
        hashlib.sha256(b"Attached.").hexdigest()
    ]
    assert again.code == 2 and "is not empty" in again.err.splitlines()[-1]
