"""The place beside the database in which a restore is made, and the moment in which it takes the database's place.

On SQLite it is a file beside the other, and a rename; on PostgreSQL a schema beside the other, and one transaction.
For a process that does nothing else: Django's connection leads there from `begin` on.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, Protocol

from django.db import connection

from system_review.errors import Refused, Why

SCHEMA = "system_review_restoring"
_LOCK_WAITS = "5s"


class Aside(Protocol):
    """Where the restored database is made."""

    def begin(self) -> None:
        """Make it, empty, after throwing away what an interrupted restore left there."""

    def switch(self) -> None:
        """Put it in the place of the empty database. Either all of it happens, or nothing."""

    def drop(self) -> None:
        """Throw it away."""


def aside() -> Aside:
    """The place beside the database of the settings."""
    return _FileBeside() if connection.vendor == "sqlite" else _SchemaBeside()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _FileBeside:
    def __init__(self) -> None:
        self._target = Path(connection.settings_dict["NAME"])
        self._path = self._target.with_name(f"{self._target.name}.restoring")

    def begin(self) -> None:
        self.drop()
        connection.settings_dict["NAME"] = str(self._path)

    def switch(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        if os.name == "posix":
            self._path.chmod(0o600)
            _sync(self._path)
        self._free_target()
        os.replace(self._path, self._target)
        if os.name == "posix":
            _sync(self._target.parent)

    def _free_target(self) -> None:
        """Make sure that nobody has the empty database open, and that nothing of it is left beside it."""
        if self._target.exists():
            own = sqlite3.connect(self._target, timeout=5)
            try:
                is_alone = own.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
            except sqlite3.OperationalError:
                is_alone = False
            finally:
                own.close()
            if not is_alone:
                raise Refused(
                    Why("System Review is running on this data folder. Nothing was changed: end it, and restore again")
                )
        for left in ("-wal", "-shm", "-journal"):
            self._target.with_name(self._target.name + left).unlink(missing_ok=True)

    def drop(self) -> None:
        connection.close()
        for left in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + left).unlink(missing_ok=True)


class _SchemaBeside:
    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            self._target = str(cursor.fetchone()[0])

    def begin(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
        options: dict[str, Any] = connection.settings_dict["OPTIONS"]
        options["pool"] = False
        told = f"-c search_path={SCHEMA} -c lock_timeout={_LOCK_WAITS} -c statement_timeout=0"
        options["options"] = f"{options.get('options', '')} {told} -c idle_in_transaction_session_timeout=0".strip()

    def switch(self) -> None:
        from django.db import transaction

        quoted = connection.ops.quote_name
        target = quoted(self._target)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [SCHEMA])
            tables = sorted(row[0] for row in cursor.fetchall())
            cursor.execute(
                "SELECT proname, pg_get_function_identity_arguments(oid) FROM pg_proc "
                "WHERE pronamespace = %s::regnamespace",
                [SCHEMA],
            )
            functions = [f"{quoted(name)}({arguments})" for name, arguments in cursor.fetchall()]
            for table in tables:  # those of the empty installation, if it was prepared
                cursor.execute(f"DROP TABLE IF EXISTS {target}.{quoted(table)} CASCADE")
            for function in functions:
                cursor.execute(f"DROP FUNCTION IF EXISTS {target}.{function} CASCADE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {SCHEMA}.{quoted(table)} SET SCHEMA {target}")
            for function in functions:
                cursor.execute(f"ALTER FUNCTION {SCHEMA}.{function} SET SCHEMA {target}")
            cursor.execute(f"DROP SCHEMA {SCHEMA}")  # refuses if anything was left behind
        connection.close()

    def drop(self) -> None:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.close()
