"""Where somebody is signed in, and ending that."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from system_review.people import queries
from system_review.people.services import sessions
from system_review.people.views.ours import frame


def own_sessions(request: Any) -> HttpResponse:
    """All browsers in which I am signed in, this one first."""
    places = queries.sessions_of(request.user, this=request.session.session_key, at=timezone.now())
    return render(request, "people/sessions.html", {"frame": frame(request), "places": places})


@require_POST
def end_session(request: Any, session: str) -> HttpResponse:
    """Sign out in one of them."""
    sessions.end_session(person=request.user, public_id=session, at=timezone.now())
    return redirect("people:sessions")


@require_POST
def end_other_sessions(request: Any) -> HttpResponse:
    """Sign out in all but this one."""
    sessions.end_other_sessions(person=request.user, keep=[request.session.session_key], at=timezone.now())
    return redirect("people:sessions")
