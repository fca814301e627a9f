"""Moving a finding: another colour, another stage, another order; copied, referred to, archived and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, Refused
from system_review.partnerships.access import require, require_own
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.attachment_lines import link_to
from system_review.reviews.forms.findings import ColourForm, CopyForm, OrderForm, PlaceForm, PointerForm, RelevanceForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import choices, finding_things, links
from system_review.reviews.queries.attachments import count_of
from system_review.reviews.queries.places import places_of
from system_review.reviews.rules.calendar_days import months_later
from system_review.reviews.saving import attempt, conflict_page, seen_version
from system_review.reviews.services import findings as services
from system_review.reviews.services import moves as moving
from system_review.reviews.services.actions import Plan
from system_review.reviews.views.pages_of_things import form_page, place_of, sheet_address, with_way_back
from system_review.texts import shown


def _forms(found: Any, member: Any) -> dict[str, Any]:
    cells = choices.cell_choices(found.review, visible_to=member, without=found.cell)
    everywhere = choices.cell_choices(found.review, visible_to=member)
    forms: dict[str, Any] = {
        "place": PlaceForm(initial={"version": found.version}, auto_id="id_place_%s"),
        "copy": CopyForm(
            initial={"cell": found.cell.public_id, "with_actions": True, "key": get_random_string(32)},
            auto_id="id_copy_%s",
        ),
        "relevance": RelevanceForm(
            initial={"version": found.version, "cells": links.relevant_cells(found, visible_to=member)},
            auto_id="id_relevance_%s",
        ),
        "pointer": PointerForm(auto_id="id_pointer_%s"),
    }
    forms["place"].fields["cell"].choices = [("", gettext("Choose a stage")), *_in_full(cells)]
    forms["copy"].fields["cell"].choices = _in_full(everywhere)
    forms["relevance"].fields["cells"].choices = _in_full(cells)
    forms["pointer"].fields["target"].choices = _pointer_choices(found, member)
    return forms


def _in_full(groups: Any) -> list[tuple[str, str]]:
    """Stages with their domain and level, so that a closed list tells which one is chosen."""
    return [(value, f"{sheet}, {stage}") for sheet, stages in groups for value, stage in stages]


def _pointer_choices(found: Any, member: Any) -> list[tuple[str, Any]]:
    *stages, actions = choices.pointer_choices(found, visible_to=member)
    every = (gettext("The actions of a stage"), _in_full(stages))
    return [("", gettext("Choose a stage or an action")), every, *([actions] if actions[1] else [])]


@require_safe
def moves(request: Any, finding: str) -> HttpResponse:
    """All that one can do with a finding besides changing its words."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_WRITE)
    require_own(request.member, found)
    return _moves_page(request, found, {})


def _moves_page(request: Any, found: Any, tried: dict[str, Any]) -> HttpResponse:
    to = Addresses(request.member.partnership.slug)
    place = place_of(found.cell)
    context = review_context(
        request,
        found.review,
        current="sheet",
        title=gettext("Move a finding"),
        crumb=place.whole,
        help_page="results-sheet#move-a-finding",
    )
    back = sheet_address(request, found.cell, at=f"stage-{found.cell.stage}")
    context["head"] = with_way_back(replace(context["head"], tabs=(), about=""), place, back)
    places = places_of(found.review).by_path
    pointers = [
        (link.pk, shown(link.action.text) if link.action else _whole(places, link.cell))
        for link in links.pointers_of(found, visible_to=request.member)
    ]
    part = lambda name: to.finding(found.public_id, name)  # noqa: E731
    context |= {
        "finding": found,
        "text": shown(found.text),
        "colour_word": dict(choices.colour_choices(found.review))[found.colour],
        "tried": next(iter(tried.values()), None),
        "forms": _with_tried(_forms(found, request.member), tried),
        "pointers": pointers,
        "urls": {
            name: part(name)
            for name in (
                "colour",
                "place",
                "order",
                "copies",
                "relevance",
                "archive",
                "restoration",
                "pointers",
                "history",
            )
        },
        "files": link_to(part("attachments"), count_of(found, visible_to=request.member)),
        "cancel_url": sheet_address(request, found.cell, at=f"finding-{found.public_id}"),
    }
    return render(request, "reviews/moves.html", context, status=422 if tried else 200)


