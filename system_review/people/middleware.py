"""Sessions: on a laptop one lasts as long as the server that printed its link, elsewhere it ends when idle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from system_review.people.limits import why_ended
from system_review.people.services import sessions


class Sessions:
    """Ends a session whose time is over, before anybody is found by it. Reads the row that signing in reads anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session: Any = request.session
        why = ""
        if settings.RUN and session.get("run", settings.RUN) != settings.RUN:
            session.flush()
        elif SESSION_KEY in session and not (settings.RUN and "run" in session):
            why = self._look_at(session)
        response = self.get_response(request)
        if why and response.headers.get("Location", "").startswith("/sign-in/?next="):
            response.headers["Location"] += f"&said={why}"
        return response

    def _look_at(self, session: Any) -> str:
        """Why the session has just ended; "" if it goes on."""
        now, row = timezone.now(), session.row
        if row is None:
            return ""
        is_administrator = bool(session.get("administrator"))
        why = why_ended(began=row.began_at, seen=row.seen_at, now=now, is_administrator=is_administrator)
        if why:
            sessions.end_because(session, why, at=now)
            return why
        sessions.see(session, at=now)
        if row.renew:
            row.renew = False
            session.cycle_key()
        return ""


def mark_administrator(request: HttpRequest) -> None:
    """From now on this session ends sooner: somebody who may change people and settings uses it."""
    if not request.session.get("administrator"):
        request.session["administrator"] = True
