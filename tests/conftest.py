"""For every test: how hypothesis draws, which database file is used, and how tests empty a table that only grows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as draws

from tests.surroundings import uses_database
from tests.triggers import empty_tables

pytest_plugins = ["tests.browser", "tests.cast"]

# "ci" draws the same examples each time, so that a red run is about the change and not about luck; HYPOTHESIS_PROFILE
# chooses "search" to look for new ones. Neither measures time: the machine may be busy.
draws.register_profile(
    "ci", derandomize=True, max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
draws.register_profile("search", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
draws.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

QUICK_HASH = 64  # KiB


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Put SQLite's test database into a file: in memory, a live server's threads would share one transaction."""
    from django.conf import settings

    for database in settings.DATABASES.values():
        if database["ENGINE"].endswith("sqlite3"):
            file: Path = tmp_path_factory.mktemp("database") / "test.sqlite3"
            database.setdefault("TEST", {})["NAME"] = str(file)
            options = database.setdefault("OPTIONS", {})
            options["init_command"] = f"{options.get('init_command', '')} PRAGMA synchronous=OFF;"  # it may be lost


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Have PostgreSQL let go of the test database at the end: a thread of a killed server may still hold it."""
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little memory: thousands are set here. Servers of their own, and `slow_hashes`, do not."""
    if uses_database(request.node) and "slow_hashes" not in request.fixturenames:
        monkeypatch.setattr("system_review.people.hashing.Argon2id.memory_cost", QUICK_HASH)


@pytest.fixture
def slow_hashes() -> None:
    """Ask for it in a test of how passwords are kept: they are hashed as they are for people."""


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> None:
    """Have static files handed out from the source: the hashed ones need a collection that only `serve` makes."""
    from django.conf import settings

    settings.SERVESTATIC_USE_STATIC_ROOT = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _own_data_folder(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give each test with a database an empty data folder, since the trail's head file must match the database."""
    if not uses_database(request.node):
        yield
        return
    from django.conf import settings

    shared, settings.DATA_FOLDER = settings.DATA_FOLDER, request.getfixturevalue("tmp_path") / "data"
    yield
    settings.DATA_FOLDER = shared


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_in_our_own_way() -> Iterator[None]:
    """After a transactional test: past the triggers that keep the trail append-only, and only tables that hold rows."""
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_tables())
        yield
