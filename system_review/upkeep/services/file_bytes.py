"""The bytes of the database's file: what was taken out of rows must not lie on in it."""

from __future__ import annotations

from django.db import OperationalError, connection
from django.utils.translation import gettext_noop as _

from system_review.jobs.rules import Queue
from system_review.jobs.services import job


def clear_out() -> None:
    """Write the database's file anew, without the remains of earlier rows, and empty its log. On SQLite only.

    Raises `OperationalError` while somebody reads or writes at the same moment: then it is to be tried again.
    PostgreSQL does this by itself in time (docs/guide/taking-words-out.md).
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (is_busy, *_), *_ = cursor.fetchall()
    if is_busy:
        raise OperationalError("somebody is reading the database: its log cannot be emptied yet")


@job(queue=Queue.LONG, about=_("Clearing the database's file of what was taken out"))
def clear_out_file() -> None:
    """Clear the remains of what was taken out from the database's file; tried again while somebody is reading."""
    clear_out()
