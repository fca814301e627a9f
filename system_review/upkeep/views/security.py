"""`/.well-known/security.txt` (RFC 9116): whom to tell of a hole in this installation."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from system_review.errors import NotThere, Why

HOLDS = timedelta(days=180)  # what is read there holds that long; the standard wants less than a year


@require_safe
@login_not_required  # because whoever finds a hole has no account here
def security(request: HttpRequest) -> HttpResponse:
    """The file in plain text; nothing where no contact is set. Equal for everybody on the same day."""
    if not settings.SECURITY_CONTACT:
        raise NotThere(Why("There is no such page"))
    until = datetime.combine(timezone.now().date() + HOLDS, time.min)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until.isoformat()}Z",
        "Preferred-Languages: en",
        f"Canonical: {settings.BASE_URL}{reverse('upkeep:security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
