"""Who comes to an address, what each is to find there, and asking for it without leaving a mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver

from system_review.partnerships.rules import Permission
from tests.browser import session_cookie_for
from tests.doors.doors_table import CLOSED, MEMBER, OPEN, PUBLIC, SIGNED_IN, Door

# A statement that changes something, but not the session, which notes when it was used.
WRITES = re.compile(r"(?i)\s*(insert|update|delete)\b(?!.*\bpeople_session)")
COUNTS = "people_tries"  # how often somebody sent something that costs much: counted before anything is looked at
SAVEPOINT = re.compile(r"s\d+_x\d+")
ABSENT, REFUSED, NO_METHOD, SIGN_IN, IN = "404", "403", "405", "to sign in", "in"


def addresses(resolver: Any = None, prefix: str = "", namespace: str = "") -> dict[str, str]:
    """The route of every address, by its name."""
    found: dict[str, str] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found |= addresses(entry, route, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}"
            assert name not in found, f"two addresses are called {name}"
            found[name] = route
    return found


@dataclass(frozen=True)
class Walker:
    """Somebody who comes: what they are called here, and what they may do in the partnership that is walked."""

    name: str
    person: Any  # None: nobody is signed in
    is_member: bool = False
    grants: frozenset[Permission] = frozenset()
    secrets: tuple[str, ...] = ()  # words that they must never be told

    def expects(self, door: Door, method: str) -> set[str]:
        """What they are to find at the door."""
        asked = door.get if method == "GET" else door.post
        if self.person is None and door.known_to != PUBLIC:
            return {SIGN_IN}
        if not self._knows(door.known_to):
            return {ABSENT, NO_METHOD} if asked == CLOSED and self.is_member else {ABSENT}
        if asked in (OPEN, CLOSED):
            return {IN if asked == OPEN else NO_METHOD}
        return {IN if asked in self.grants else REFUSED}

    def _knows(self, known_to: Permission | str) -> bool:
        if known_to in (PUBLIC, SIGNED_IN):
            return True
        return self.is_member if known_to == MEMBER else known_to in self.grants


class Asking(RequestFactory):
    """A browser in which somebody is signed in. What a request changed is taken back before the next.

    An answer's `asked` are the statements that it took, `wrote` those that changed something, and `seen` what `look`
    found in the database before it was taken back.
    """

    look: Callable[[], Any] | None = None

    def __init__(self, person: Any, *, tokens_are_asked: bool = False) -> None:
        super().__init__(HTTP_HOST="localhost")
        self.handler = ClientHandler(enforce_csrf_checks=tokens_are_asked)
        if person is not None:
            self.cookies[settings.SESSION_COOKIE_NAME] = session_cookie_for(person)

    def at(self, path: str, method: str, body: Mapping[str, Any], **headers: str) -> Any:
        """The answer to a request; a body goes with a POST."""
        return self.post(path, body, **headers) if method == "POST" else self.get(path, **headers)

    def request(self, **request: Any) -> Any:
        queries: list[str] = []

        def counted(execute: Any, sql: str, *more: Any) -> Any:
            queries.append(sql)
            return execute(sql, *more)

        with transaction.atomic(), connection.execute_wrapper(counted):
            response = self.handler(self._base_environ(**request))
            response.body = b"".join(response.streaming_content) if response.streaming else response.content
            response.asked = [SAVEPOINT.sub("", sql) for sql in queries]
            response.wrote = [sql for sql in queries if WRITES.match(sql) and COUNTS not in sql]
            response.seen = self.look() if self.look and response.wrote else None
            transaction.set_rollback(True)
        return response


def outcome(response: Any) -> str:
    """What an answer says about whether somebody may."""
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in/?next="):
        return SIGN_IN
    return {404: ABSENT, 403: REFUSED, 405: NO_METHOD}.get(response.status_code, IN)


def told(response: Any) -> str:
    """Everything that an answer tells: its status, its headers, its cookies and its body."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.status_code}\n{headers}\n{response.cookies}\n{response.body.decode(errors='replace')}"
