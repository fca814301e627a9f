"""Reading several tables as they stood at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction in which every query sees the same state. Inside another transaction it is that one's.

    It only reads, and nobody who writes has to wait for it.
    """
    if connection.in_atomic_block:
        yield
        return
    with _begun_to_read():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _begun_to_read() -> Iterator[None]:
    """A transaction that on SQLite begins without the right to write, unlike all others."""
    ours: Any = connections[connection.alias]  # Django's types do not know SQLite's own attribute
    usual = getattr(ours, "transaction_mode", None)
    if usual is None:
        with transaction.atomic():
            yield
        return
    ours.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            ours.transaction_mode = usual
            yield
    finally:
        ours.transaction_mode = usual
