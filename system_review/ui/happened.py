"""What has just happened, as the address of a page tells it after a redirect (`?said=…`, `?step=…`, `?done=…`)."""

from __future__ import annotations

from django.http import HttpRequest


def happened(request: HttpRequest, name: str = "said") -> str:
    """That word of the address; "" on the answer to a form.

    A form may be sent to an address that still tells of the act before. An act that went well redirects, so a page that
    answers a form says what was refused, and must not say above it that something was done.
    """
    return request.GET.get(name, "") if request.method in ("GET", "HEAD") else ""
