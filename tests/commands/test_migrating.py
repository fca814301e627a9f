"""Tables are changed while people work: a change waits a moment for its table, lets the others through, tries again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection

from system_review.commands import migrating
from system_review.errors import Refused

pytestmark = [pytest.mark.only_postgresql, pytest.mark.django_db(transaction=True)]
CHANGE = "ALTER TABLE reviews_review ADD COLUMN added_meanwhile integer"


@contextmanager
def somebody(sql: str = "SELECT count(*) FROM reviews_review") -> Iterator[psycopg.Connection[Any]]:
    """Another process, in the middle of a transaction that has read the table."""
    settings = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    with psycopg.connect(**{key: settings[name] for key, name in names.items() if settings[name]}) as other:
        other.execute(sql)
        yield other


@pytest.fixture
def changing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Instead of all migrations, one that adds a column; the moments at which it was tried."""
    tried: list[float] = []

    def one(*names: str, **options: object) -> None:
        tried.append(time.monotonic())
        with connection.cursor() as cursor:
            cursor.execute(CHANGE)

    monkeypatch.setattr(migrating, "make_every_change", one)
    monkeypatch.setattr(migrating, "LONGEST", "400ms")
    monkeypatch.setattr(migrating, "PAUSE", 0.1)
    yield tried
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reviews_review DROP COLUMN IF EXISTS added_meanwhile")
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",), "what comes later on this connection waits as long as it likes"


def test_a_table_in_use_is_tried_again_and_then_told(changing: list[float]) -> None:
    waits: list[float] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            began = time.monotonic()
            with somebody():
                waits.append(time.monotonic() - began)

    reader = threading.Thread(target=read)
    with somebody():
        reader.start()
        try:
            with pytest.raises(Refused, match="run “system-review prepare” again later"):
                migrating.migrate()
        finally:
            over.set()
            reader.join()

    assert len(changing) == migrating.TRIES
    assert len(waits) > migrating.TRIES
    assert max(waits) < 3, "whoever reads meanwhile waits behind the change for a moment only"


def test_a_change_is_made_once_the_table_is_free(changing: list[float]) -> None:
    with somebody() as other:
        threading.Timer(0.6, other.commit).start()

        migrating.migrate()

    assert 1 < len(changing) <= migrating.TRIES
    with connection.cursor() as cursor:
        cursor.execute("SELECT added_meanwhile FROM reviews_review")


def test_other_troubles_are_not_tried_again(changing: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import ProgrammingError

    monkeypatch.setattr(
        migrating, "make_every_change", lambda *names, **options: migrating._ask("ALTER TABLE nowhere ADD x int")
    )

    with pytest.raises(ProgrammingError):
        migrating.migrate()
