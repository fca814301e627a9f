"""Two addresses for whatever watches over the server: alive (/healthz), and ready to be sent people (/readyz).

They stand before everything else: they ask for no host name, no sign-in and no cookie, and tell nothing of what runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from system_review.ui.request_code import VIEW

Environ = dict[str, Any]
Start = Callable[..., Any]

ALIVE, READY = "/healthz", "/readyz"


class Health:
    """The application, with the two addresses before it."""

    def __init__(self, application: Callable[[Environ, Start], Iterable[bytes]], is_ready: Callable[[], bool]) -> None:
        self.application, self.is_ready = application, is_ready

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer whether all is well, or pass on what asks for anything else."""
        path = environ.get("PATH_INFO")
        if path not in (ALIVE, READY) or environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return self.application(environ, start)
        environ[VIEW] = "health"
        if path == ALIVE:
            return _said(environ, start, "200 OK", b"alive\n")
        if self.is_ready():
            return _said(environ, start, "200 OK", b"ready\n")
        return _said(environ, start, "503 Service Unavailable", b"not ready\n")


def database_answers() -> bool:
    """Whether the database answers a question that needs its tables."""
    from django.db import DatabaseError, close_old_connections, connection

    close_old_connections()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False
    finally:
        close_old_connections()


def _said(environ: Environ, start: Start, status: str, body: bytes) -> Iterable[bytes]:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
    ]
    start(status, headers)
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]
