"""What every move in the inbox shares: doing it, going on to the next piece, and telling what went otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from system_review.documents.addresses import InboxAddresses
from system_review.documents.forms.inbox import BESIDE, WordsForm
from system_review.documents.queries import inbox as queries
from system_review.documents.queries.inbox_says import words_of
from system_review.documents.rules.words import Fate, StepKind
from system_review.documents.views.framing import context_of, inbox_response, to_inbox
from system_review.errors import ChangedMeanwhile, Refused
from system_review.reviews.queries.history import last_change
from system_review.reviews.saving import attempt, conflict_page, seen_version
from system_review.texts import shown
from system_review.ui.words import say


def piece_of(request: Any, document: str, piece: str) -> Any:
    """The piece that an address names, to be worked on."""
    found = queries.document_to_change(request.member, document)
    return queries.passage_for(found, piece, visible_to=request.member)


def move(
    request: Any, row: Any, form: Any, act: Callable[[dict[str, Any]], Any], *, stay: bool = False
) -> HttpResponse:
    """Do what a form asks for, and go on to the next piece; the page again where it is refused or too late."""
    if form.is_valid():
        try:
            if step := attempt(form, lambda: act(form.cleaned_data)):
                return _onwards(request, row, step, stay=stay)
        except ChangedMeanwhile as other:
            return _too_late(request, row, form, other)
    return inbox_response(request, row.document, piece=row.public_id, sent=form, status=422)


def plain_move(
    request: Any, document: str, piece: str, service: Callable[..., Any], *, stay: bool = False
) -> HttpResponse:
    """Do what one button asks for."""
    row = piece_of(request, document, piece)
    try:
        step = service(passage=row, seen=seen_version(request), by=request.member, at=timezone.now())
    except Refused as refusal:
        return inbox_response(request, row.document, piece=row.public_id, problem=say(refusal.why), status=422)
    except ChangedMeanwhile as other:
        return _too_late(request, row, None, other)
    return _onwards(request, row, step, stay=stay)


def _onwards(request: Any, row: Any, step: Any, *, stay: bool) -> HttpResponse:
    """To the same piece, or what it became; else to the next that waits. `step` is True if there was nothing to do."""
    done = "" if step is True or step is None else step.public_id
    made = step.before["made"] if done else []
    first = 1 if done and step.kind == StepKind.SPLIT and row.fate == Fate.PLACED else 0
    piece = made[first] if made else row.public_id if stay else ""
    if not piece:
        piece = queries.next_to_place(row.document, after=row.position, visible_to=request.member)
    return to_inbox(request, row.document, piece=piece, done=done)


def _too_late(request: Any, row: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    """Somebody else changed the piece first (409): both texts where one was typed, else the page as it is now."""
    fresh = queries.passage_for(row.document, row.public_id, visible_to=request.member)
    is_typed = isinstance(form, WordsForm)
    now = words_of(fresh)
    differs = is_typed and any(form.cleaned_data[name] != now[name] for name in form.fields if name in now)
    if differs and fresh.fate not in (Fate.APPLIED, Fate.REPLACED):
        to = InboxAddresses(request.member.partnership.slug)
        return conflict_page(
            request,
            form=form,
            now=now,
            other=other,
            subject=fresh,
            context=context_of(request, row.document.review, title=shown(row.document.name), crumb=gettext("Bring in")),
            url=request.path,
            cancel_url=to.piece(row.document.public_id, row.public_id),
        )
    who, when = last_change(fresh, visible_to=request.member)
    sentence = gettext(
        "%(who)s changed this piece %(when)s, while you were looking at it. This is how things stand now."
    )
    if not who:
        sentence = gettext("This piece was changed while you were looking at it. This is how things stand now.")
    return inbox_response(
        request,
        queries.document_for(request.member, row.document.public_id),
        piece=row.public_id,
        problem=sentence % {"who": who, "when": when} if who else sentence,
        typed=_typed(form) if is_typed else "",
        status=409,
    )


def _typed(form: Any) -> str:
    """What a person had written in a form, a line for each field."""
    said = (form.cleaned_data.get(name) for name in ("text", *BESIDE))
    return shown("\n".join(str(words) for words in said if words))
