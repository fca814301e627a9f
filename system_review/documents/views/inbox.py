"""The inbox of a text: piece by piece placed, joined, split or set aside; then all that is placed is applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from system_review.documents.addresses import InboxAddresses
from system_review.documents.forms.inbox import ActionForm, FindingForm, JoinForm, SplitForm, WordsForm
from system_review.documents.queries import inbox as queries
from system_review.documents.rules.placing import cuts_of
from system_review.documents.rules.words import Fate, StepKind
from system_review.documents.services import inbox as services
from system_review.documents.services.applying import apply_document, undo_application
from system_review.documents.views.framing import context_of, inbox_response, to_inbox
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.reviews.queries.history import last_change
from system_review.reviews.saving import attempt, conflict_page, seen_version
from system_review.texts import shown
from system_review.ui.words import say


@require_safe
def inbox(request: Any, document: str) -> HttpResponse:
    """A text, what became of its pieces, and the one to place next."""
    found = queries.document_for(request.member, document)
    return inbox_response(request, found, piece=request.GET.get("piece", ""))


@require_POST
def finding(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece is a finding."""
    row = _piece(request, document, piece)

    def act(data: dict[str, Any]) -> Any:
        if not data["cell"]:
            raise Refused(Why("Choose a stage"), field="cell")
        cell = queries.chosen_cell(row.document.review, data["cell"], visible_to=request.member)
        return services.place_as_finding(
            passage=row, seen=data["version"], cell=cell, colour=data["colour"], by=request.member, at=timezone.now()
        )

    return _move(request, row, FindingForm(request.POST, auto_id="finding-%s"), act)


@require_POST
def action(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece is an action for a finding of this text or of the review."""
    row = _piece(request, document, piece)

    def act(data: dict[str, Any]) -> Any:
        above = _above(request, row, data["under"])
        return services.place_as_action(
            passage=row, seen=data["version"], **above, by=request.member, at=timezone.now()
        )

    return _move(request, row, ActionForm(request.POST, auto_id="action-%s"), act)


def _above(request: Any, row: Any, name: str) -> dict[str, Any]:
    """The finding that a form names: `p.` and the id of a piece, or `f.` and the id of a finding of the review."""
    kind, _dot, public_id = name.partition(".")
    if kind == "p":
        return {"under": queries.passage_for(row.document, public_id, visible_to=request.member)}
    if kind == "f":
        review = row.document.review
        return {"under_finding": queries.chosen_finding(review, public_id, visible_to=request.member)}
    raise Refused(Why("Choose the finding that this action is for"), field="under")


@require_POST
def joining(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece and another are one."""
    row = _piece(request, document, piece)
    form = JoinForm(request.POST, auto_id="join-%s")

    def act(data: dict[str, Any]) -> Any:
        is_first, key, seen = form.chosen()
        if not key:
            raise Refused(Why("Choose the other piece"), field="other")
        other = queries.passage_for(row.document, key, visible_to=request.member)
        pair = [(row, data["version"]), (other, seen)]
        (first, first_seen), (second, second_seen) = pair if is_first else reversed(pair)
        return services.join_passage(
            first=first,
            first_seen=first_seen,
            second=second,
            second_seen=second_seen,
            between=form.joint(),
            by=request.member,
            at=timezone.now(),
        )

    return _move(request, row, form, act)


@require_POST
def split(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece is several, parted where blank lines were put."""
    row = _piece(request, document, piece)

    def act(data: dict[str, Any]) -> Any:
        if data["version"] != row.version:  # other words now: the blank lines were put into the earlier ones
            raise ChangedMeanwhile(now={"text": row.text}, version=row.version)
        cuts = cuts_of(row.text, data["text"])
        return services.split_passage(
            passage=row, seen=data["version"], cuts=cuts, by=request.member, at=timezone.now()
        )

    return _move(request, row, SplitForm(request.POST, auto_id="split-%s"), act)


@require_POST
def text(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece will say something else."""
    row = _piece(request, document, piece)
    form = WordsForm(request.POST, auto_id="words-%s")

    def act(data: dict[str, Any]) -> Any:
        return services.edit_passage(
            passage=row, seen=data["version"], text=data["text"], by=request.member, at=timezone.now()
        )

    return _move(request, row, form, act, stay=True)


@require_POST
def setting_aside(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece will not be in the review."""
    return _plain_move(request, _piece(request, document, piece), services.set_aside)


@require_POST
def returning(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece waits again."""
    return _plain_move(request, _piece(request, document, piece), services.put_back, stay=True)


def _piece(request: Any, document: str, piece: str) -> Any:
    found = queries.document_for(request.member, document)
    return queries.passage_for(found, piece, visible_to=request.member)


def _move(
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


def _plain_move(request: Any, row: Any, service: Callable[..., Any], *, stay: bool = False) -> HttpResponse:
    """Do what one button asks for."""
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
    if is_typed and fresh.fate not in (Fate.APPLIED, Fate.REPLACED) and fresh.text != form.cleaned_data["text"]:
        to = InboxAddresses(request.member.partnership.slug)
        return conflict_page(
            request,
            form=form,
            now={"text": fresh.text},
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
        typed=shown(form.cleaned_data["text"]) if is_typed else "",
        status=409,
    )


@require_POST
def application(request: Any, document: str) -> HttpResponse:
    """Everything placed goes into the review."""
    found = queries.document_for(request.member, document)
    try:
        step = apply_document(
            document=found,
            seen=seen_version(request),
            key=request.POST.get("key", "")[:64],
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        return inbox_response(request, found, problem=say(refusal.why), status=422)
    except ChangedMeanwhile:
        fresh = queries.document_for(request.member, document)
        sentence = gettext(
            "Pieces were placed or changed while you were looking at this page. Look at them, then bring them in."
        )
        return inbox_response(request, fresh, problem=sentence, status=409)
    return to_inbox(request, found, done=step.public_id)


@require_POST
def undoing(request: Any, document: str, step: str) -> HttpResponse:
    """One step, or one bringing in, is taken back."""
    found = queries.document_for(request.member, document)
    taken = queries.step_for(found, step, visible_to=request.member)
    undo = undo_application if taken.kind == StepKind.APPLIED else services.undo_step
    try:
        undo(step=taken, by=request.member, at=timezone.now())
    except Refused as refusal:
        return inbox_response(request, found, problem=say(refusal.why), status=422)
    keys = [kept["key"] for kept in taken.before["pieces"]]
    return to_inbox(request, found, piece=keys[0] if keys else "", said="step-undone")