def _with_tried(forms: dict[str, Any], tried: dict[str, Any]) -> dict[str, Any]:
    """The forms of the page, with the one that was sent in place of its fresh one: same choices, what was chosen."""
    for name, form in tried.items():
        for field in set(form.fields) & set(forms[name].fields if name in forms else ()):
            if hasattr(form.fields[field], "choices"):
                form.fields[field].choices = forms[name].fields[field].choices
    return {**forms, **tried}


def _whole(places: Any, cell: Any) -> str:
    return places[cell.domain, cell.level, cell.stage].whole


@require_http_methods(["GET", "POST"])
def colour(request: Any, finding: str) -> HttpResponse:
    """Move a finding to another colour."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_MOVE)
    actions = links.open_actions_of(found, visible_to=request.member)
    initial = {"version": found.version, "on": timezone.localdate(), "check": "3"}
    if request.GET.get("said") == "checked-no-longer":  # what was seen is why it moves
        initial["reason"] = links.said_at_check(found, visible_to=request.member)
    form = ColourForm(request.POST or None, initial=initial)
    form.offer(
        colours=[choice for choice in choices.colour_choices(found.review) if choice[0] != found.colour],
        actions=[(action.public_id, shown(action.text)) for action in actions],
    )
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            step = attempt(form, lambda: _recolour(request, found, form, data))
        except ChangedMeanwhile as other:
            return _colour_conflict(request, found, form, other)
        if step:
            address = sheet_address(request, found.cell)
            return back_to(address, said=step.kind, step=step.public_id, at=f"finding-{found.public_id}")
    return form_page(
        request,
        found.cell,
        form,
        title=gettext("Move to another colour"),
        submit=gettext("Move finding"),
        help_page="results-sheet#move-a-finding",
        template="reviews/colour_form.html",
        more={
            "text": shown(found.text),
            "was": found.colour,
            "was_word": dict(choices.colour_choices(found.review))[found.colour],
        },
        cancel_at=f"finding-{found.public_id}",
    )


def _colour_conflict(request: Any, found: Any, form: ColourForm, other: ChangedMeanwhile) -> HttpResponse:
    """The finding is otherwise by now: what it says and its colour are told, what this person chose stays chosen."""
    fresh = finding_things.finding_for(request.member, found.public_id)
    words = dict(choices.colour_choices(fresh.review))
    return conflict_page(
        request,
        form=form,
        now={bound.name: bound.value() for bound in form},
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="sheet", title=gettext("Move to another colour")),
        url=request.path,
        cancel_url=sheet_address(request, fresh.cell, at=f"finding-{fresh.public_id}"),
        also=[(gettext("What was found"), shown(fresh.text)), (gettext("Colour"), words[fresh.colour])],
    )


def _recolour(request: Any, found: Any, form: ColourForm, data: dict[str, Any]) -> Any:
    try:
        return moving.recolour_finding(
            finding=found,
            seen=data["version"],
            colour=data["colour"],
            on=data["on"] or timezone.localdate(),
            reason=data["reason"],
            onward=form.onward(),
            check=_check(form, data["on"] or timezone.localdate()),
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        for one in refusal.everything():
            one.field = form.first_unanswered() if one.field == "onward" else one.field
        raise


def _check(form: ColourForm, since: date) -> Plan | None:
    """The action that looks again in some months, if it was asked for."""
    months = form.months_to_check()
    if not months:
        return None
    text = gettext("Look again whether this still holds")
    return Plan(text=text, due_on=months_later(since, months), is_check=True)


@require_POST
def place(request: Any, finding: str) -> HttpResponse:
    """Move a finding with its actions to another stage."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_MOVE)
    form = PlaceForm(request.POST, auto_id="id_place_%s")
    form.fields["cell"].choices = choices.cell_choices(found.review, visible_to=request.member)  # type: ignore[attr-defined]
    if form.is_valid():
        cells = finding_things.cells_chosen(request.member, [form.cleaned_data["cell"]], review=found.review)
        step = attempt(
            form,
            lambda: moving.move_finding(
                finding=found,
                seen=form.cleaned_data["version"],
                cell=cells[0] if cells else found.cell,
                by=request.member,
                at=timezone.now(),
            ),
        )
        if step:
            return back_to(
                sheet_address(request, found.cell), said=step.kind, step=step.public_id, at=f"finding-{found.public_id}"
            )
    return _moves_page(request, found, {"place": form})


