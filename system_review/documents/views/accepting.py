"""The inbox of a text: what was suggested is accepted, piece by piece or all that is sure; questions are answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from system_review.documents.queries import inbox as queries
from system_review.documents.services import accepting
from system_review.documents.services import inbox as staging
from system_review.documents.views.framing import inbox_response, to_inbox
from system_review.documents.views.moving import plain_move
from system_review.errors import ChangedMeanwhile, Refused
from system_review.reviews.saving import seen_version
from system_review.ui.words import say


@require_POST
def one(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece is what it is suggested to be."""
    return plain_move(request, document, piece, accepting.accept_suggestion)


@require_POST
def apart(request: Any, document: str, piece: str) -> HttpResponse:
    """The lines that this piece joins are kept apart, as they stand."""
    return plain_move(request, document, piece, staging.keep_apart)


@require_POST
def all_sure(request: Any, document: str) -> HttpResponse:
    """Everything that is sure is what it is suggested to be."""
    found = queries.document_to_change(request.member, document)
    try:
        step = accepting.accept_sure(
            document=found,
            seen=seen_version(request),
            key=request.POST.get("key", "")[:64],
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        return inbox_response(request, found, problem=say(refusal.why), status=422)
    except ChangedMeanwhile:
        return _changed(request, document)
    return to_inbox(request, found, done=step.public_id)


@require_POST
def answer(request: Any, document: str, question: str) -> HttpResponse:
    """A question about pieces of the text is answered."""
    found = queries.document_to_change(request.member, document)
    asked = queries.question_for(found, question, visible_to=request.member)
    chosen, _dot, version = request.POST.get("answer", "").partition(".")
    numbers = [int(part) if part.isascii() and part.isdigit() and len(part) < 10 else -1 for part in (chosen, version)]
    try:
        step = accepting.answer_question(
            question=asked,
            seen=numbers[1],
            answer=numbers[0],
            only=request.POST.getlist("piece") if "some" in request.POST else None,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        return inbox_response(request, found, piece=asked.about[0], problem=say(refusal.why), status=422)
    except ChangedMeanwhile:
        return _changed(request, document)
    return to_inbox(request, found, done=step.public_id)


def _changed(request: Any, document: str) -> HttpResponse:
    fresh = queries.document_for(request.member, document)
    sentence = gettext("Pieces were changed while you were looking at this page. This is how things stand now.")
    return inbox_response(request, fresh, problem=sentence, status=409)
