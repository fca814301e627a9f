"""What is held about oneself: what it is, and a file with all of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.reviews.framing import frame, help_address
from system_review.ui.middleware import FILE_POLICY
from system_review.ui.parts import Head, Link
from system_review.upkeep.services.own_data import export_own_data


@require_http_methods(["GET", "POST"])
def own_data(request: Any) -> HttpResponse:
    """Tell what is in the file; a button saves it."""
    if request.method == "POST":
        made = export_own_data(person=request.user, by=request.user, at=timezone.now())
        answer = HttpResponse(made, content_type="application/json")
        answer.headers["Content-Disposition"] = 'attachment; filename="your-data.json"'
        answer.headers["Content-Security-Policy"] = FILE_POLICY
        return answer
    title = gettext("Your data")
    crumbs = (Link(gettext("You"), reverse("people:me")), Link(title))
    head = Head(title=title, crumbs=crumbs, help_url=help_address("privacy#your-data"))
    return render(request, "upkeep/own_data.html", {"frame": frame(request), "head": head})
