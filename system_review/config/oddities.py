"""Refuses requests that no browser sends: what two servers in a row could read in two ways, and heads without end.

What the server itself refuses (two lengths, a space before a colon, line feeds alone, two hosts) does not come here.
The connection is closed after a refusal, so that nothing that followed on it is taken for another request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
LONGEST_HEAD = 32 * 1024  # characters of all header lines together; a browser's are a tenth of that

UNCLEAR = ("400 Bad Request", "This request can be read in more than one way. Open the page again in a browser.")
TOO_LONG = (
    "431 Request Header Fields Too Large",
    "Your browser sent too much about itself. Remove the cookies of this site, then open the page again.",
)
NOT_THIS_WAY = ("405 Method Not Allowed", "This is no way to ask for a page. Open it in a browser.")


class Oddities:
    """The application, without the requests that no browser sends."""

    def __init__(self, application: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        why = what_is_odd(environ)
        return self.application(environ, start) if why is None else _refused(why, start)


def what_is_odd(environ: Environ) -> tuple[str, str] | None:
    """Status and sentence for a request that is refused; None for one that is as it should be."""
    coding = environ.get("HTTP_TRANSFER_ENCODING")
    if coding is not None and (coding.strip().lower() != "chunked" or environ.get("CONTENT_LENGTH")):
        return UNCLEAR
    if environ.get("REQUEST_METHOD") not in METHODS:
        return NOT_THIS_WAY
    heads = (len(name) + len(value) for name, value in environ.items() if name.startswith("HTTP_"))
    return TOO_LONG if sum(heads) > LONGEST_HEAD else None


def _refused(why: tuple[str, str], start: Start) -> Iterable[bytes]:
    status, sentence = why
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>{status[4:]}</title><p>{escape(sentence)}</p>"
    body = page.encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
    ]
    start(status, headers if status[:3] != "405" else [*headers, ("Allow", ", ".join(METHODS[:3]))])
    return [body]
