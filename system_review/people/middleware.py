"""On a laptop a session lasts as long as the server that printed its link."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class UntilTheServerEnds:
    """Ends a session that another run of the server began. Reads the session that signing in reads anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.RUN and request.session.get("run", settings.RUN) != settings.RUN:
            request.session.flush()
        return self.get_response(request)
