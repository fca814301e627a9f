"""The database backend (`ENGINE`): Django's own, where nobody waits for a server that does not answer.

Each connection is set as `OPTIONS["set"]` says, and what it was set to is read back.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base

from system_review.config.postgresql.answering import Doorway, Gone, Watchful

TRIES = 12  # connections out of the pool that may turn out broken; it holds fewer


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with settings that are read back, and a `Doorway` before the server."""

    _kinds: dict[str, type[Watchful]] = {}

    @property
    def kind(self) -> type[Watchful]:
        """The kind of this process's connections to this database, which share its doorway."""
        if self.alias not in self._kinds:
            self._kinds.setdefault(self.alias, type("Watchful", (Watchful,), {"doorway": Doorway()}))
        return self._kinds[self.alias]

    @property
    def pool(self) -> Any:
        """Django's pool, of connections that notice a server that went away."""
        if options := self.settings_dict["OPTIONS"].get("pool"):
            options["connection_class"] = self.kind
        return super().pool

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, without what is ours alone."""
        params: dict[str, Any] = super().get_connection_params()
        params.pop("set", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that works. Raises psycopg's errors, at once where the server was gone a moment ago."""
        with self.kind.doorway.passing(lambda: _is_let_in(conn_params)):
            for _ in range(TRIES):
                connection = super().get_new_connection(conn_params)
                if self.pool is None or self._is_whole(connection):
                    return connection
            raise psycopg.OperationalError("every connection breaks")

    def _is_whole(self, connection: Any) -> bool:
        """Whether a connection did not break while it lay in the pool. Raises `Gone` if the server is."""
        try:
            connection.execute("")
            connection.rollback()  # a new connection begins a transaction with whatever it is asked
        except psycopg.OperationalError as problem:
            self.pool.putconn(connection)  # which makes another one in its place
            if isinstance(problem, Gone):
                raise
            return False
        return True

    def _configure_connection(self, connection: Any) -> bool:
        wanted = self.settings_dict["OPTIONS"].get("set", {})
        if wanted:
            calls = ", ".join(f"set_config('{name}', %s, false)" for name in wanted)
            given = connection.execute(f"SELECT {calls}", list(wanted.values())).fetchone()
            wrong = [name for name, one in zip(wanted, given, strict=True) if one != wanted[name]]
            if wrong:
                raise ImproperlyConfigured(f"PostgreSQL does not take these settings: {', '.join(wrong)}")
        return bool(super()._configure_connection(connection)) or bool(wanted)  # type: ignore[misc]  # not in the stubs


def _is_let_in(params: dict[str, Any]) -> bool:
    """Whether the server takes a new connection."""
    with suppress(psycopg.OperationalError):
        psycopg.connect(**params).close()
        return True
    return False
