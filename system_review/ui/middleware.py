"""Headers of every page, foreign host names, and the pages that tell of a problem."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from system_review.ui import problems
from system_review.ui.again import done_again, was_broken_off
from system_review.ui.request_code import VIEW

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
REFUSED = {403, 404, 429}
FACTS = "facts"  # the name under which a line of the log carries its figures (config.log_lines)
# Of a file that is handed out: should a browser show it after all, nothing in it does anything.
FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

refusals = logging.getLogger("system_review.refusals")


class Headers:
    """Sets what every page carries: pages are private and never kept by a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.resolver_match is not None:
            request.META[VIEW] = request.resolver_match.view_name
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Refusals:
    """Writes a line into the log about each act that is refused: whose, by which page, how. Nothing of what was sent.

    Somebody who is signed in and asks for what is not theirs, or not there, may have followed an old link, or may be
    looking around: several such lines in a row tell. Nobody needs to be signed in to send a forged form, or to try too
    often. What has no page of ours, as strangers' programs ask for it all day, is left out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSED and (found := request.resolver_match) is not None:
            _note_refusal(getattr(request, "user", None), view=found.view_name, status=response.status_code)
        return response


def _note_refusal(person: Any, *, view: str, status: int) -> None:
    is_known = person is not None and person.is_authenticated
    if is_known or status != 404:
        whose = {"person": str(person.public_id)} if is_known else {}
        refusals.info("refused", extra={FACTS: {"view": view, "status": status, **whose}})


class Hosts:
    """Refuses a foreign host name (400): no answer is built from it. Its page carries what every page carries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # raises for a name that is not ours
        return self.get_response(request)


class Problems:
    """Turns what crosses rooms into its page: not there 404, not allowed 403, refused 422,
    changed meanwhile 409, too often 429, a database or disk that does not do its part 503.

    What the database broke off for another's sake is done again first. An address that takes only what a form sends
    (405) gets a page as well: Django's own answer is empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_empty = response.status_code == 405 and not response.content
        return problems.not_this_way(request, response) if is_empty else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if was_broken_off(exception):
            again = done_again(request, exception)
            if isinstance(again, HttpResponse):
                return again
            exception = again
        return problems.answer(request, exception)
