"""Whether the database's file is whole, and whether the last run was ended as it should be. No Django.

A run of `serve` holds a lock on a file and leaves a mark in it; only a run that comes to its end takes the mark away. A
mark without a lock is left by a power cut or a kill: then the database is looked through before it is used again.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from system_review.commands.saying import excerpt, telling
from system_review.errors import Refused, Why

RUNNING = "running"


def damage(database: dict[str, Any]) -> str:
    """What is wrong with the file of these Django settings, as SQLite says it; "" for one that is whole, or is none."""
    path = Path(database["NAME"])
    if not database["ENGINE"].endswith("sqlite3") or not path.is_file() or not path.stat().st_size:
        return ""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=20)) as connection:
            said = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as problem:
        if "locked" in str(problem):
            return ""  # somebody works with it at this moment: whoever asks will hear of that
        said = str(problem)
    return "" if said == "ok" else excerpt(said, 200)


@contextmanager
def watched(folder: Path, database: dict[str, Any]) -> Iterator[None]:
    """While a server runs. Raises `Refused` if the one before was not ended properly and the database is damaged."""
    with os.fdopen(os.open(folder / RUNNING, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        if _lock(file, alone=True) and file.read(1):
            _refuse_damaged(database)
        file.seek(0)
        file.write(b"1")
        file.flush()
        os.fsync(file.fileno())
        _lock(file, alone=False)
        try:
            yield
        finally:
            if _lock(file, alone=True):  # else another server runs on the same folder
                file.truncate(0)


def _refuse_damaged(database: dict[str, Any]) -> None:
    with telling("The last run was not ended properly: looking whether the database is whole"):
        said = damage(database)
    if said:
        raise Refused(
            Why(
                "The last run was not ended properly, and the database is damaged now ({said}). Keep the data folder "
                "as it is, and bring a backup back into another one: system-review restore FILE --data FOLDER",
                said=said,
            )
        )


def _lock(file: IO[bytes], *, alone: bool) -> bool:
    """Hold the file alone or together with others, until it is closed; False if others hold it."""
    if sys.platform == "win32":
        return True  # Windows has no lock that is shared: two servers on one folder look through the database
    import fcntl

    try:
        fcntl.flock(file.fileno(), (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
