"""The history of a partnership: a page to read, and a file that others can check."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from system_review.partnerships.access import may
from system_review.partnerships.rules import Permission
from system_review.reviews.framing import partnership_context
from system_review.ui.middleware import FILE_POLICY
from system_review.ui.parts import Link
from system_review.upkeep.forms.trail import TrailFilter
from system_review.upkeep.queries.trail import trail_page
from system_review.upkeep.services.trail import export_trail


@require_safe
def history(request: Any) -> HttpResponse:
    """What happened in the partnership, newest first."""
    member = request.member
    form = TrailFilter(request.GET or None, member=member)
    asked = form.asked(request.GET.get("before", ""))
    page = trail_page(asked, visible_to=member)
    here = reverse("upkeep:history", args=[member.partnership.slug])
    filters = {name: value for name, value in form.data.items() if name in form.fields and value}
    title = gettext("History of the partnership")
    context = partnership_context(request, Link(gettext("History")), title=title, help_page="history")
    context |= {
        "page": page,
        "form": form,
        "here": here,
        "is_filtered": bool(filters),
        "newest_url": f"{here}?{urlencode(filters)}" if asked.before else "",
        "older_url": f"{here}?{urlencode({**filters, 'before': page.older_before})}" if page.older_before else "",
        "file_url": reverse("upkeep:history-file", args=[member.partnership.slug]),
        "words_url": reverse("upkeep:words", args=[member.partnership.slug])
        if may(member, Permission.WORDS_BLOT)
        else "",
        "may_export": may(member, Permission.TRAIL_EXPORT),
    }
    return render(request, "upkeep/history.html", context)


@require_POST
def file(request: Any) -> FileResponse:
    """The whole history as a file; that it was taken out is an event."""
    as_csv = request.POST.get("format") == "csv"
    made = export_trail(by=request.member, at=timezone.now(), as_csv=as_csv)
    name = f"{request.member.partnership.slug}-history.{'csv' if as_csv else 'jsonl'}"
    media = "text/csv; charset=utf-8" if as_csv else "application/jsonl"
    response = FileResponse(made.file, as_attachment=True, filename=name, content_type=media)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
