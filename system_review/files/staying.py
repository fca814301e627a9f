"""Having stored bytes stay while a backup is made: it copies the files that its picture of the database names.

Whoever makes a backup holds a lock that several may hold; whoever takes bytes out tries for the same lock alone, and
leaves them to the daily sweep if it is held. On SQLite it is a lock on a file, on PostgreSQL one of the database's own,
which holds on every machine. It ends with the process, however that ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

_FILE = "backing-up"
_NUMBER = 8247002  # among PostgreSQL's advisory locks


@contextmanager
def bytes_stay() -> Iterator[None]:
    """Within this, nothing is taken out of the storage. Waits for whoever is taking something out at this moment."""
    if connection.vendor == "postgresql":
        with _on_postgresql("pg_advisory_lock_shared", "pg_advisory_unlock_shared"):
            yield
        return
    with _opened() as file:
        _lock(file, alone=False)
        yield


@contextmanager
def leave_to_go() -> Iterator[bool]:
    """Whether something may be taken out of the storage, which holds until this ends."""
    if connection.vendor == "postgresql":
        with _on_postgresql("pg_try_advisory_lock", "pg_advisory_unlock") as has_it:
            yield has_it
        return
    with _opened() as file:
        yield _lock(file, alone=True)


@contextmanager
def _on_postgresql(take: str, give_back: str) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {take}(%s)", [_NUMBER])
        has_it = cursor.fetchone()[0] is not False
    try:
        yield has_it
    finally:
        if has_it:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {give_back}(%s)", [_NUMBER])


def _opened() -> IO[bytes]:
    path = Path(settings.DATA_FOLDER) / _FILE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")


def _lock(file: IO[bytes], *, alone: bool) -> bool:
    """Take the lock, which ends when the file is closed; False if it is to be held alone and others hold it."""
    if sys.platform == "win32":
        import msvcrt

        try:  # Windows lets nobody share it: two backups at once wait for one another
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK if alone else msvcrt.LK_LOCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except BlockingIOError:
        return False
    return True
