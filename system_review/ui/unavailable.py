"""What the product stands on, and what to say while it does not do its part: the database, the disk."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext as _

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

# By the first letters of PostgreSQL's SQLSTATE.
STATES = {
    "08": "AWAY",  # the connection broke
    "25006": "AWAY",  # a copy that takes no changes stands in for the server
    "28": "AWAY",  # it lets us in no longer
    "3D": "AWAY",
    "40": "BUSY",  # broken off for another's sake, again and again
    "53100": "FULL",
    "53": "BUSY",  # too many connections, too little memory
    "55P03": "BUSY",
    "57014": "BUSY",  # it took longer than anybody waits
    "57": "AWAY",  # it is shutting down or starting up
    "58": "AWAY",  # its disk failed
}
SQLITE = {
    sqlite3.SQLITE_FULL: "FULL",
    sqlite3.SQLITE_BUSY: "BUSY",
    sqlite3.SQLITE_LOCKED: "BUSY",
    sqlite3.SQLITE_IOERR: "AWAY",
    sqlite3.SQLITE_CANTOPEN: "AWAY",
    sqlite3.SQLITE_READONLY: "AWAY",
    sqlite3.SQLITE_PROTOCOL: "BUSY",
}


class Unavailable(Enum):
    """Why something cannot be done just now; the value is after how many seconds trying again makes sense."""

    AWAY = 5
    BUSY = 6
    FULL = 60

    @property
    def seconds(self) -> int:
        """After how long to try again."""
        return int(self.value)

    def words(self, *, is_sent: bool) -> dict[str, Any]:
        """The words of its page: what happened, what became of what was sent (if something was), what to do."""
        if self is Unavailable.FULL:
            title, why = _("No space left"), _("The disk of System Review is full.")
            then = _("Copy what you wrote, and tell whoever runs System Review for you: the disk needs space.")
        elif self is Unavailable.BUSY:
            title, why = _("Too busy just now"), _("System Review has more to do just now than it can.")
            then = _("Go back, wait a moment and send it again. What you wrote is still in the form.")
        else:
            title, why = _("Not available just now"), _("System Review cannot reach its data just now.")
            then = _(
                "Go back, wait a minute and send it again. What you wrote is still in the form. If it did reach us, "
                "it is not saved twice."
            )
        if not is_sent:
            became = _("Everything that was saved is still there.")
            then = _("Open this page again in a minute. If it goes on, tell whoever runs System Review for you.")
        elif self is Unavailable.AWAY:
            became = _("What you just sent was probably not saved. Everything saved before is still there.")
        else:
            became = _("What you just sent was not saved. Everything saved before is still there.")
        return {"title": title, "why": f"{why} {became}", "then": then}


def why_unavailable(exception: BaseException | None) -> Unavailable | None:
    """Why something could not be done, if the cause lies in the database or the disk; None for a fault of ours."""
    while exception is not None:
        if isinstance(exception, OSError) and exception.errno in FULL:
            return Unavailable.FULL
        if isinstance(exception, InterfaceError):
            return Unavailable.AWAY  # the connection was closed while it was used
        if isinstance(exception, DatabaseError) and (found := _of_database(exception.__cause__)):
            return Unavailable[found]
        exception = exception.__cause__
    return None


def _of_database(cause: BaseException | None) -> str | None:
    if isinstance(cause, sqlite3.OperationalError):
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if not any(kind.__module__.startswith("psycopg") for kind in type(cause).__mro__):
        return None
    state = getattr(cause, "sqlstate", None)
    if state is None:  # what the driver says by itself
        return "AWAY" if any(kind.__name__ == "OperationalError" for kind in type(cause).__mro__) else None
    return next((found for beginning, found in STATES.items() if state.startswith(beginning)), None)
