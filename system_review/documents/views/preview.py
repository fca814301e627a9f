"""What the results sheet will get from a document, before it is brought in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from system_review.documents.addresses import InboxAddresses
from system_review.documents.queries import inbox as queries
from system_review.documents.queries.inbox_preview import stages_to_be
from system_review.documents.queries.inbox_reading import InboxReading
from system_review.documents.views.framing import PLACING, context_of
from system_review.texts import shown


@require_safe
def preview(request: Any, document: str) -> HttpResponse:
    """The stages that get something, as they will stand on the results sheet."""
    found = queries.document_for(request.member, document)
    reading = InboxReading(found, visible_to=request.member)
    context = context_of(request, found.review, title=shown(found.name), crumb=gettext("Bring in"), help_page=PLACING)
    context["stages"] = stages_to_be(reading)
    context["back_url"] = InboxAddresses(request.member.partnership.slug).document(found.public_id)
    return render(request, "documents/preview.html", context)
