"""What the pages of bringing in share: the frame, the line that says what has just happened, the forms of a piece."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext

from system_review.documents.addresses import InboxAddresses
from system_review.documents.queries import inbox as queries
from system_review.documents.queries.inbox_page import inbox_page, step_words
from system_review.documents.queries.inbox_reading import InboxReading
from system_review.documents.rules.sentences import again
from system_review.documents.rules.words import DocumentState
from system_review.documents.views.drawing import drawn_inbox, kept_inbox
from system_review.documents.views.inbox_forms import forms_of, put_drafts_back
from system_review.errors import NotThere
from system_review.reviews.framing import review_context
from system_review.texts import shown
from system_review.ui.happened import happened
from system_review.ui.parts import Notice
from system_review.ui.words import say

TAB = "bring-in"
PLACING = "bring-in#place-the-pieces"  # where the guide tells of the inbox
NOW = "now-title"  # the id of the heading above the open piece

SAID = {
    "text-brought-in": lambda: gettext("Brought in"),
    "text-set-aside": lambda: gettext("Text set aside"),
    "text-returned": lambda: gettext("Text brought back"),
    "file-kept": lambda: gettext("The file is kept"),
    "file-not-kept": lambda: gettext("The file is kept for its time only"),
    "differences-taken": lambda: gettext("Taken over into the review"),
    "difference-left": lambda: gettext("Left as it is"),
    "differences-again": lambda: gettext("Everything is offered again"),
    "step-undone": lambda: gettext("Undone"),
}


def context_of(request: HttpRequest, review: Any, **head: Any) -> dict[str, Any]:
    """The frame of a page of bringing in, with what has just happened."""
    context = review_context(request, review, current=TAB, **head)
    if said := SAID.get(happened(request)):
        context["notice"] = Notice(said(), focus=NOW)
    return context


def to_inbox(request: HttpRequest, document: Any, *, piece: str = "", done: str = "", said: str = "") -> HttpResponse:
    """Redirect to a text's inbox with this piece open, saying what has just happened: a step's id, or a word.

    After a step reading goes on at the line that says so, which offers Undo; else at the piece.
    """
    address = InboxAddresses(request.member.partnership.slug).document(document.public_id)  # type: ignore[attr-defined]
    query = {name: value for name, value in (("piece", piece), ("done", done), ("said", said)) if value}
    whole = f"{address}?{urlencode(query)}" if query else address
    return HttpResponseRedirect(whole if done else f"{whole}#{NOW}")


def inbox_response(
    request: HttpRequest, document: Any, *, piece: str = "", status: int = 200, sent: Any = None, **more: Any
) -> HttpResponse:
    """The inbox of a text. `sent` is the form that a person sent and that was refused: it stands there as they sent it.

    Further context: `problem`, a sentence above everything; `typed`, what a person had written and must not lose.
    """
    if document.state != DocumentState.READ:
        return _unread(request, document, **more)
    title = shown(document.name)
    context = context_of(request, document.review, title=title, crumb=gettext("Bring in"), help_page=PLACING)
    every = next((name for name in ("sure", "placed") if request.GET.get(name) == "all"), "")
    body = kept_inbox(request, document, piece=piece, every=every) if status == 200 and not (more or sent) else None
    if body is None:
        reading = InboxReading(document, visible_to=request.member, piece=piece)  # type: ignore[attr-defined]
        forms = forms_of(reading, sent)
        put_drafts_back(request, reading, forms, sent)
        body = drawn_inbox(request, reading, {"page": inbox_page(reading, every=every), "forms": forms, **more})
    context |= {"body": body, **more}
    if status == 200 and not context["notice"] and happened(request, "done"):
        context["notice"] = _step_notice(request, document)
    return render(request, "documents/inbox.html", context, status=status)


def _unread(request: HttpRequest, document: Any, **more: Any) -> HttpResponse:
    """The page of a document that is being read, or that could not be."""
    context = context_of(request, document.review, title=shown(document.name), crumb=gettext("Bring in"))
    to = InboxAddresses(request.member.partnership.slug)  # type: ignore[attr-defined]
    seconds = max(0, int((timezone.now() - document.brought_in_at).total_seconds()))
    context |= {
        "document": document,
        "is_reading": document.state == DocumentState.READING,
        "why": shown(say(again(*document.problem))) if document.problem else "",
        "size": filesizeformat(document.size),
        "seconds": seconds,
        "own_url": to.document(document.public_id),
        "texts_url": to.texts(document.review.public_id),
        **more,
    }
    return render(request, "documents/reading.html", context)


def _step_notice(request: HttpRequest, document: Any) -> Notice | None:
    try:
        step = queries.step_for(document, happened(request, "done"), visible_to=request.member)  # type: ignore[attr-defined]
    except NotThere:
        return None
    if step.undone_at:
        return None
    to = InboxAddresses(request.member.partnership.slug)  # type: ignore[attr-defined]
    undo_url = to.undoing(document.public_id, step.public_id)
    return Notice(step_words(step.kind), focus=NOW, undo_url=undo_url, undo_first=True)
