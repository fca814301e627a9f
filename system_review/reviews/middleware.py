"""Ends a look at the example as one of its roles as soon as the example is no longer all there is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from system_review.reviews.queries.looking import LOOKING, is_offered


class EndLooking:
    """Costs a statement only in the sessions that look."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get(LOOKING) and not is_offered(request):
            request.session.flush()
            return redirect("account_login")
        return self.get_response(request)
