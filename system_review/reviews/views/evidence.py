"""The evidence of a review: the page, adding a piece, changing it, archiving it and bringing it back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, NotThere
from system_review.evidence import services as register
from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState, Naming
from system_review.evidence.services import Description
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.evidence import USUAL, EvidenceForm, NewEvidenceForm, SendForm, WantedForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import choices, finding_things
from system_review.reviews.queries.evidence_asked import asked_page
from system_review.reviews.queries.evidence_looking import look_page
from system_review.reviews.queries.evidence_page import (
    Wanted,
    archived_findings_on,
    evidence_as_form,
    evidence_page,
)
from system_review.reviews.saving import attempt, conflict_page, offered_version, seen_version
from system_review.reviews.services import asking
from system_review.reviews.services import evidence as services
from system_review.reviews.views.for_which_place import offer_places, place_looked_at, place_said
from system_review.reviews.views.for_whom import agency_said, offer_agencies
from system_review.reviews.views.tab_forms import tab_form
from system_review.ui.happened import happened
from system_review.ui.parts import Link, Notice

Pairs = list[tuple[str, str]]


@require_safe
def evidence(request: Any, review: str) -> HttpResponse:
    """What there is, what is still awaited, and which findings rest on what."""
    found = finding_things.review_for(request.member, review)
    kind, source, state = (request.GET.get(name, "") for name in ("kind", "source", "state"))
    wanted = Wanted(kind, source, state, place_looked_at(request, found))
    page = evidence_page(found, wanted=wanted, visible_to=request.member, today=timezone.localdate())
    form = WantedForm(
        {"kind": wanted.kind, "source": wanted.source, "state": wanted.state, "for_place": wanted.for_place},
        auto_id="wanted-%s",
    )
    form.offer(kinds=page.kinds, sources=page.sources, states=_states(), for_places=page.for_places)
    context = review_context(request, found, current="evidence", help_page="evidence")
    context |= {"page": page, "wanted": form, "is_narrowed": bool(wanted), "address": request.path}
    if undo := _archive_notice(request, found):
        context["notice"] = undo
    return render(request, "reviews/evidence.html", context)


@require_safe
def asked(request: Any, review: str) -> HttpResponse:
    """What was asked for and is not here yet, agency by agency."""
    found = finding_things.review_for(request.member, review)
    return _asked_page(request, found, request.GET.get("of", ""), SendForm(auto_id="send-%s"))


def _asked_page(request: Any, found: Any, of: str, form: SendForm) -> HttpResponse:
    page = asked_page(found, of=of, visible_to=request.member, today=timezone.localdate(), can_mail=settings.CAN_MAIL)
    context = review_context(
        request,
        found,
        current="evidence",
        title=gettext("Evidence asked for"),
        crumb=gettext("Asked for"),
        help_page="evidence#what-is-still-awaited",
    )
    status = 422 if form.errors else 200
    return render(request, "reviews/evidence_asked.html", {**context, "page": page, "form": form}, status=status)


@require_POST
def send_asked(request: Any, review: str, agency: str) -> HttpResponse:
    """Send an agency, at its own address, the list that was looked at."""
    found = finding_things.review_for(request.member, review)
    whose = finding_things.agency_for(request.member, agency)
    form = SendForm(request.POST, auto_id="send-%s")
    if form.is_valid():
        sent = attempt(
            form,
            lambda: (
                asking.send_asked(
                    review=found,
                    agency=whose,
                    seen=form.cleaned_data["seen"],
                    by=request.member,
                    today=timezone.localdate(),
                    at=timezone.now(),
                )
                or True
            ),
        )
        if sent:
            to = Addresses(request.member.partnership.slug)
            return back_to(to.review(found.public_id, "evidence/asked"), said="asked-sent")
    return _asked_page(request, found, "", form)


@require_safe
def looking(request: Any, review: str) -> HttpResponse:
    """Who looks at what, and how far it is."""
    found = finding_things.review_for(request.member, review)
    page = look_page(found, who=request.GET.get("who", ""), visible_to=request.member, today=timezone.localdate())
    context = review_context(
        request,
        found,
        current="evidence",
        title=gettext("Who looks at what"),
        crumb=gettext("Who looks at what"),
        help_page="evidence#who-looks-at-what",
    )
    return render(request, "reviews/evidence_looking.html", {**context, "page": page})


def _archive_notice(request: Any, review: Any) -> Notice | None:
    """Undo for what was just archived, while it still is."""
    if happened(request) != "evidence-archived":
        return None
    try:
        item = finding_things.evidence_for(request.member, request.GET.get("at", "")[9:], review=review)
    except NotThere:
        return None
    address = _to(request).evidence(review.public_id, item.public_id)
    undo = f"{address}restoration/?version={item.version}" if item.archived_at else ""
    return Notice(gettext("Evidence archived"), undo_url=undo, undo_first=bool(undo))


def _to(request: Any) -> Addresses:
    return Addresses(request.member.partnership.slug)


def _states() -> Pairs:
    return [(state.value, wording.evidence_state(state)) for state in EvidenceState]


def _offer(form: Any, review: Any, member: Any) -> None:
    form.offer(
        kinds=[(kind.value, wording.evidence_kind(kind)) for kind in EvidenceKind],
        states=_states(),
        confidences=[(level.value, wording.confidence(level)) for level in Confidence],
        namings=[(naming.value, wording.naming(naming)) for naming in Naming],
        findings=choices.finding_choices(review, visible_to=member),
        stages=[
            (value, f"{sheet}, {stage}")
            for sheet, stages in choices.cell_choices(review, visible_to=member)
            for value, stage in stages
        ],
    )
    offer_places(form, review, member)


def _description(data: dict[str, Any]) -> Description:
    return Description(
        kind=data["kind"],
        sentence=data["sentence"],
        on=data["on"],
        how_many=data["how_many"],
        confidence=data["confidence"],
        state=data["state"] or USUAL["state"],
        asked_of=data["asked_of"],
        asked_on=data["asked_on"],
        due_on=data["due_on"],
        naming=data["naming"] or USUAL["naming"],
        looked_at_by=data["looked_at_by"],
        so_far=data["so_far"],
    )


@require_http_methods(["GET", "POST"])
def new_evidence(request: Any, review: str) -> HttpResponse:
    """Add a piece of evidence; `?finding=`, `?stage=` and `?state=` say that much of it from the start."""
    found = finding_things.review_for(request.member, review)
    require(request.member, Permission.EVIDENCE_WRITE)
    initial = {
        **USUAL,
        "key": get_random_string(32),
        "findings": request.GET.getlist("finding")[:1],
        "stages": request.GET.getlist("stage")[:1],
    }
    if (state := request.GET.get("state", "")) in set(EvidenceState):
        initial["state"] = state
    form = NewEvidenceForm(request.POST or None, initial=initial)
    form.offer_own(choices.own_agencies(request.member) or ())
    _offer(form, found, request.member)
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            lambda: services.add_to_review(
                review=found,
                description=_description(data),
                source_name=data["source"],
                findings=finding_things.findings_chosen(request.member, data["findings"], review=found),
                stages=finding_things.cells_chosen(request.member, data["stages"], review=found),
                on_behalf_of=finding_things.agency_chosen(request.member, data.get("on_behalf_of", "")),
                for_place=place_said(form, found, request.member),
                key=data["key"],
                by=request.member,
                at=timezone.now(),
            ),
        )
        if made:
            address = _to(request).review(found.public_id, "evidence")
            return back_to(address, said="evidence-added", at=f"evidence-{made.public_id}")
    return _form_page(request, found, form, title=gettext("Add evidence"), submit=gettext("Add evidence"))


@require_http_methods(["GET", "POST"])
def piece(request: Any, review: str, evidence: str) -> HttpResponse:
    """Change what is known of a piece of evidence, and which findings rest on it."""
    found = finding_things.review_for(request.member, review)
    item = finding_things.evidence_to_change(request.member, evidence, review=found)
    saved = evidence_as_form(item, review=found, visible_to=request.member)
    seen = " ".join(saved["findings"])
    form = EvidenceForm(request.POST or None, initial={**saved, "version": item.version, "findings_seen": seen})
    offer_agencies(form, request.member)
    _offer(form, found, request.member)
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, item, form)):
                address = _to(request).review(found.public_id, "evidence")
                return back_to(address, said="evidence-saved", at=f"evidence-{item.public_id}")
        except ChangedMeanwhile as other:
            return _conflict(request, found, evidence, form, other)
    address = _to(request).evidence(found.public_id, item.public_id)
    more = {"item": item, "archive_url": f"{address}archive/", "restore_url": f"{address}restoration/"}
    return _form_page(request, found, form, title=gettext("Change evidence"), submit=gettext("Save"), more=more)


def _save(request: Any, review: Any, item: Any, form: EvidenceForm) -> None:
    data = form.cleaned_data
    now = evidence_as_form(item, review=review, visible_to=request.member)["findings"]
    chosen = finding_things.findings_chosen(request.member, form.findings_wanted(now), review=review)
    services.edit_in_review(
        review=review,
        evidence=item,
        seen=data["version"],
        description=_description(data),
        source_name=data["source"],
        findings=[*chosen, *archived_findings_on(item, review=review, visible_to=request.member)],
        on_behalf_of=agency_said(form, request.member),
        stages=finding_things.cells_chosen(request.member, data["stages"], review=review),
        for_place=place_said(form, review, request.member),
        by=request.member,
        at=timezone.now(),
    )


def _form_page(
    request: Any, review: Any, form: Any, *, title: str, submit: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    return tab_form(
        request,
        review,
        form,
        tab=Link(gettext("Evidence"), _to(request).review(review.public_id, "evidence")),
        current="evidence",
        title=title,
        submit=submit,
        help_page="evidence#add-evidence",
        template="reviews/evidence_form.html",
        known_sources=[name for _, name in choices.agency_choices(request.member)],
        **(more or {}),
    )


def _conflict(request: Any, review: Any, evidence: str, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.evidence_for(request.member, evidence, review=review)
    return conflict_page(
        request,
        form=form,
        now={
            **evidence_as_form(fresh, review=review, visible_to=request.member),
            "findings_seen": form["findings_seen"].value(),
        },
        other=other,
        subject=fresh,
        context=review_context(request, review, current="evidence", title=gettext("Change evidence")),
        url=request.path,
        cancel_url=_to(request).review(review.public_id, "evidence") + f"#evidence-{fresh.public_id}",
    )


@require_POST
def archive(request: Any, review: str, evidence: str) -> HttpResponse:
    """Take a piece of evidence off the list."""
    found = finding_things.review_for(request.member, review)
    item = finding_things.evidence_to_change(request.member, evidence, review=found)
    register.archive_evidence(evidence=item, seen=seen_version(request), by=request.member, at=timezone.now())
    address = _to(request).review(found.public_id, "evidence")
    return back_to(address, said="evidence-archived", at=f"evidence-{item.public_id}", with_undo=True)


@require_POST
def restoration(request: Any, review: str, evidence: str) -> HttpResponse:
    """Bring archived evidence back."""
    found = finding_things.review_for(request.member, review)
    item = finding_things.evidence_to_change(request.member, evidence, review=found)
    register.restore_evidence(evidence=item, seen=offered_version(request), by=request.member, at=timezone.now())
    address = _to(request).review(found.public_id, "evidence")
    return back_to(address, said="evidence-restored", at=f"evidence-{item.public_id}")
