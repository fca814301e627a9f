"""The texts that were brought in to a review: the list, another one, one set aside and brought back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from system_review.documents.addresses import InboxAddresses
from system_review.documents.forms.inbox import TextForm
from system_review.documents.queries import inbox as queries
from system_review.documents.queries.inbox_page import text_lines
from system_review.documents.rules.words import DocumentState
from system_review.documents.services import receiving
from system_review.documents.services.erasing import keep_file
from system_review.documents.views.framing import context_of, to_inbox
from system_review.drafts.drafting import drafting
from system_review.errors import NotThere, Why
from system_review.partnerships.access import may, require
from system_review.partnerships.rules import Permission
from system_review.people.limits import UPLOADS
from system_review.people.often import not_too_often
from system_review.reviews import wording
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.saving import attempt, seen_version
from system_review.texts import LONGEST_NAME


@require_http_methods(["GET", "POST"])
@not_too_often(UPLOADS)
def texts(request: Any, review: str) -> HttpResponse:
    """The texts of a review, and bringing in another: for its team."""
    found = finding_things.review_for(request.member, review)
    if not sight_of(found, visible_to=request.member).in_team:
        raise NotThere(Why("There is no such page"))
    if request.method == "POST":
        require(request.member, Permission.DOCUMENT_BRING_IN)
    form = TextForm(request.POST or None, request.FILES or None, initial={"key": get_random_string(32)})
    may_bring_in = may(request.member, Permission.DOCUMENT_BRING_IN)
    if may_bring_in and (answer := drafting(request, form)):
        return answer
    if request.method == "POST" and form.is_valid():
        if made := attempt(form, lambda: _receive(request, found, form)):
            return to_inbox(request, made, said="" if made.state == DocumentState.READING else "text-brought-in")
    lines = text_lines(
        queries.documents_of(found, visible_to=request.member),
        queries.sums_of(found, visible_to=request.member),
        visible_to=request.member,
    )
    context = context_of(request, found, help_page="bring-in")
    context |= {
        "texts": [line for line in lines if not line.return_url],
        "away": [line for line in lines if line.return_url],
        "form": form if may_bring_in else None,
    }
    return render(request, "documents/texts.html", context, status=422 if form.errors else 200)


def _receive(request: Any, review: Any, form: TextForm) -> Any:
    """Pasted words are read at once; a file is kept, and a job reads it."""
    day = wording.day(timezone.localdate())
    name = form.cleaned_data["name"].strip() or form.file_name() or gettext("Pasted text, %(day)s") % {"day": day}
    what = {
        "review": review,
        "name": name[:LONGEST_NAME],
        "key": form.cleaned_data["key"],
        "by": request.member,
        "at": timezone.now(),
    }
    if text := form.pasted():
        return receiving.receive_text(content=text, **what)
    return receiving.receive_file(data=form.file_bytes(), **what)


@require_POST
def keeping(request: Any, document: str) -> HttpResponse:
    """Keep the file of a document beyond its time, or no longer."""
    found = queries.document_to_change(request.member, document)
    keep_file(document=found, seen=seen_version(request), keep=not found.is_kept, by=request.member, at=timezone.now())
    return to_inbox(request, found, said="file-kept" if found.is_kept else "file-not-kept")


@require_POST
def setting_aside(request: Any, document: str) -> HttpResponse:
    """Take a text off the list."""
    found = queries.document_to_change(request.member, document)
    receiving.set_aside_document(document=found, seen=seen_version(request), by=request.member, at=timezone.now())
    to = InboxAddresses(request.member.partnership.slug)
    return HttpResponseRedirect(to.texts(found.review.public_id) + "?said=text-set-aside")


@require_POST
def returning(request: Any, document: str) -> HttpResponse:
    """Put a text that was set aside back on the list."""
    found = queries.document_to_change(request.member, document)
    receiving.bring_back_document(document=found, seen=seen_version(request), by=request.member, at=timezone.now())
    return to_inbox(request, found, said="text-returned")
