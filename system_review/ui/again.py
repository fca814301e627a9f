"""Doing again what the database broke off because two acts waited for one another."""

from __future__ import annotations

import time

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

TIMES = 3
PAUSE = 0.05  # seconds before it is done again, longer each time: the other act takes what it waited for by then
BROKEN_OFF = {"40P01", "40001"}  # PostgreSQL: a deadlock, and two acts that no order explains


def was_broken_off(exception: Exception) -> bool:
    """True if the database took a whole transaction back so that another could go on. SQLite never does."""
    return isinstance(exception, OperationalError) and getattr(exception.__cause__, "sqlstate", "") in BROKEN_OFF


def done_again(request: HttpRequest, exception: Exception) -> HttpResponse | Exception:
    """The answer to a request whose act was broken off, done again at most three times; or what went wrong then.

    An act is one transaction and what it sends waits in it as a job, so nothing happens twice. A file is written before
    its row is: such a request is not done again.
    """
    match = request.resolver_match
    if match is None or request.FILES:
        return exception
    for tries in range(1, TIMES + 1):
        if not was_broken_off(exception):
            break
        time.sleep(PAUSE * tries)
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
            return response
        except Exception as another:  # noqa: BLE001 - handed on to the page that tells of it
            exception = another
    return exception
