"""Getting past the triggers that keep the trail append-only: to empty tables after a test, or to play the tamperer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

# What Django itself fills when a database is made, and nothing of ours changes: left alone, it need not be made anew.
DJANGOS_OWN = {"django_content_type", "auth_permission"}


@contextmanager
def without_triggers() -> Iterator[None]:
    """Switch off every trigger of the test database meanwhile, whatever it is called; they are there again after."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET session_replication_role")
        return
    with connection.cursor() as cursor:
        triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, made_by in triggers:
                cursor.execute(made_by)


def empty_tables() -> None:
    """Empty every table after a test that committed.

    Django's own way empties all of them, a hundred, and then fills its own again: ten times as long.
    """
    from django.db import connection, transaction

    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - DJANGOS_OWN)
    named = [(table, connection.ops.quote_name(table)) for table in tables]
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quoted})" for table, quoted in named)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [table for (table,) in cursor.fetchall()]
    if filled:
        with without_triggers(), transaction.atomic(), connection.cursor() as cursor:
            for table in filled:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
