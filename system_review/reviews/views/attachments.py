"""The files of a finding, an action or a piece of evidence: attaching, handing out, removing, bringing back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from system_review.errors import NotThere, Refused, Why
from system_review.files.queries import opened
from system_review.files.rules.kinds import TYPES, FileKind
from system_review.files.rules.names import file_name
from system_review.people.limits import UPLOADS
from system_review.people.often import not_too_often
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.attachment_lines import lines_of
from system_review.reviews.forms.attachments import AttachForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import attachments as queries
from system_review.reviews.queries.attachments import Held
from system_review.reviews.saving import attempt, offered_version, seen_version
from system_review.reviews.services import attachments as services
from system_review.reviews.views.pages_of_things import place_of, sheet_address, with_way_back
from system_review.reviews.views.returning import page_before
from system_review.texts import shown
from system_review.ui.happened import happened
from system_review.ui.middleware import FILE_POLICY
from system_review.ui.parts import Link, Notice


@require_http_methods(["GET", "POST"])
@not_too_often(UPLOADS)
def of_finding(request: Any, finding: str) -> HttpResponse:
    """The files of a finding; POST attaches more."""
    return _page(request, queries.held_finding(request.member, finding))


@require_http_methods(["GET", "POST"])
@not_too_often(UPLOADS)
def of_action(request: Any, action: str) -> HttpResponse:
    """The files of an action; POST attaches more."""
    return _page(request, queries.held_action(request.member, action))


@require_http_methods(["GET", "POST"])
@not_too_often(UPLOADS)
def of_evidence(request: Any, review: str, evidence: str) -> HttpResponse:
    """The files of a piece of evidence; POST attaches more."""
    return _page(request, queries.held_evidence(request.member, evidence, review=review))


def _page(request: Any, held: Held) -> HttpResponse:
    if request.method == "POST":
        services.require_attaching(held, request.member)
    may_change = queries.may_attach(held.holder, request.member)
    form = AttachForm(request.POST or None, request.FILES or None, initial={"key": get_random_string(32)})
    if request.method == "POST" and form.is_valid():
        first = attempt(form, lambda: _attach(request, held, form))
        if first:
            return back_to(_address(request, held), said="files-attached", at=f"file-{first.public_id}")
    lines = lines_of(queries.attachments_of(held, visible_to=request.member), to=_to(request), may_change=may_change)
    context = _context(request, held) | {
        "lines": [line for line in lines if line.url],
        "removed": [line for line in lines if line.restore_url],
        "form": form if may_change and not held.holder.archived_at else None,
        "is_wrong": bool(form.errors),
        "text": _words_of(held),
        "back_url": _back_url(request, held),
        "action_url": _address(request, held),
    }
    if undo := _removal_notice(request, lines):
        context["notice"] = undo
    return render(request, "reviews/attachments.html", context, status=422 if form.errors else 200)


def _attach(request: Any, held: Held, form: AttachForm) -> Any:
    key = form.cleaned_data["key"]
    return services.attach(to=held, files=form.incoming(), key=key, by=request.member, at=timezone.now())


def _to(request: Any) -> Addresses:
    return Addresses(request.member.partnership.slug)


def _address(request: Any, held: Held) -> str:
    to, public_id = _to(request), held.holder.public_id
    if held.column == "evidence":
        return f"{to.evidence(held.review.public_id, public_id)}attachments/"
    return to.finding(public_id, "attachments") if held.column == "finding" else to.action(public_id, "attachments")


def _words_of(held: Held) -> str:
    """What the thing says, as everybody who may open this page may read it."""
    if held.column == "evidence":
        return shown(held.holder.sentence) or wording.evidence_kind(held.holder.kind)
    return shown(held.holder.text)


def _back_url(request: Any, held: Held) -> str:
    to, name = _to(request), f"{held.column}-{held.holder.public_id}"
    if held.column == "finding":
        return sheet_address(request, held.holder.cell, at=name)
    tab = to.review(held.review.public_id, "evidence" if held.column == "evidence" else "plan")
    return page_before(request, held.review) or f"{tab}#{name}"


def _context(request: Any, held: Held) -> dict[str, Any]:
    crumbs = {"evidence": gettext("Evidence"), "action": gettext("Action plan"), "finding": ""}
    current = {"evidence": "evidence", "action": "plan", "finding": "sheet"}[held.column]
    place = place_of(held.holder.cell) if held.column == "finding" else None
    context = review_context(
        request,
        held.review,
        current=current,
        title=gettext("Attachments"),
        crumb=place.whole if place else crumbs[held.column],
        help_page="attachments",
    )
    head, back = context["head"], _back_url(request, held)
    if place:
        context["head"] = with_way_back(head, place, back)
    else:
        context["head"] = replace(head, crumbs=(*head.crumbs[:-1], Link(crumbs[held.column], back)))
    return context


def _removal_notice(request: Any, lines: Any) -> Notice | None:
    """Undo for what was just removed, while it still is."""
    if happened(request) != "file-removed":
        return None
    at = request.GET.get("at", "")
    line = next((line for line in lines if line.anchor == at and line.restore_url), None)
    undo = f"{line.restore_url}?version={line.version}" if line else ""
    return Notice(gettext("Attachment removed"), undo_url=undo, undo_first=bool(undo))


@require_safe
def download(request: Any, attachment: str) -> HttpResponse:
    """Hand a file out: to be kept and not shown, with a type that runs nothing, whole, and into no cache.

    In one piece: the server sends that by itself, while a file in parts would hold one of the few threads that answer
    for as long as a slow reader takes.
    """
    found, held = queries.attachment_for(request.member, attachment)
    if found.removed_at:
        raise NotThere(Why("There is no such page"))
    try:
        with opened(found) as file:
            data = file.read()
    except OSError:
        raise Refused(
            Why("This file cannot be fetched just now. Try again in a few minutes, or tell whoever runs System Review.")
        ) from None
    if request.method == "GET":
        services.note_download(attachment=found, of=held, by=request.member, at=timezone.now())
    kind = FileKind(found.kind)
    response = HttpResponse(data, content_type=TYPES[kind][0])
    name = file_name(found.name, kind)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Length"] = str(len(data))
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Accept-Ranges"] = "none"
    return response


@require_POST
def removal(request: Any, attachment: str) -> HttpResponse:
    """Take a file off the list."""
    found, held = queries.attachment_for(request.member, attachment)
    services.require_attaching(held, request.member)
    services.remove_attachment(
        attachment=found, of=held, seen=seen_version(request), by=request.member, at=timezone.now()
    )
    at = f"file-{found.public_id}"
    return back_to(_address(request, held), said="file-removed", at=at, with_undo=True)


@require_POST
def restoration(request: Any, attachment: str) -> HttpResponse:
    """Put a removed file back on the list."""
    found, held = queries.attachment_for(request.member, attachment)
    services.require_attaching(held, request.member)
    services.restore_attachment(
        attachment=found, of=held, seen=offered_version(request), by=request.member, at=timezone.now()
    )
    return back_to(_address(request, held), said="file-restored", at=f"file-{found.public_id}")
