"""`serve` says how somebody gets in who cannot: where others than the laptop's own person sign in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection

from system_review.commands import glance, supervising
from system_review.commands.ports import Port
from system_review.people.models import Person
from system_review.people.services import local_person
from tests.factories import AT


def has_others() -> bool:
    def rows(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return glance._read(connection.vendor, rows, "the database").has_others


def test_others_are_who_is_neither_the_laptops_own_nor_invented(db):
    local_person(name="Mona", at=AT)
    Person.objects.create_user("reader@example.invalid", "Rita Example")
    assert not has_others()

    Person.objects.create_user("anwen@example.org", "Anwen")

    assert has_others()


@pytest.mark.parametrize("beside", ["", supervising.LOCKED_OUT])
def test_it_is_said_beside_the_address(capsys, monkeypatch, beside):
    monkeypatch.setattr(supervising, "_answers", lambda port: True)
    server = SimpleNamespace(wrks=[1], interrupt_signal=False)

    supervising._tell_when_ready(server, Port("127.0.0.1", 8000), "token", SimpleNamespace(start=lambda: None), beside)

    said = capsys.readouterr()
    assert said.out == "System Review is running: open http://localhost:8000/sign-in/token/ (Ctrl+C ends it)\n"
    assert ("sign-in-link EMAIL" in said.err) == bool(beside)
