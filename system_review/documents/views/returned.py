"""A file of ours that partners edited: what is different, taken one by one or all that is sure, or left as it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.documents.addresses import InboxAddresses
from system_review.documents.queries import inbox as queries
from system_review.documents.queries.returned import find_returned, laid_beside
from system_review.documents.queries.returned_page import returned_page, told_count
from system_review.documents.services import returning
from system_review.documents.views.framing import context_of
from system_review.errors import ChangedMeanwhile, Refused
from system_review.partnerships.access import may, require
from system_review.partnerships.rules import Permission
from system_review.texts import shown
from system_review.ui.words import say

HELP = "returned-file"
ALL_SURE = "sure"


@require_http_methods(["GET", "POST"])
def differences(request: Any, document: str) -> HttpResponse:
    """What a returned file says otherwise than the review."""
    found = queries.document_for(request.member, document)
    if request.method == "POST":
        require(request.member, Permission.DOCUMENT_BRING_IN)
        try:
            said = _act(request, found)
        except Refused as refusal:
            return _page(request, found, problem=say(refusal.why), status=422)
        except ChangedMeanwhile:
            sentence = gettext("Somebody changed one of these meanwhile, and nothing was taken over. Look again.")
            return _page(request, found, problem=sentence, status=409)
        to = InboxAddresses(request.member.partnership.slug)
        return HttpResponseRedirect(f"{to.document(found.public_id, 'differences')}?said={said}#now-title")
    return _page(request, found)


def _act(request: Any, document: Any) -> str:
    sent, now = request.POST, timezone.now()
    common = {"document": document, "by": request.member, "at": now}
    if sent.get("again"):
        returning.look_again(seen=_number(sent.get("version")), **common)
        return "differences-again"
    common["today"] = timezone.localdate()
    if sent.get("leave"):
        returning.leave_differences(keys=[sent["leave"]], seen=_number(sent.get("version")), **common)
        return "difference-left"
    taken = sent.get("take", "")
    keys = sent.getlist("sure") if taken == ALL_SURE else [taken] if taken else []
    returning.take_differences(keys=keys, key=sent.get("key", "")[:64], **common)
    return "differences-taken"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _page(request: Any, document: Any, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = context_of(
        request, document.review, title=shown(document.name), crumb=gettext("Bring in"), help_page=HELP
    )
    to = InboxAddresses(request.member.partnership.slug)
    context |= {
        "problem": problem,
        "page": None,
        "own_url": to.document(document.public_id, "differences"),
        "inbox_url": to.document(document.public_id),
    }
    file = find_returned(document, visible_to=request.member)
    if file is not None:
        laid = laid_beside(document, visible_to=request.member, today=timezone.localdate())
        page = returned_page(document, laid, version=file.version, visible_to=request.member)
        context |= {
            "page": page,
            "count": told_count(page),
            "key": get_random_string(32),
            "may_take": may(request.member, Permission.DOCUMENT_BRING_IN),
        }
    return render(request, "documents/returned.html", context, status=status)
