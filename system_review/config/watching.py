"""Gives each request its code, and writes a line about it when it has been answered: by which view, how, how quickly.

It also answers what the application could not, with the same code.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from system_review.config.log_lines import FACTS
from system_review.ui.request_code import HEADER, KEY, VIEW, current, new_code

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Count = Callable[[str, int, float], None]  # the view, the status and the seconds of one request

ASKED_OFTEN = {"health", "metrics"}  # by programs, every few seconds
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BROKEN = """<!doctype html><html lang=en><meta charset=utf-8><title>Something of ours is broken</title>
<p>Something of ours is broken. Try again; if it happens twice, tell whoever runs System Review for you.</p>
<p>The code is {code}.</p>
"""

_log = logging.getLogger("system_review.requests")


class Watched:
    """The application, with a code for each request and a line in the log after it; `count` counts it as well."""

    def __init__(self, application: Application, *, count: Count | None = None) -> None:
        self.application, self.count = application, count

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        environ[KEY] = code = new_code()
        current.set(code)
        one = _Request(environ, start, self.count)
        try:
            answer = self.application(environ, one.start)
        except Exception:  # noqa: BLE001 - the outermost place: whatever it is, somebody waits for an answer
            _log.exception("The application did not answer")
            answer = one.broken()
        return _Answer(answer, one)


class _Request:
    """What is known of one request until it has been answered."""

    def __init__(self, environ: Environ, start: Start, count: Count | None) -> None:
        self.environ, self._start, self._count = environ, start, count
        self.began = time.monotonic()
        self.status = 0

    def start(self, status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        """Begin the answer, with the code in its head."""
        self.status = int(status[:3])
        return self._start(status, [*headers, (HEADER, self.environ[KEY])], *more)

    def broken(self) -> Iterable[bytes]:
        """The answer where the application failed before it began one."""
        body = BROKEN.format(code=self.environ[KEY]).encode()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
        ]
        self.start("500 Internal Server Error", headers, sys.exc_info())
        return [body]

    def end(self) -> None:
        """Count it, and write its line."""
        seconds, view = time.monotonic() - self.began, str(self.environ.get(VIEW, ""))
        method = str(self.environ.get("REQUEST_METHOD", ""))
        facts = {
            "method": method if method in METHODS else "other",
            "view": view,
            "status": self.status,
            "ms": round(seconds * 1000),
        }
        if view not in ASKED_OFTEN:
            _log.info("request", extra={FACTS: facts})
            if self._count is not None:
                self._count(view, self.status, seconds)
        current.set("")


class _Answer:
    """The body of an answer, as it is sent; at its end the request is over."""

    def __init__(self, body: Iterable[bytes], one: _Request) -> None:
        self.body, self.one = body, one
        self.parts: Iterator[bytes] = iter(body)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self.parts)

    def close(self) -> None:
        """What the server calls when all was sent, or nobody listens any more."""
        try:
            if hasattr(self.body, "close"):
                self.body.close()
        finally:
            self.one.end()
