"""Writing a finding and changing it, in place or on a page of its own."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import require, require_own
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.attachment_lines import link_to
from system_review.reviews.forms.findings import FindingForm, NewFindingForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import choices, finding_things, links
from system_review.reviews.queries.attachments import count_of
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import findings as services
from system_review.reviews.views.for_which_place import offer_places, place_said
from system_review.reviews.views.pages_of_things import form_page, sheet_address, stage_help
from system_review.ui.parts import Link


def _offer(form: Any, review: Any, member: Any) -> None:
    form.offer(
        agencies=cache(lambda: choices.agency_choices(member)),
        evidence=cache(lambda: choices.evidence_choices(review, visible_to=member)),
        own=choices.own_agencies(member),
    )
    offer_places(form, review, member)


def _links(data: dict[str, Any], review: Any, member: Any) -> dict[str, Any]:
    """What the form chose, as things that this member may see."""
    return {
        "about": finding_things.agencies_chosen(member, data.get("about", [])),
        "another_agency": data.get("another_agency", ""),
        "on_behalf_of": finding_things.agency_chosen(member, data.get("on_behalf_of", "")),
        "is_priority": data.get("is_priority", False),
        "evidence": finding_things.evidence_chosen(member, data.get("evidence", []), review=review),
    }


@require_http_methods(["GET", "POST"])
def new_finding(request: Any, cell: str) -> HttpResponse:
    """A new finding of a stage; `?colour=` chooses the colour beforehand, `?evidence=` what it rests on."""
    found = finding_things.cell_for(request.member, cell)
    require(request.member, Permission.FINDING_WRITE)
    initial = {
        "colour": request.GET.get("colour", ""),
        "evidence": request.GET.getlist("evidence")[:1],
        "key": get_random_string(32),
    }
    form = NewFindingForm(request.POST or None, initial=initial)
    form.fields["colour"].choices = choices.colour_choices(found.review)  # type: ignore[attr-defined]
    _offer(form, found.review, request.member)
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            lambda: services.add_finding(
                cell=found,
                colour=data["colour"],
                text=data["text"],
                key=data["key"],
                for_place=place_said(form, found.review, request.member),
                **_links(data, found.review, request.member),
                by=request.member,
                at=timezone.now(),
            ),
        )
        if made:
            return back_to(sheet_address(request, found), said="finding-added", at=f"finding-{made.public_id}")
    return form_page(
        request,
        found,
        form,
        title=gettext("Add a finding"),
        submit=gettext("Add finding"),
        help_page="results-sheet#write-a-finding",
        template="reviews/finding_form.html",
        more={"meanings": stage_help(found), **_links_shown(form)},
    )


def _links_shown(form: Any) -> dict[str, Any]:
    """How many things a finding rests on or is about, told while they are folded away; open where one is wrong."""
    names = ["evidence", "about", "another_agency", *(["on_behalf_of"] if not form.own_agencies else [])]
    names = [name for name in names if name in form.fields]
    values = [form[name].value() or [] for name in names]
    chosen = sum(len(value) if isinstance(value, list | tuple) else 1 for value in values)
    return {"chosen": chosen, "more_open": any(form[name].errors for name in names)}


@require_http_methods(["GET", "POST"])
def finding(request: Any, finding: str) -> HttpResponse:
    """Change what a finding says and what it rests on."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_WRITE)
    require_own(request.member, found)
    saved = {} if request.method == "POST" else links.finding_as_form(found, visible_to=request.member)
    form = FindingForm(request.POST or None, initial={**saved, "version": found.version})
    _offer(form, found.review, request.member)
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, form)):
                address = sheet_address(request, found.cell)
                return back_to(address, said="finding-saved", at=f"finding-{found.public_id}")
        except ChangedMeanwhile as other:
            return _conflict(request, found, form, other)
    return form_page(
        request,
        found.cell,
        form,
        title=gettext("Change a finding"),
        submit=gettext("Save"),
        help_page="results-sheet#change-and-order",
        template="reviews/finding_form.html",
        more={
            "meanings": stage_help(found.cell),
            "finding": found,
            "files": _files(request, found),
            **_links_shown(form),
        },
        cancel_at=f"finding-{found.public_id}",
    )


def _files(request: Any, found: Any) -> Link:
    to = Addresses(request.member.partnership.slug)
    return link_to(to.finding(found.public_id, "attachments"), count_of(found, visible_to=request.member))


def _save(request: Any, found: Any, form: Any) -> None:
    data = form.cleaned_data
    services.edit_finding(
        finding=found,
        seen=data["version"],
        text=data["text"],
        for_place=place_said(form, found.review, request.member),
        **_links(data, found.review, request.member),
        by=request.member,
        at=timezone.now(),
    )


def _conflict(request: HttpRequest, found: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.finding_for(request.member, found.public_id)  # type: ignore[attr-defined]
    context = review_context(request, fresh.review, current="sheet", title=gettext("Change a finding"))
    return conflict_page(
        request,
        form=form,
        now=links.finding_as_form(fresh, visible_to=request.member),  # type: ignore[attr-defined]
        other=other,
        subject=fresh,
        context=context,
        url=request.path,
        cancel_url=sheet_address(request, fresh.cell, at=f"finding-{fresh.public_id}"),
    )
