"""PostgreSQL that does not answer (K4, in short): nobody waits long, and what only takes long is waited for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from system_review.config.postgresql.answering import AGAIN, Doorway, Gone, Watchful, answers
from tests.road import Road


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_while_a_server_is_gone_one_at_a_time_tries_it_and_others_hear_so_at_once():
    clock = Clock()
    door, asked = Doorway(clock), []

    def fails() -> None:
        with door.passing(lambda: False):
            asked.append(clock.now)
            raise psycopg.OperationalError("refused")

    for _ in range(3):
        with pytest.raises(psycopg.OperationalError):
            fails()
    clock.now += AGAIN
    with pytest.raises(psycopg.OperationalError):
        fails()
    clock.now += AGAIN
    with door.passing(lambda: False), pytest.raises(Gone), door.passing(lambda: True):
        asked.append("a second one while the first tries")
    with door.passing(lambda: False):
        asked.append("everybody")

    assert asked == [0.0, AGAIN, "everybody"]


def test_a_connection_that_fails_for_another_reason_closes_the_door_to_nobody():
    door = Doorway()
    with suppress(psycopg.OperationalError), door.passing(lambda: True):
        raise psycopg.OperationalError("all connections of the pool are in use")

    assert not door.is_gone


@pytest.fixture
def road(db: None) -> Iterator[Road]:
    """A road to the server of the tests."""
    folder = connection.settings_dict["HOST"]
    if not folder.startswith("/"):
        pytest.skip("the server of the tests is reached by another way than a socket")
    with Road(f"{folder}/.s.PGSQL.5432") as road:
        yield road


@pytest.mark.only_postgresql
def test_a_server_that_falls_silent_is_noticed_and_one_that_is_slow_is_waited_for(road):
    slow, silent = (_watchful(road) for _ in range(2))

    assert slow.execute("SELECT pg_sleep(2.2), 'there'").fetchone()[1] == "there"
    assert answers("127.0.0.1", road.port)
    road.swallow()
    began = time.monotonic()
    with pytest.raises(Gone):
        silent.execute("SELECT 1")

    assert time.monotonic() - began < 5
    assert silent.closed and silent.doorway.is_gone
    road.open()
    assert answers("127.0.0.1", road.port)


def _watchful(road: Road) -> Watchful:
    kind = type("Watchful", (Watchful,), {"doorway": Doorway()})
    return kind.connect(road.url("postgres"), autocommit=True, connect_timeout=5)


@pytest.mark.only_postgresql
@pytest.mark.django_db
def test_every_connection_is_set_so_that_what_was_acknowledged_stays_and_locks_end():
    def shown(name: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"SHOW {name}")
            return str(cursor.fetchone()[0])

    assert shown("synchronous_commit") == "on"  # although the tests' server is told to be quick
    assert shown("idle_in_transaction_session_timeout") == "15min"


@pytest.mark.only_postgresql
@pytest.mark.django_db
def test_a_setting_that_the_server_does_not_take_ends_the_start(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "set", {"work_mem": "4096"})  # is told as 4MB

    with pytest.raises(ImproperlyConfigured, match="PostgreSQL does not take these settings: work_mem"):
        connection._configure_connection(connection.connection)
