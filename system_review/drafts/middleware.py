"""Ends a draft when its form was saved: the answer to the form is then a redirect."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from system_review.drafts.services import end_window

SAVED = {302, 303}


class EndDrafts:
    """Looks only at forms whose view asked `drafting`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        window = getattr(request, "drafted", None)
        if window is not None and response.status_code in SAVED:
            end_window(**window, at=timezone.now())
        return response
