"""Places as an earlier version left them (tests/drill/kept), and what this version says of them."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.serving import ROOT, Place
from tests.postgres import programs

KEPT = Path(__file__).resolve().parent / "kept"
VERSIONS = sorted(folder.name for folder in KEPT.iterdir() if folder.is_dir())


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


def left_on_sqlite(version: str, folder: Path) -> Place:
    """A data folder with the database's file of that version."""
    folder.mkdir(mode=0o700)
    file = folder / "system-review.sqlite3"
    file.write_bytes(gzip.decompress((KEPT / version / "sqlite.gz").read_bytes()))
    file.chmod(0o600)
    return _with_heads(version, "sqlite", Place(folder))


def left_on_postgresql(version: str, folder: Path, url: str) -> Place:
    """An empty database, filled with that version's dump."""
    folder.mkdir(mode=0o700)
    psql = [str(programs() / "psql"), "-q", "-X", "-v", "ON_ERROR_STOP=1", url]
    dump = gzip.decompress((KEPT / version / "postgresql.sql.gz").read_bytes())
    subprocess.run(psql, input=dump, check=True, stdout=subprocess.DEVNULL)
    return _with_heads(version, "postgresql", Place(folder, url))


def _with_heads(version: str, database: str, place: Place) -> Place:
    heads = place.folder / "trail-heads"
    heads.write_bytes((KEPT / version / f"{database}.trail-heads").read_bytes())
    heads.chmod(0o600)
    return place


def exported(place: Place) -> Any:
    """The example, as this version exports it."""
    [review] = json.loads(place.command("list", "--json").stdout)
    return json.loads(place.command("export", review["id"], "--format", "json", "--output", "-").stdout)


def exported_then(version: str, database: str) -> Any:
    """The example, as that version exported it."""
    return json.loads(gzip.decompress((KEPT / version / f"{database}.json.gz").read_bytes()))


def differences(before: Any, after: Any, where: str = "") -> list[str]:
    """Where what was there is not there any more, or is another. What is new may only be empty."""
    if isinstance(before, dict) and isinstance(after, dict):
        found = [f"{where}/{key} is new: {after[key]}" for key in after.keys() - before.keys() if after[key]]
        gone = [f"{where}/{key} is gone" for key in before.keys() - after.keys()]
        both = [
            one
            for key in before.keys() & after.keys()
            for one in differences(before[key], after[key], f"{where}/{key}")
        ]
        return sorted(found + gone + both)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [one for number, (old, new) in pairs for one in differences(old, new, f"{where}/{number}")]
    return [] if before == after else [f"{where} was {before!r:.80} and is {after!r:.80}"]


def killed(place: Place, at: int) -> bool:
    """Prepare, and be killed at the n-th change; False if there were not so many."""
    command = [sys.executable, "-c", KILLED, str(at), "prepare"]
    env = {**place.surroundings, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 9), done.stderr
    return done.returncode == 9
