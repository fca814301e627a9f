"""Every table as it is at a set of migrations: which rows belong into a backup, read and written on either database.

The tables are taken from the migrations and not from today's models, so that a backup can be made before an upgrade,
and one that an earlier version made can be brought back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from system_review.upkeep.rules.backups.contents import LEFT_OUT, Migration, Table
from system_review.upkeep.rules.backups.rows import KINDS, row_of

_AT_ONCE = 100  # rows of a table that are read at a time
_LARGE = 1  # of a table that holds files
_WRITTEN = 200  # rows that are written in one statement

Model = Any  # a model as migrations know it: its class is made while they are read


def applied_migrations() -> tuple[Migration, ...]:
    """The migrations that the database has had."""
    return tuple(sorted((app, name) for app, name in MigrationRecorder(connection).applied_migrations()))


def known_migrations() -> frozenset[Migration]:
    """The migrations that this version has."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def last_of_each_app(migrations: Collection[Migration]) -> list[Migration]:
    """Those of the migrations on which no other of their app depends: where `migrate` is to stop."""
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    wanted = set(migrations)
    return sorted(
        node
        for node in wanted & set(graph.nodes)
        if not any(child.key[0] == node[0] and child.key in wanted for child in graph.node_map[node].children)
    )


def models_at(migrations: Collection[Migration]) -> list[Model]:
    """The models whose tables a database with these migrations has and a backup takes, by the table's name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    apps = loader.project_state(last_of_each_app(migrations)).apps
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted((m for m in models if m._meta.db_table not in LEFT_OUT), key=lambda model: model._meta.db_table)


def kind_of(field: Any) -> str:
    """What a field is, whichever database keeps it."""
    while field.remote_field:
        field = field.target_field
    return KINDS[field.get_internal_type()]


def described(model: Model, *, with_sequence: bool = True) -> Table:
    """A table's columns, and the last number of its sequence as the database has it."""
    columns = tuple((field.column, kind_of(field)) for field in model._meta.local_concrete_fields)
    return Table(columns, _last_number(model) if with_sequence else 0)


def _last_number(model: Model) -> int:
    table, key = model._meta.db_table, model._meta.pk
    if not key.get_internal_type().endswith("AutoField"):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), key.column])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - named by PostgreSQL
        last, is_called = cursor.fetchone()
        return int(last) if is_called else 0


def set_last_number(model: Model, number: int) -> None:
    """Have the table's sequence go on after this number, so that no number is given to two things one after another."""
    table, key = model._meta.db_table, model._meta.pk
    if not key.get_internal_type().endswith("AutoField"):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, table])
            if not cursor.rowcount and number:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            return
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), key.column])
        sequence = cursor.fetchone()[0]
        if number:
            last = f"(SELECT last_value FROM {sequence})"  # noqa: S608 - named by PostgreSQL
            cursor.execute(f"SELECT setval(%s, greatest(%s, {last}))", [sequence, number])


def rows_of(model: Model) -> Iterator[tuple[Any, ...]]:
    """Every row of a table that belongs into a backup, in the order of its key, few at a time."""
    fields = model._meta.local_concrete_fields
    is_large = any(field.get_internal_type() == "BinaryField" for field in fields)
    # because a backup is of the installation: whoever runs it makes it, and reads none of it
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    yield from rows.iterator(chunk_size=_LARGE if is_large else _AT_ONCE)


def write_rows(model: Model, lines: Iterable[bytes], kinds: Sequence[str]) -> None:
    """Write rows as they stand in a backup, without anything that saving them would do."""
    fields = model._meta.local_concrete_fields
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quoted(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of the migrations
    waiting: list[list[Any]] = []
    with connection.cursor() as cursor:
        for line in lines:
            row = row_of(line, kinds)
            waiting.append([_for_database(field, value) for field, value in zip(fields, row, strict=True)])
            if len(waiting) >= _WRITTEN or len(line) > 1024 * 1024:
                cursor.executemany(statement, waiting)
                waiting = []
        if waiting:
            cursor.executemany(statement, waiting)


def _for_database(field: Any, value: Any) -> Any:
    if value is None and not field.null and kind_of(field) == "json":
        return connection.ops.adapt_json_value(None, None)  # "null" as JSON, which is not the same as nothing
    return field.get_db_prep_save(value, connection)
