"""What every answer carries, whoever made it: a page, a static file, a refusal before the application is reached.

Pages bring their own (`ui.middleware.Headers`, Django's and django-csp's middleware); this adds what an answer lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from system_review.ui.middleware import HEADERS

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def every_answers() -> dict[str, str]:
    """The headers that no answer goes without, with the value for one that says nothing of its own."""
    headers = {
        **HEADERS,
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
    return headers


def carried_by_all(application: Application) -> Application:
    """The same application, every answer of which carries those headers."""
    headers = list(every_answers().items())

    def answering(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        def begin(status: str, said: list[tuple[str, str]], *more: Any) -> Any:
            names = {name.lower() for name, _ in said}
            return start(status, [*said, *(one for one in headers if one[0].lower() not in names)], *more)

        return application(environ, begin)

    return answering
