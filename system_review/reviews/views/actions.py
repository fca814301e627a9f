"""Planning an action, changing it, and saying how it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.access import require, require_own
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import LeadName
from system_review.reviews import wording
from system_review.reviews.attachment_lines import link_to
from system_review.reviews.forms.actions import (
    ActionForm,
    LinkActionForm,
    NewActionForm,
    RoundForm,
    plain_choices,
)
from system_review.reviews.framing import UNTOLD, back_to, review_context
from system_review.reviews.queries import choices, finding_things, links
from system_review.reviews.queries.attachments import count_of
from system_review.reviews.queries.plan_rows import is_untold
from system_review.reviews.queries.reporting import require_reporting
from system_review.reviews.rules.timing import Repeats, next_due
from system_review.reviews.rules.words import Priority, Status, Unit
from system_review.reviews.saving import attempt, conflict_page, seen_version
from system_review.reviews.services import actions as services
from system_review.reviews.views.due import Asked, Settled, settle
from system_review.reviews.views.for_which_place import offer_places, place_said
from system_review.reviews.views.for_whom import agency_said, offer_agencies
from system_review.reviews.views.pages_of_things import form_page, place_of, sheet_address
from system_review.reviews.views.reporting import note_progress, progress_form, stands_now
from system_review.reviews.views.returning import page_before
from system_review.texts import shown
from system_review.ui.parts import Link


def _plan_choices() -> dict[str, Any]:
    return {
        "units": plain_choices(Unit, wording.unit),
        "priorities": plain_choices(Priority, wording.priority),
    }


def _plan(form: Any, when: Settled, **more: Any) -> services.Plan:
    data = form.cleaned_data
    return services.Plan(
        text=data["text"],
        leads=[LeadName(lead.name, lead.role, lead.agency) for lead in form.leads()],
        due_words=data["due_words"],
        due_on=when.on,
        repeats_every=when.every,
        repeats_unit=when.unit,
        priority=data["priority"] or Priority.NORMAL,
        **more,
    )


@require_http_methods(["GET", "POST"])
def new_action(request: Any, finding: str) -> HttpResponse:
    """Plan an action for a finding."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.ACTION_WRITE)
    initial = {"key": get_random_string(32), "priority": Priority.NORMAL.value}
    form = NewActionForm(request.POST or None, initial=initial, **_plan_choices())
    form.offer_own(choices.own_agencies(request.member) or ())
    offer_places(form, found.review, request.member)
    if answer := drafting(request, form):
        return answer
    asked = None
    if request.method == "POST" and form.is_valid():
        when = settle(form, saved={}, base=found.review.date)
        if isinstance(when, Settled):
            made = attempt(
                form,
                lambda: services.add_action(
                    finding=found,
                    plan=_plan(form, when, for_place=place_said(form, found.review, request.member)),
                    on_behalf_of=_agency_chosen(request, form),
                    key=form.cleaned_data["key"],
                    by=request.member,
                    at=timezone.now(),
                ),
            )
            if made:
                at = f"action-{made.public_id}-{found.public_id}"
                return back_to(sheet_address(request, found.cell), said="action-added", at=at)
        else:
            asked = when
            form.say_what_is_missing()
    word = dict(choices.colour_choices(found.review))[found.colour]
    return _page(
        request,
        found.cell,
        form,
        asked,
        title=gettext("Add an action"),
        submit=gettext("Add action"),
        help_page="actions#plan-an-action",
        more={
            "finding_text": shown(found.text),
            "colour": found.colour,
            "colour_word": word,
            "linkable": _linkable(found, request.member),
            "link_url": request.path.replace("/new-action/", "/linked-actions/"),
        },
        cancel_at=f"finding-{found.public_id}",
    )


def _agency_chosen(request: Any, form: Any) -> Any:
    return finding_things.agency_chosen(request.member, form.cleaned_data.get("on_behalf_of", ""))


def _linkable(found: Any, member: Any) -> Any:
    form = LinkActionForm(auto_id="id_link_%s")
    offered = choices.linkable_actions(found, visible_to=member)
    form.fields["action"].choices = [("", gettext("Choose an action")), *offered]  # type: ignore[attr-defined]
    form.fields["action"].widget.attrs["required"] = True
    return form if offered else None


