"""What `check` looks at: the folder, the database and the history. Needs Django to be set up."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from system_review.audit.heads import head_file
from system_review.audit.queries import verify
from system_review.commands import folder
from system_review.commands.saying import excerpt
from system_review.commands.told import Kind, Told
from system_review.partnerships.queries import all_partnerships

FREE = 200 * 1024 * 1024  # bytes that should be free: a backup and some months of work

# Pragmas as SQLite reads them back, and what each is for. A setting that stands in the wrong place does nothing.
PRAGMAS = (
    ("journal_mode", "wal", "several people can write at once"),
    ("synchronous", 2, "what was saved survives a power cut"),
    ("secure_delete", 1, "what was erased is gone from the file"),
    ("foreign_keys", 1, "nothing points to what is not there"),
    ("busy_timeout", 20_000, "writers wait for one another"),
)
# What PostgreSQL must do so that what was acknowledged stays. The first is set on each of our connections as well.
LASTING, KEPT = ("synchronous_commit", "fsync", "full_page_writes"), ("on", "remote_apply", "remote_write")
# From these versions on, and in later ones of their line, SQLite is free of a race when the write-ahead log is reset.
FIXED = (3, 51, 3)
FIXED_LINES = {(3, 50): 7, (3, 44): 6}


def _told(sound: bool, if_sound: str, if_not: str, *, otherwise: Kind = Kind.WRONG) -> Told:
    return Told(Kind.SOUND, if_sound) if sound else Told(otherwise, if_not)


def of_folder(path: Path) -> Iterator[Told]:
    """Who may read the data folder, where it lies, and how much space there is."""
    yield from _modes(path)
    free = shutil.disk_usage(path).free
    size = f"{free // 1024 // 1024:,} MB"
    yield _told(free >= FREE, f"{size} are free on the disk.", f"Only {size} are free on the disk: make space.")
    if folder.is_synchronised(path):
        yield Told(
            Kind.NOTE,
            f"{path} seems to be copied to another place while it is used, which damages databases: move it elsewhere.",
        )


def _modes(path: Path) -> Iterator[Told]:
    if os.name != "posix":
        yield Told(Kind.NOTE, f"Who may read {path} cannot be told on this system: keep it in your own user's folder.")
        return
    database = Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    private = [path, path / folder.KEY, head_file(), path / "attachments", *([database] if database else [])]
    open_ones = [file for file in private if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077]
    yield _told(
        not open_ones,
        f"The data folder {path} is for its owner alone.",
        f"Other users of this computer may read {', '.join(map(str, open_ones))}: take that right away from them.",
    )


def of_database() -> Iterator[Told]:
    """Whether the database is whole, set as it should be, and made for this version."""
    try:
        yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()
        yield _migrations()
    except DatabaseError as problem:
        yield Told(Kind.WRONG, f"The database cannot be read: {excerpt(str(problem), 200)}.")


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _sqlite() -> Iterator[Told]:
    said = [row[0] for row in _rows("PRAGMA integrity_check(5)")]
    yield _told(
        said == ["ok"], "The database file is whole.", f"The database file is damaged: {excerpt(said[0], 200)}."
    )
    loose = _rows("PRAGMA foreign_key_check")
    yield _told(
        not loose,
        "Everything that is pointed to is there.",
        f"{len(loose)} rows point to what is not there, the first in {loose[0][0] if loose else ''}.",
    )
    yield from _pragmas()
    yield _library()


def _pragmas() -> Iterator[Told]:
    wrong = [
        f"{name} is {given}, not {wanted}, so that not {purpose}"
        for name, wanted, purpose in PRAGMAS
        if (given := _rows(f"PRAGMA {name}")[0][0]) != wanted
    ]
    if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        wrong.append("transactions do not begin with the right to write, so that writers disturb one another")
    yield _told(not wrong, "The database is set as it should be.", f"The database's settings: {'; '.join(wrong)}.")


def _library() -> Told:
    version = ".".join(map(str, sqlite3.sqlite_version_info))
    return _told(
        is_fixed(sqlite3.sqlite_version_info),
        f"SQLite {version} is in use.",
        f"SQLite {version} is in use; from 3.51.3 on a rare fault when several programs write at once is mended. "
        "Bring Python or the system up to date when you can, and keep copies.",
        otherwise=Kind.NOTE,
    )


def is_fixed(version: tuple[int, int, int]) -> bool:
    """Whether this version of SQLite is free of the race when its write-ahead log is reset."""
    line = FIXED_LINES.get(version[:2])
    return version >= FIXED or (line is not None and version[2] >= line)


def _postgresql() -> Iterator[Told]:
    version = _rows("SHOW server_version")[0][0]
    yield Told(Kind.SOUND, f"PostgreSQL {excerpt(str(version))} answers.")
    wrong = [f"{name} is {given}" for name in LASTING if (given := _rows(f"SHOW {name}")[0][0]) not in KEPT]
    yield _told(
        not wrong,
        "What was saved survives a power cut.",
        f"{', '.join(wrong)}: what was saved can be lost in a power cut. Set it to on.",
    )


def _migrations() -> Told:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _told(
        not waiting,
        "The database is of this version.",
        f"The database needs {len(waiting)} changes: system-review prepare.",
    )


def of_agreed_versions() -> Iterator[Told]:
    """Whether every agreed version is still the one that was agreed."""
    from system_review.reviews.queries.agreed import tampered_versions

    try:
        wrong = tampered_versions()
    except DatabaseError as problem:
        yield Told(Kind.WRONG, f"The agreed versions cannot be read: {excerpt(str(problem), 200)}.")
        return
    for version in wrong:
        yield Told(
            Kind.WRONG,
            f"The agreed version {version} is not the one that the history says was agreed: "
            "its fingerprint is another, or it is gone.",
        )
    if not wrong:
        yield Told(Kind.SOUND, "Every agreed version is the one that was agreed.")


def of_history() -> Iterator[Told]:
    """Whether the history of changes is whole: no event was changed, taken out, or cut off."""
    try:
        yield from _history()
    except DatabaseError as problem:
        yield Told(Kind.WRONG, f"The history of changes cannot be read: {excerpt(str(problem), 200)}.")


def _history() -> Iterator[Told]:
    began = time.monotonic()
    names = {str(partnership.key): partnership.name for partnership in all_partnerships()}
    broken = {chain: why for chain, why in verify().items() if why is not None}
    for chain, why in broken.items():
        place = f"of {excerpt(names[chain])}" if chain in names else f"({excerpt(chain)})"
        yield Told(Kind.WRONG, f"The history {place} does not hold: {why}.")
    if not broken:
        seconds = time.monotonic() - began
        yield Told(Kind.SOUND, f"The history of changes is whole ({len(names) + 1} chains, {seconds:.1f} s).")
