"""Queries that Django works out once a process; afterwards only their values change.

To build and compile a query costs Django many times what the database needs to answer it, and the sheet is drawn anew
after every change. A `Prepared` query is built once for each set of roles, with stand-ins for its values, and is then
sent with the values of the moment. It begins with `visible_to`, like every query.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from system_review.partnerships.models import Member

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Asking:
    """Stands in for a member: all that `visible_to` may look at, so that nothing else of a member is ever kept."""

    partnership_id: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What is sent: `values` are the parameters, or the names of those that change."""

    sql: str
    values: tuple[tuple[bool, Any], ...]  # (whether it is a name, the name or the value)
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]  # by column: what the database keeps in its own way

    def rows(self, named: dict[str, Any]) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [named[value] if is_name else value for is_name, value in self.values])
            rows = cursor.fetchall()
        return [self._converted(row) for row in rows] if self.converters else list(rows)

    def _converted(self, row: Row) -> Row:
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        return tuple(values)


class Prepared:
    """A query whose rows are plain tuples. `build(member, **values)` makes it, and ends with `values_list`.

    Values are numbers, texts or dates, and every one of them must end up as a parameter.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._statements: dict[tuple[str, tuple[str, ...]], _Statement | None] = {}

    def rows(self, *, visible_to: Member, **values: int | str | date) -> list[Row]:
        """The rows for this member and these values."""
        named = {"partnership_id": visible_to.partnership_id, **values}
        key = (connection.vendor, tuple(sorted(visible_to.roles)))
        if key not in self._statements:
            self._statements[key] = self._prepared(key[1], named)
        statement = self._statements[key]
        return statement.rows({name: _sent(value) for name, value in named.items()}) if statement else []

    def _prepared(self, roles: tuple[str, ...], named: dict[str, Any]) -> _Statement | None:
        """The statement; None where this member sees nothing whatever the values are."""
        stand_ins = {name: _stand_in(place, value) for place, (name, value) in enumerate(named.items())}
        asking = _Asking(stand_ins["partnership_id"], roles)
        values = {name: value for name, value in stand_ins.items() if name != "partnership_id"}
        compiler = self._build(asking, **values).query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        names = {_sent(stand_in): name for name, stand_in in stand_ins.items()}
        if missing := names.keys() - set(parameters):
            raise RuntimeError(f"A prepared query has lost its {', '.join(names[one] for one in missing)}")
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        return _Statement(sql, _told_apart(parameters, names), compiler.get_converters(columns))


def _told_apart(parameters: Sequence[Any], names: dict[Any, str]) -> tuple[tuple[bool, Any], ...]:
    return tuple((parameter in names, names.get(parameter, parameter)) for parameter in parameters)


def _stand_in(place: int, value: Any) -> Any:
    """A value of the same kind that no query holds by chance."""
    if isinstance(value, date):
        return date(1, 1, 1) + timedelta(days=place)
    return f"\x1astand-in {place}" if isinstance(value, str) else -9_000_000_000 - place


def _sent(value: Any) -> Any:
    """A value as the database's driver takes it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
