"""Changing the tables while others are at work: nobody waits long for it, and it can be broken off and run again.

Each change and the note of it are in one transaction (`whole_changes.py`), so what was done is not done again.
"""

from __future__ import annotations

import time

from django.db import OperationalError, connection

from system_review.commands.saying import say
from system_review.commands.whole_changes import make_every_change
from system_review.errors import Refused, Why

LOCK = 8247001  # the number of our advisory lock; the data folder's own lock holds on one machine alone
LONGEST = "5s"  # that a change waits for a table, and everybody who comes after it as well
TRIES, PAUSE = 5, 2.0  # the last in seconds: then those who waited behind the change have had their turn
IN_USE = {"55P03", "40P01"}  # PostgreSQL's numbers: a lock did not come in time; two waited in a ring


def migrate() -> None:
    """Bring every table to this version. Raises `Refused` where others use one for too long."""
    if connection.vendor != "postgresql":
        make_every_change()
        return
    _ask("SELECT pg_advisory_lock(%s)", LOCK)
    _ask("SELECT set_config('lock_timeout', %s, false)", LONGEST)
    try:
        _again_while_in_use()
    finally:
        _ask("SELECT set_config('lock_timeout', '0', false)")
        _ask("SELECT pg_advisory_unlock(%s)", LOCK)


def _again_while_in_use() -> None:
    for tried in range(1, TRIES + 1):
        try:
            make_every_change()
        except OperationalError as problem:
            if getattr(problem.__cause__, "sqlstate", "") not in IN_USE:
                raise
            if tried == TRIES:
                why = Why(
                    "Somebody uses a table that has to be changed, and goes on using it. What was changed so far "
                    "stays and harms nobody: run “system-review prepare” again later"
                )
                raise Refused(why) from problem
            say("Somebody uses a table that has to be changed; trying again …")
            time.sleep(PAUSE)
        else:
            return


def _ask(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
