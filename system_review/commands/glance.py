"""A glance at the database without Django, so that a start that has nothing to prepare need not load it twice.

It reads which migrations were applied, whether the local person is there, whether others are, and whether the example
is: nothing else in the product reads tables by plain SQL. A test compares its list of migrations with Django's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from system_review.commands.causes import why_postgresql, why_sqlite
from system_review.config.environment import ENCRYPTION
from system_review.errors import Refused, Why

PACKAGE = Path(__file__).resolve().parent.parent
OTHERS = {  # the apps of others by their label: where their migrations are
    "account": "allauth/account",
    "auth": "django/contrib/auth",
    "contenttypes": "django/contrib/contenttypes",
    "mfa": "allauth/mfa",
    "django_tasks_database": "django_tasks_db",
    "socialaccount": "allauth/socialaccount",
}
Migration = tuple[str, str]  # the app's label and the migration's name
Reading = Callable[[str], list[tuple[Any, ...]]]

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a database stands: `missing` migrations (all of them when `is_empty`), who and what is there."""

    vendor: str
    is_empty: bool
    missing: frozenset[Migration]
    has_person: bool = False
    has_example: bool = False
    has_others: bool = False  # who sign in by their own password, passkey or link

    @property
    def is_ready(self) -> bool:
        """Whether every migration was applied and the local person is there."""
        return not self.missing and self.has_person


def known_migrations() -> frozenset[Migration]:
    """Every migration that this version of the product has, by the names of its files."""
    found = {(path.parent.parent.name, path.stem) for path in PACKAGE.glob("*/migrations/[0-9]*.py")}
    for app, place in OTHERS.items():
        package, _, inside = place.partition("/")
        spec = find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            found |= {(app, path.stem) for path in Path(folder, inside, "migrations").glob("[0-9]*.py")}
    return frozenset(found)


def standing(database: dict[str, Any]) -> Standing:
    """How the database of these Django settings stands. Raises `Refused` if it cannot be used."""
    if database["ENGINE"].endswith("sqlite3"):
        return _sqlite(Path(database["NAME"]))
    return _postgresql(database)


def _sqlite(path: Path) -> Standing:
    if path.is_dir():
        raise Refused(Why("{path} is a folder, and the file with the reviews belongs there", path=path))
    try:
        if not path.exists() or path.stat().st_size == 0:
            return Standing("sqlite", True, known_migrations())
        connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=20)
        try:
            return _read("sqlite", lambda sql: connection.execute(sql).fetchall(), str(path))
        finally:
            connection.close()
    except sqlite3.Error as problem:
        why = why_sqlite(problem) or Why("The file with the reviews cannot be read: {said}", said=str(problem))
        raise Refused(Why("{said} ({path})", said=why, path=path)) from problem


def _postgresql(database: dict[str, Any]) -> Standing:
    import psycopg

    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {key: database[name] for key, name in names.items() if database[name]}
    options |= {name: database["OPTIONS"][name] for name in ENCRYPTION if name in database["OPTIONS"]}
    try:
        with psycopg.connect(**options, connect_timeout=5, autocommit=True) as connection:
            return _read("postgresql", lambda sql: connection.execute(sql).fetchall(), "The database")
    except (psycopg.Error, UnicodeError) as problem:
        raise Refused(why_postgresql(problem)) from problem


def _read(vendor: str, rows: Reading, name: str) -> Standing:
    known = known_migrations()
    tables = {row[0] for row in rows(TABLES[vendor])}
    if not tables:
        return Standing(vendor, True, known)
    if "django_migrations" not in tables:
        raise Refused(Why("{name} holds the data of another program: name an empty one", name=name))
    applied = {(row[0], row[1]) for row in rows("SELECT app, name FROM django_migrations")}
    rooms = {app for app, _ in known}
    if any(migration not in known for migration in applied if migration[0] in rooms):
        raise Refused(
            Why("{name} was last used with a newer version of System Review: install that version", name=name)
        )
    missing = known - applied
    if missing:
        return Standing(vendor, not applied, missing)
    person = bool(rows("SELECT 1 FROM people_person WHERE is_local LIMIT 1"))
    example = bool(rows("SELECT 1 FROM reviews_review WHERE is_example LIMIT 1"))
    others = bool(rows("SELECT 1 FROM people_person WHERE NOT is_local AND email NOT LIKE '%@example.invalid' LIMIT 1"))
    return Standing(vendor, False, missing, person, example, others)
