"""Keeps what a version of the product makes, for the drill of upgrading: `python -m tests.drill.keep_version COMMIT`.

The version of that commit puts its example in, on SQLite and on PostgreSQL, and exports it. What it made is kept in
`tests/drill/kept/COMMIT`: the database's file, a dump of the other, the ends of the histories, and both exports. The
version runs with the packages that are installed now; if it needs others, install those first.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import Postgres, programs

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).resolve().parent / "kept"
COPY = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', [sys.argv[2]])"
SMALL = 1024 * 1024  # bytes that a version may take


def main(commit: str) -> int:
    """Keep a version; 1 if what it made is too large to be committed."""
    into = KEPT / commit
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        _run(["git", "worktree", "add", "--detach", str(source), commit], ROOT)
        try:
            shutil.rmtree(into, ignore_errors=True)
            into.mkdir(parents=True)
            _keep_sqlite(source, Path(folder), into)
            with Postgres() as server:
                _keep_postgresql(source, Path(folder), into, server.url)
        finally:
            _run(["git", "worktree", "remove", "--force", str(source)], ROOT)
    size = sum(file.stat().st_size for file in into.iterdir())
    print(f"{into} holds {size:,} bytes.")
    return 1 if size > SMALL else 0


def _keep_sqlite(source: Path, folder: Path, into: Path) -> None:
    data = folder / "sqlite"
    _example(source, data, into / "sqlite.json.gz")
    copy = folder / "copy.sqlite3"
    _run([sys.executable, "-c", COPY, str(data / "system-review.sqlite3"), str(copy)], folder)
    _packed(copy.read_bytes(), into / "sqlite.gz")
    shutil.copy(data / "trail-heads", into / "sqlite.trail-heads")


def _keep_postgresql(source: Path, folder: Path, into: Path, url: str) -> None:
    data = folder / "postgresql"
    _example(source, data, into / "postgresql.json.gz", url)
    dump = str(programs() / "pg_dump")
    options = ["--no-owner", "--no-privileges", "-h", url.partition("host=")[2], "-U", "postgres", "postgres"]
    _packed(_run([dump, *options], folder), into / "postgresql.sql.gz")
    shutil.copy(data / "trail-heads", into / "postgresql.trail-heads")


def _example(source: Path, data: Path, export: Path, url: str = "") -> None:
    """Have the version put its example in and export it."""
    _product(source, data, url, "prepare", "--example")
    [review] = json.loads(_product(source, data, url, "list", "--json"))
    _packed(_product(source, data, url, "export", review["id"], "--format", "json", "--output", "-"), export)


def _product(source: Path, data: Path, url: str, *arguments: str) -> bytes:
    own = ("DATABASE_URL", "SYSTEM_REVIEW_", "DJANGO_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    env |= {"SYSTEM_REVIEW_DATA": str(data), "PYTHONPATH": str(source)} | ({"DATABASE_URL": url} if url else {})
    return _run([sys.executable, "-m", "system_review.commands", *arguments], source, env)


def _run(command: list[str], folder: Path, env: dict[str, str] | None = None) -> bytes:
    return subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.PIPE).stdout


def _packed(data: bytes, file: Path) -> None:
    file.write_bytes(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
