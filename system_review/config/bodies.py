"""Takes in what a browser sends before the application sees it: so much at most, in so much time, so many at once.

Without this, a few that send slowly would hold every thread that answers, and a gigabyte would go to the disk first.
What is read here is counted while it comes, whatever its sender said of its length.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from html import escape
from typing import IO, Any

from django.conf import settings

from system_review.ui.request_code import code_of

MOST = settings.UPLOAD_MOST + 1024 * 1024  # bytes: the largest file, and the form around it
IN_MEMORY = 1024 * 1024  # bytes that need no file
AT_ONCE, LARGE_AT_ONCE = 2, 1  # of the four threads that answer; a large document leaves room for a form
LARGE = 256 * 1024  # bytes
WAITING = 1  # senders that may wait for their turn; with those above, a thread is always free for pages
PATIENCE = 3.0  # seconds that they wait
MOMENT = 0.1  # seconds that whoever comes beyond those stays at the door: forms that all of a room send go in by then
STUCK = 1.0  # seconds without a turn taken or given back: those who have them send slowly, so nobody waits for them
SECONDS = 10.0  # that every sender has
SLOWEST = 64 * 1024  # bytes a second, beyond that
PART = 256 * 1024

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
        self.waiting = threading.BoundedSemaphore(WAITING)
        self.moved = time.monotonic()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        length = _length(environ)
        if length == 0:
            return self.application(environ, start)
        if length is not None and length > MOST:
            return _refused(TOO_LARGE, environ, start)
        turns = [self.turns] if length is not None and length <= LARGE else [self.large, self.turns]
        with ExitStack() as had:
            if not all(self._had(turn, had) for turn in turns):
                return _refused(BUSY, environ, start)
            body = _Body(environ["wsgi.input"], length)
            why = body.taken()
        if why is not None:
            return _refused(why, environ, start)
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = body.file, str(body.size)
        return self.application(environ, start)

    def _had(self, turn: threading.BoundedSemaphore, had: ExitStack) -> bool:
        """Whether this turn came, at once or after a moment; it is given back with `had`."""
        if not turn.acquire(blocking=False):
            if turn is self.turns and time.monotonic() - self.moved > STUCK:
                return False  # else slow senders would keep the threads for pages as well
            if not self.waiting.acquire(timeout=MOMENT):
                return False
            try:
                if not turn.acquire(timeout=PATIENCE):
                    return False
            finally:
                self.waiting.release()
        self.moved = time.monotonic()
        had.callback(self._give_back, turn)
        return True

    def _give_back(self, turn: threading.BoundedSemaphore) -> None:
        self.moved = time.monotonic()
        turn.release()


class _Body:
    """What one sender sends, taken in by a thread that can be left behind."""

    def __init__(self, stream: IO[bytes], length: int | None) -> None:
        self.stream, self.length = stream, length
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the application's
        self.size = 0
        self.has_failed = self.is_full = self.is_left = False

    def taken(self) -> tuple[str, str] | None:
        """Take everything in; why that was refused, None if all is there."""
        seconds = SECONDS + (self.length or 0) / SLOWEST
        taking = threading.Thread(target=self._take, daemon=True)
        taking.start()
        taking.join(seconds)
        if self.is_full:
            return FULL
        if taking.is_alive() or self.has_failed:
            self.is_left = True
            return TOO_SLOW
        self.file.seek(0)
        return TOO_LARGE if self.size > MOST else None

    def _take(self) -> None:
        try:
            while not self.is_left and self.size <= MOST and (self.length is None or self.size < self.length):
                part = self.stream.read(PART if self.length is None else min(PART, self.length - self.size))
                if not part:
                    break
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


def _refused(why: tuple[str, str], environ: Environ, start: Start) -> Iterable[bytes]:
    status, sentence = why
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>{status[4:]}</title><p>{escape(sentence)}</p>"
    if code := code_of(environ):
        page += f"<p>If you report this, say the code {code}.</p>"
    body = page.encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
    ]
    start(status, [*headers, ("Retry-After", "10")] if status.startswith("503") else headers)
    return [body]
