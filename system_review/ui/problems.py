"""The pages that tell of a problem: what happened, what became of one's work, what to do now."""

from __future__ import annotations

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from system_review.errors import ChangedMeanwhile, NotAllowed, NotThere, Refused, TooOften
from system_review.ui.request_code import code_of
from system_review.ui.unavailable import Unavailable, why_unavailable
from system_review.ui.words import say

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)

logger = logging.getLogger(__name__)


def answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page for an exception that crosses rooms; None for any other."""
    if isinstance(exception, NotThere):
        return not_found(request)
    if isinstance(exception, NotAllowed):
        return _page(request, "ui/403.html", 403, why=say(exception.why))
    if isinstance(exception, Refused):
        return _page(request, "ui/422.html", 422, why=say(exception.why))
    if isinstance(exception, TooOften):
        page = _page(request, "ui/429.html", 429, why=say(exception.why))
        page.headers["Retry-After"] = str(exception.wait)
        return page
    if isinstance(exception, ChangedMeanwhile):
        return _page(request, "ui/409.html", 409)
    if (why := why_unavailable(exception)) is not None:
        return unavailable(request, why)
    return None


def unavailable(request: HttpRequest, why: Unavailable) -> HttpResponse:
    """What the product stands on does not do its part just now. Asks nothing of the database."""
    logger.warning("answered with 503: %s", why.name)
    words = why.words(is_sent=request.method == "POST") | {"request_code": code_of(request.META)}
    page = HttpResponse(render_to_string("ui/503.html", words), status=503)
    page.headers["Retry-After"] = str(why.seconds)
    page._has_been_logged = True  # type: ignore[attr-defined]  # else Django logs it as a fault of ours
    return page


def not_this_way(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """An address that only takes what a form sends was opened, or the other way round. Keeps what `refused` allows."""
    page = _page(request, "ui/405.html", 405)
    page.headers["Allow"] = refused.headers.get("Allow", "")
    return page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One page for what is not there and what is not yours."""
    return _page(request, "ui/404.html", 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The browser sent something that cannot be read, or a form of far too many fields or files."""
    if isinstance(exception, TOO_MUCH):
        return _page(request, "ui/413.html", 413)
    return _page(request, "ui/400.html", 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something refused by Django itself."""
    return _page(request, "ui/403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: sent from elsewhere, or from a page older than the session."""
    return _page(request, "ui/csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault. The code in the page stands in the log beside the error, so that a person can read it out.

    What went wrong outside of any view comes here as well, while it is being handled.
    """
    if (why := why_unavailable(sys.exc_info()[1])) is not None:
        return unavailable(request, why)
    return _page(request, "ui/500.html", 500)


def _page(request: HttpRequest, template: str, status: int, **context: str) -> HttpResponse:
    return render(request, template, {"request_code": code_of(request.META), **context}, status=status)
