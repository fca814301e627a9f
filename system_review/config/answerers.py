"""Answers requests by a few threads of their own, behind the many that take in what is sent and send out answers.

However many lines are slow, the application then has as many threads and connections to the database as it can use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

THREADS = 4  # more would only wait for one another

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class Answerers:
    """The application, each of whose answers is made whole by one of a few threads."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answering")

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request. A file is sent by whoever asked: it needs no database."""
        return self.threads.submit(copy_context().run, self._answered, environ, start).result()

    def _answered(self, environ: Environ, start: Start) -> Iterable[bytes]:
        answer = self.application(environ, start)
        if getattr(answer, "streaming", False):
            return answer
        try:
            return [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()  # here, where its connection to the database is
