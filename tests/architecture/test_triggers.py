"""A table that only grows can be emptied by the tests, and by nobody else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.triggers import without_triggers

SQLITE = ["CREATE TRIGGER stays BEFORE DELETE ON grows BEGIN SELECT RAISE(ABORT, 'never'); END"]
POSTGRESQL = [
    "CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$",
    "CREATE TRIGGER stays BEFORE DELETE ON grows FOR EACH STATEMENT EXECUTE FUNCTION stays()",
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def grows() -> None:
    """A table with one row that a trigger keeps."""
    guard = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        for statement in ["CREATE TABLE grows (id integer)", "INSERT INTO grows VALUES (1)", *guard]:
            cursor.execute(statement)


def emptied() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM grows")


def test_the_trigger_is_off_only_meanwhile(grows: None) -> None:
    with without_triggers():
        emptied()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO grows VALUES (2)")

    with pytest.raises(DatabaseError, match="never"):
        emptied()


def test_the_trigger_is_back_after_a_problem(grows: None) -> None:
    with pytest.raises(ValueError), without_triggers():
        raise ValueError

    with pytest.raises(DatabaseError, match="never"):
        emptied()