@require_POST
def order(request: Any, finding: str) -> HttpResponse:
    """Move a finding one place up or down its column."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_MOVE)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _moves_page(request, found, {"order": form})
    moving.reorder_finding(
        finding=found,
        seen=form.cleaned_data["version"],
        earlier=form.cleaned_data["earlier"],
        by=request.member,
        at=timezone.now(),
    )
    return back_to(sheet_address(request, found.cell), said="order-changed", at=f"finding-{found.public_id}")


@require_POST
def copies(request: Any, finding: str) -> HttpResponse:
    """Write the same finding in another stage."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_WRITE)
    form = CopyForm(request.POST, auto_id="id_copy_%s")
    form.fields["cell"].choices = choices.cell_choices(found.review, visible_to=request.member)  # type: ignore[attr-defined]
    if form.is_valid():
        cells = finding_things.cells_chosen(request.member, [form.cleaned_data["cell"]], review=found.review)
        copy = attempt(
            form,
            lambda: services.copy_finding(
                finding=found,
                cell=cells[0] if cells else found.cell,
                with_actions=form.cleaned_data["with_actions"],
                key=form.cleaned_data["key"],
                by=request.member,
                at=timezone.now(),
            ),
        )
        if copy:
            return back_to(sheet_address(request, copy.cell), said="finding-copied", at=f"finding-{copy.public_id}")
    return _moves_page(request, found, {"copy": form})


@require_POST
def relevance(request: Any, finding: str) -> HttpResponse:
    """Say where else a finding is relevant."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_WRITE)
    form = RelevanceForm(request.POST, auto_id="id_relevance_%s")
    form.fields["cells"].choices = choices.cell_choices(found.review, visible_to=request.member)  # type: ignore[attr-defined]
    if form.is_valid():
        cells = finding_things.cells_chosen(request.member, form.cleaned_data["cells"], review=found.review)
        services.set_also_relevant(
            finding=found, seen=form.cleaned_data["version"], cells=cells, by=request.member, at=timezone.now()
        )
        return back_to(sheet_address(request, found.cell), said="relevance-saved", at=f"finding-{found.public_id}")
    return _moves_page(request, found, {"relevance": form})


@require_POST
def pointers(request: Any, finding: str) -> HttpResponse:
    """Add a cross-reference to a finding's plan, or take one away (`remove` names it)."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.ACTION_WRITE)
    at = f"finding-{found.public_id}"
    if number := request.POST.get("remove", ""):
        link = finding_things.see_also_for(
            request.member, found, int(number) if number.isascii() and number.isdigit() else 0
        )
        services.remove_see_also(finding=found, see_also=link, by=request.member, at=timezone.now())
        return back_to(sheet_address(request, found.cell), said="pointer-removed", at=at)
    form = PointerForm(request.POST, auto_id="id_pointer_%s")
    form.fields["target"].choices = choices.pointer_choices(found, visible_to=request.member)  # type: ignore[attr-defined]
    if form.is_valid():
        kind, _, public_id = form.cleaned_data["target"].partition(":")
        cells = finding_things.cells_chosen(request.member, [public_id if kind == "cell" else ""], review=found.review)
        actions = finding_things.actions_chosen(
            request.member, [public_id if kind == "action" else ""], review=found.review
        )
        added = attempt(
            form,
            lambda: services.add_see_also(
                finding=found,
                cell=cells[0] if cells else None,
                action=actions[0] if actions else None,
                by=request.member,
                at=timezone.now(),
            ),
        )
        if added:
            return back_to(sheet_address(request, found.cell), said="pointer-added", at=at)
    return _moves_page(request, found, {"pointer": form})


@require_POST
def archive(request: Any, finding: str) -> HttpResponse:
    """Take a finding off the sheet."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_MOVE)
    step = moving.archive_finding(finding=found, seen=seen_version(request), by=request.member, at=timezone.now())
    return back_to(
        sheet_address(request, found.cell), said=step.kind, step=step.public_id, at=f"stage-{found.cell.stage}"
    )


@require_POST
def restoration(request: Any, finding: str) -> HttpResponse:
    """Bring an archived finding back."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.FINDING_MOVE)
    moving.restore_finding(finding=found, seen=seen_version(request), by=request.member, at=timezone.now())
    return back_to(sheet_address(request, found.cell), said="finding-restored", at=f"finding-{found.public_id}")