def _page(
    request: Any, cell: Any, form: Any, asked: Asked | None, *, more: dict[str, Any], **page: Any
) -> HttpResponse:
    rows = list(form.lead_rows())
    more = {**more, "asked": asked, "must_choose": asked is not None, "known": choices.known_leads(request.member)}
    more |= {"lead_rows": rows, "others": _others(rows[1:]), "others_open": _wrong(*rows[1:])}
    seldom = SELDOM if form.own_agencies else (*SELDOM, "on_behalf_of")
    more["more_open"] = _wrong([form[name] for name in seldom if name in form.fields])
    more["when_url"] = f"/{request.member.partnership.slug}/reviews/{cell.review.public_id}/when/"
    status = 422 if asked else 0
    return form_page(request, cell, form, template="reviews/action_form.html", more=more, status=status, **page)


SELDOM = ("repeats_every", "repeats_unit", "priority", "waits_for")  # folded away


def _wrong(*rows: list[Any]) -> bool:
    """Whether one of these fields has an error: then its fold stands open."""
    return any(field.errors for row in rows for field in row)


def _others(rows: list[list[Any]]) -> str:
    """Who is "with", by the first thing known of each, told while their fold is closed."""
    known = [[shown(field.value()) for field in row if field.value()] for row in rows]
    return "; ".join(words[0] for words in known if words)


def cell_of(request: Any, action: Any) -> Any:
    """Where an action stands first; if all its findings are archived, where it stood, or the first cell."""
    cell = links.first_cell_of(action, visible_to=request.member)
    if cell is None:
        cell = links.any_cell_of(action, visible_to=request.member)
    cell.review = action.review
    return cell


@require_http_methods(["GET", "POST"])
def action(request: Any, action: str) -> HttpResponse:
    """Change an action."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    require_own(request.member, found)
    saved = links.action_as_form(found, visible_to=request.member)
    form = ActionForm(request.POST or None, initial={**saved, "version": found.version}, **_plan_choices())
    form.offer(
        statuses=plain_choices(Status, wording.status),
        actions=choices.action_choices(found.review, visible_to=request.member, without=found),
    )
    offer_agencies(form, request.member)
    offer_places(form, found.review, request.member)
    if answer := drafting(request, form):
        return answer
    cell, asked = cell_of(request, found), None
    if request.method == "POST" and form.is_valid():
        when = settle(form, saved=saved, base=found.review.date)
        if isinstance(when, Settled):
            try:
                if attempt(form, lambda: _save(request, found, form, when)):
                    return way_back(request, cell, found, "action-saved")
            except ChangedMeanwhile as other:
                return _conflict(request, found, cell, form, other)
        else:
            asked = when
            form.say_what_is_missing()
    return _page(
        request,
        cell,
        form,
        asked,
        title=gettext("Change an action"),
        submit=gettext("Save"),
        help_page="actions",
        more={
            "action": found,
            "notes": _notes(request, found),
            "serves": _serves(request, found),
            "urls": {
                name: f"/{request.member.partnership.slug}/actions/{found.public_id}/{name}/"
                for name in ("progress", "round", "check", "archive", "restoration", "history", "comments")
            },
            "files": _files(request, found),
            "unlink_url": f"/{request.member.partnership.slug}/actions/{found.public_id}/unlinked-findings/",
        },
    )  # fmt: skip


def _files(request: Any, found: Any) -> Link:
    address = f"/{request.member.partnership.slug}/actions/{found.public_id}/attachments/"
    return link_to(address, count_of(found, visible_to=request.member))


def _notes(request: Any, found: Any) -> list[tuple[str, str, str]]:
    notes = links.notes_of(found, visible_to=request.member)
    return [(wording.day(note.on), shown(note.by_name), shown(note.text)) for note in notes]


def _serves(request: Any, found: Any) -> list[tuple[str, str, str]]:
    served = links.findings_of(found, visible_to=request.member)
    for finding in served:
        finding.cell.review = found.review
    return [(finding.public_id, place_of(finding.cell).whole, shown(finding.text)) for finding in served]


def _save(request: Any, found: Any, form: Any, when: Settled) -> None:
    data = form.cleaned_data
    waits = finding_things.actions_chosen(request.member, data.get("waits_for", []), review=found.review)
    services.edit_action(
        action=found,
        seen=data["version"],
        plan=_plan(form, when, status=data["status"] or found.status, difference=data["difference"], waits_for=waits),
        on_behalf_of=agency_said(form, request.member),
        by=request.member,
        at=timezone.now(),
    )


def way_back(request: Any, cell: Any, found: Any, said: str) -> HttpResponse:
    """To where one came from, or to the action on its sheet; where it was closed, with what is still to be told."""
    of = found.public_id if said == "action-saved" and is_untold(found) else ""
    said = UNTOLD if of else said
    if before := page_before(request, found.review):
        return back_to(before, said=said, at=f"action-{found.public_id}", of=of)
    served = links.findings_of(found, visible_to=request.member)
    here = next((finding for finding in served if finding.cell_id == cell.pk), None)
    at = f"action-{found.public_id}-{here.public_id}" if here else f"stage-{cell.stage}"
    return back_to(sheet_address(request, cell), said=said, at=at, of=of)


def _conflict(request: Any, found: Any, cell: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.action_for(request.member, found.public_id)
    return conflict_page(
        request,
        form=form,
        now=links.action_as_form(fresh, visible_to=request.member),
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="sheet", title=gettext("Change an action")),
        url=request.path,
        cancel_url=sheet_address(request, cell),
    )


@require_http_methods(["GET", "POST"])
def progress(request: Any, action: str) -> HttpResponse:
    """Say how an action stands, with a dated note and the difference it made."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    require_reporting(found, request.member)
    form = progress_form(request, found)
    if answer := drafting(request, form):
        return answer
    cell = cell_of(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: note_progress(request, found, form)):
                return way_back(request, cell, found, "action-saved")
        except ChangedMeanwhile as other:
            return _progress_conflict(request, found, cell, form, other)
    more = {"finding_text": "", "action_text": shown(found.text)}
    return form_page(
        request,
        cell,
        form,
        title=gettext("How it stands"),
        submit=gettext("Save"),
        help_page="actions#how-it-stands",
        more=more,
    )


