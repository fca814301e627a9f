"""The inbox of a text: piece by piece placed, joined, split or set aside; then all that is placed is applied."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from system_review.documents.addresses import InboxAddresses
from system_review.documents.forms.inbox import ActionForm, FindingForm, JoinForm, RatingForm
from system_review.documents.queries import inbox as queries
from system_review.documents.queries.returned import find_returned
from system_review.documents.rules.words import StepKind
from system_review.documents.services import inbox as services
from system_review.documents.services.applying import apply_document, undo_application
from system_review.documents.views.framing import inbox_response, to_inbox
from system_review.documents.views.moving import move, piece_of, plain_move
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.reviews.saving import seen_version
from system_review.ui.words import say


@require_safe
def inbox(request: Any, document: str) -> HttpResponse:
    """A text, what became of its pieces, and the one to place next; of a file that came back, what is different."""
    found = queries.document_for(request.member, document)
    if not request.GET.keys() & {"as", "piece", "done"} and find_returned(found, visible_to=request.member):
        to = InboxAddresses(request.member.partnership.slug)
        return HttpResponseRedirect(to.document(found.public_id, "differences"))
    return inbox_response(request, found, piece=request.GET.get("piece", ""))


@require_POST
def finding(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece is a finding."""
    row = piece_of(request, document, piece)

    def act(data: dict[str, Any]) -> Any:
        if not data["cell"]:
            raise Refused(Why("Choose a stage"), field="cell")
        cell = queries.chosen_cell(row.document.review, data["cell"], visible_to=request.member)
        return services.place_as_finding(
            passage=row, seen=data["version"], cell=cell, colour=data["colour"], by=request.member, at=timezone.now()
        )

    return move(request, row, FindingForm(request.POST, auto_id="finding-%s"), act)


@require_POST
def action(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece is an action for a finding of this text or of the review."""
    row = piece_of(request, document, piece)

    def act(data: dict[str, Any]) -> Any:
        above = _above(request, row, data["under"])
        return services.place_as_action(
            passage=row, seen=data["version"], **above, by=request.member, at=timezone.now()
        )

    return move(request, row, ActionForm(request.POST, auto_id="action-%s"), act)


@require_POST
def rating(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece gives a stage its overall rating."""
    row = piece_of(request, document, piece)

    def act(data: dict[str, Any]) -> Any:
        if not data["cell"]:
            raise Refused(Why("Choose a stage"), field="cell")
        cell = queries.chosen_cell(row.document.review, data["cell"], visible_to=request.member)
        return services.place_as_rating(
            passage=row, seen=data["version"], cell=cell, rating=data["rating"], by=request.member, at=timezone.now()
        )

    return move(request, row, RatingForm(request.POST, auto_id="rating-%s"), act)


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
    row = piece_of(request, document, piece)
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

    return move(request, row, form, act)


@require_POST
def setting_aside(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece will not be in the review."""
    return plain_move(request, document, piece, services.set_aside)


@require_POST
def returning(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece waits again."""
    return plain_move(request, document, piece, services.put_back, stay=True)


@require_POST
def application(request: Any, document: str) -> HttpResponse:
    """Everything placed goes into the review."""
    found = queries.document_to_change(request.member, document)
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
    found = queries.document_to_change(request.member, document)
    taken = queries.step_for(found, step, visible_to=request.member)
    undo = undo_application if taken.kind == StepKind.APPLIED else services.undo_step
    try:
        undo(step=taken, by=request.member, at=timezone.now())
    except Refused as refusal:
        return inbox_response(request, found, problem=say(refusal.why), status=422)
    keys = [kept["key"] for kept in taken.before["pieces"]]
    return to_inbox(request, found, piece=keys[0] if keys else "", said="step-undone")
