"""Queries that Django works out once a process; afterwards only their values change.

To build and compile a query costs Django many times what the database needs to answer it, and a page of a review is
read all day. A `Prepared` query is built once for each set of roles, with stand-ins for its values, and is then sent
with the values of the moment. It begins with `visible_to`, like every query; only the one that finds who is asking has
nobody to begin with. PostgreSQL plans it once a connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField
from django.db.models.query import get_related_populators

Row = tuple[Any, ...]
Converters = dict[int, tuple[list[Callable[..., Any]], Any]]  # by column: what the database keeps in its own way


class Asks(Protocol):
    """Who is asking: a member."""

    @property
    def pk(self) -> int: ...
    @property
    def partnership_id(self) -> int: ...
    @property
    def roles(self) -> Any: ...
    @property
    def today(self) -> date: ...


@dataclass(frozen=True, slots=True)
class _Asking:
    """Stands in for a member: all that `visible_to` may look at, so that nothing else of a member is ever kept."""

    partnership_id: int
    pk: int
    today: date
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What is sent: `values` are the parameters, or the names of those that change."""

    sql: str
    values: tuple[tuple[bool, Any], ...]  # (whether it is a name, the name or the value)
    converters: Converters
    make: Callable[[Row], Any]  # a thing from its row; the row itself where it was asked for

    def rows(self, named: dict[str, Any]) -> list[Row]:
        with _cursor() as cursor:
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
    """A query whose values alone change. `build(member, **values)` makes it; the member is None if nobody is known yet.

    Values are numbers, texts or dates, and every one of them must end up as a parameter.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._statements: dict[tuple[str, tuple[str, ...] | None], _Statement | None] = {}

    def rows(self, *, visible_to: Asks | None, **values: int | str | date) -> list[Row]:
        """The plain rows for this member and these values, of a query that ends with `values_list`."""
        statement = self._statement(visible_to, values)
        return statement.rows(_named(visible_to, values)) if statement else []

    def things(self, *, visible_to: Asks | None, **values: int | str | date) -> list[Any]:
        """All things that it finds, with what `select_related` names."""
        statement = self._statement(visible_to, values)
        return list(map(statement.make, statement.rows(_named(visible_to, values)))) if statement else []

    def first(self, *, visible_to: Asks | None, **values: int | str | date) -> Any:
        """The first thing that it finds, with what `select_related` names; None if there is none."""
        statement = self._statement(visible_to, values)
        rows = statement.rows(_named(visible_to, values)) if statement else []
        return statement.make(rows[0]) if statement and rows else None

    def _statement(self, member: Asks | None, values: dict[str, Any]) -> _Statement | None:
        key = (connection.vendor, None if member is None else tuple(sorted(member.roles)))
        if key not in self._statements:
            self._statements[key] = self._prepared(key[1], {**_of(member), **values})
        return self._statements[key]

    def _prepared(self, roles: tuple[str, ...] | None, named: dict[str, Any]) -> _Statement | None:
        """The statement; None where this member sees nothing whatever the values are."""
        stand_ins = {name: _stand_in(place, value) for place, (name, value) in enumerate(named.items())}
        asking = None
        if roles is not None:
            partnership_id, asked_by, asked_on = (stand_ins[name] for name in _ASKING)
            asking = _Asking(partnership_id, asked_by, asked_on, roles)
        values = {name: value for name, value in stand_ins.items() if name not in _ASKING}
        built = self._build(asking, **values)
        compiler = built.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        names = {_sent(stand_in): name for name, stand_in in stand_ins.items()}
        missing = {name for sent, name in names.items() if sent not in parameters} - _MAY_BE_UNUSED
        if missing:
            raise RuntimeError(f"A prepared query has lost its {', '.join(missing)}")
        make = _maker(compiler, getattr(built, "finish", None))
        return _Statement(sql, _told_apart(parameters, names), _converters(compiler), make)


_ASKING = ("partnership_id", "asked_by", "asked_on")  # the values of who is asking, by the names of parameters
_MAY_BE_UNUSED = {"asked_by", "asked_on"}  # what some may see depends on neither


def _of(member: Asks | None) -> dict[str, Any]:
    if member is None:
        return {}
    return dict(zip(_ASKING, (member.partnership_id, member.pk, member.today), strict=True))


def _named(member: Asks | None, values: dict[str, Any]) -> dict[str, Any]:
    return {name: _sent(value) for name, value in {**_of(member), **values}.items()}


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


def _converters(compiler: Any) -> Converters:
    """What turns a column's values into Python's; whole numbers come as such from every driver."""
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    return {
        place: found
        for place, found in compiler.get_converters(columns).items()
        if not isinstance(found[1].output_field, IntegerField)
    }


def _maker(compiler: Any, finish: Callable[[Any], Any] | None) -> Callable[[Row], Any]:
    """Makes a thing of a row as Django's own `ModelIterable` does; `finish` is the query's own last touch, if any."""
    if not compiler.query.default_cols:  # it asks for values
        return lambda row: row
    found = compiler.klass_info
    model, fields, alias = found["model"], found["select_fields"], connection.alias
    start, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    related = get_related_populators(found, compiler.select, alias)  # type: ignore[call-arg]  # stubs of a later Django
    annotated = dict(compiler.annotation_col_map)

    def make(row: Row) -> Any:
        thing = model.from_db(alias, names, row[start:end])
        for populator in related:
            populator.populate(row, thing)
        for name, column in annotated.items():
            setattr(thing, name, row[column])
        return finish(thing) if finish else thing

    return make


@contextmanager
def _cursor() -> Iterator[Any]:
    """A cursor; on PostgreSQL one that sends values beside the statement, so that its plan can be kept.

    Django's usual one writes the values into the text, and then each statement is planned anew: the links of a sheet
    are planned for three milliseconds and answered in one.
    """
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    driver = connection.connection
    usual, driver.cursor_factory = driver.cursor_factory, ServerBindingCursor
    try:
        cursor = connection.cursor()
    finally:
        driver.cursor_factory = usual
    with cursor:
        yield cursor
