"""Takes in what a browser sends before the application sees it: so much at most, in so much time, so many at once.

Without this, a few that send slowly would hold every thread that answers, and a gigabyte would go to the disk first.
What is read here is counted while it comes, whatever its sender said of its length.

Of a slow sender it reads byte by byte: the server gives a part only when all of it is there, and it waits, with
Python's lock in its hand, for whoever still reads when the request is over. So no request ends here while something
reads from it.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import IO, Any

from django.conf import settings

from system_review.ui.request_code import code_of

MOST = settings.UPLOAD_MOST + 1024 * 1024  # bytes: the largest file, and the form around it
IN_MEMORY = 1024 * 1024  # bytes that need no file
AT_ONCE, LARGE_AT_ONCE = 256, 32  # whose parts are in memory, and in files on the disk
LARGE = 256 * 1024  # bytes
PATIENCE = 3.0  # seconds that whoever finds all turns taken waits for one
SECONDS = 10.0  # that every sender has
SLOWEST = 64 * 1024  # bytes a second, beyond that
PART = 256 * 1024  # bytes that are read at once of whoever sends quickly
QUICK = 0.05  # seconds between two parts

Environ = dict[str, Any]
Start = Callable[..., Any]

TOO_LARGE = (
    "413 Content Too Large",
    f"This is more than {settings.UPLOAD_MOST // 1024 // 1024} MB, which is more than can be sent at once.",
)
TOO_SLOW = ("408 Request Timeout", "This came too slowly. Try again on a faster connection.")
FULL = (
    "503 Service Unavailable",
    "The disk of System Review is full, so what you sent was not saved. Copy it, and tell whoever runs System Review.",
)
BUSY = ("503 Service Unavailable", "Others are sending just now. Wait a moment, and send it again.")


class Bodies:
    """The application behind a gate for what is sent to it."""

    def __init__(self, application: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self.application = application
        self.turns, self.large = threading.BoundedSemaphore(AT_ONCE), threading.BoundedSemaphore(LARGE_AT_ONCE)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        length = _length(environ)
        if length == 0:
            return self.application(environ, start)
        if length is not None and length > MOST:
            return [_refused(TOO_LARGE, environ, start)]
        turn = self.turns if length is not None and length <= LARGE else self.large
        if not turn.acquire(timeout=PATIENCE):
            return [_refused(BUSY, environ, start)]
        body = _Body(environ["wsgi.input"], length)
        try:
            why = body.taken()
        finally:
            turn.release()
        if why is not None:
            return _Last(_refused(why, environ, start), body)
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = body.file, str(body.size)
        return self.application(environ, start)


class _Last:
    """The refusal of something that is still being read: the request is over once nobody reads it any more."""

    def __init__(self, page: bytes, body: _Body) -> None:
        self.page, self.body = page, body

    def __iter__(self) -> Iterator[bytes]:
        yield self.page

    def close(self) -> None:
        """What the server calls when the page was sent."""
        self.body.left()


class _Body:
    """What one sender sends, taken in by a thread that can be left behind."""

    def __init__(self, stream: IO[bytes], length: int | None) -> None:
        self.stream, self.length = stream, length
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the application's
        self.size = 0
        self.has_failed = self.is_full = self.is_left = False
        self.taking = threading.Thread(target=self._take, daemon=True)

    def taken(self) -> tuple[str, str] | None:
        """Take everything in; why that was refused, None if all is there."""
        seconds = SECONDS + (self.length or 0) / SLOWEST
        self.taking.start()
        self.taking.join(seconds)
        if self.is_full:
            return FULL
        if self.taking.is_alive() or self.has_failed:
            self.is_left = True
            return TOO_SLOW
        self.file.seek(0)
        return TOO_LARGE if self.size > MOST else None

    def left(self) -> None:
        """Wait until nothing reads any more: at the sender's next byte, or when its connection is closed."""
        self.is_left = True
        self.taking.join()

    def _take(self) -> None:
        wanted = 1
        try:
            while not self.is_left and self.size <= MOST and (self.length is None or self.size < self.length):
                began = time.monotonic()
                part = self.stream.read(wanted if self.length is None else min(wanted, self.length - self.size))
                if not part:
                    break
                wanted = min(4 * wanted, PART) if time.monotonic() - began < QUICK else 1
                self.size += len(part)
                self._keep(part)
        except Exception:  # noqa: BLE001 - whatever the server says about a sender that went away
            self.has_failed = True

    def _keep(self, part: bytes) -> None:
        try:
            self.file.write(part)
            self.file.flush()  # here, where a full disk can be told from a sender that went away
        except OSError:
            self.is_full = True
            raise


def _length(environ: Environ) -> int | None:
    """How much is said to come; None where that is not said, as when it comes in chunks."""
    given = environ.get("CONTENT_LENGTH") or ""
    if given.isascii() and given.isdigit():
        return int(given[:12])
    return None if environ.get("HTTP_TRANSFER_ENCODING") else 0


def _refused(why: tuple[str, str], environ: Environ, start: Start) -> bytes:
    """Begin the answer that says why; its page."""
    status, sentence = why
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>{status[4:]}</title><p>{escape(sentence)}</p>"
    if code := code_of(environ):
        page += f"<p>If you report this, say the code {code}.</p>"
    body = page.encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),  # what is still to come on it is nobody's
    ]
    start(status, [*headers, ("Retry-After", "10")] if status.startswith("503") else headers)
    return body