def _progress_conflict(request: Any, found: Any, cell: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.action_for(request.member, found.public_id)
    return conflict_page(
        request,
        form=form,
        now=stands_now(fresh, form),
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="sheet", title=gettext("How it stands")),
        url=request.path,
        cancel_url=sheet_address(request, cell),
    )


@require_http_methods(["GET", "POST"])
def round(request: Any, action: str) -> HttpResponse:
    """A recurring action was done once more."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    require_own(request.member, found)
    today = timezone.localdate()
    after = None
    if found.repeats_unit:
        after = next_due(found.due_on or today, Repeats(found.repeats_every or 1, Unit(found.repeats_unit)))
    form = RoundForm(request.POST or None, initial={"on": today, "next_on": after, "version": found.version})
    cell = cell_of(request, found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: services.done_this_time(
                action=found,
                seen=data["version"],
                on=data["on"] or today,
                next_on=data["next_on"],
                by=request.member,
                at=timezone.now(),
            ),
        ):
            return way_back(request, cell, found, "round-noted")
    more = {"action_text": shown(found.text)}
    return form_page(
        request,
        cell,
        form,
        title=gettext("Done this time"),
        submit=gettext("Save"),
        help_page="actions#actions-that-come-round",
        more=more,
    )


@require_POST
def archive(request: Any, action: str) -> HttpResponse:
    """Take an action off the plan."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    cell = cell_of(request, found)
    step = services.archive_action(action=found, seen=seen_version(request), by=request.member, at=timezone.now())
    return back_to(sheet_address(request, cell), said=step.kind, step=step.public_id, at=f"stage-{cell.stage}")


@require_POST
def restoration(request: Any, action: str) -> HttpResponse:
    """Bring an archived action back."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    cell = cell_of(request, found)
    services.restore_action(action=found, seen=seen_version(request), by=request.member, at=timezone.now())
    return way_back(request, cell, found, "action-restored")


@require_POST
def linked_actions(request: Any, finding: str) -> HttpResponse:
    """Let an action that is there already serve this finding as well."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.ACTION_WRITE)
    chosen = finding_things.actions_chosen(request.member, [request.POST.get("action", "")], review=found.review)
    if not chosen:
        raise Refused(Why("Choose an action of this review that is still there"))
    services.serve_finding(action=chosen[0], finding=found, by=request.member, at=timezone.now())
    at = f"action-{chosen[0].public_id}-{found.public_id}"
    return back_to(sheet_address(request, found.cell), said="action-linked", at=at)


@require_POST
def unlinked_findings(request: Any, action: str) -> HttpResponse:
    """An action no longer serves one of its findings."""
    found = finding_things.action_for(request.member, action)
    require(request.member, Permission.ACTION_WRITE)
    finding = finding_things.finding_for(request.member, request.POST.get("finding", ""))
    services.stop_serving(action=found, finding=finding, by=request.member, at=timezone.now())
    return back_to(sheet_address(request, finding.cell), said="action-unlinked", at=f"finding-{finding.public_id}")
