"""Who leads actions: the list, which member a lead is, and who holds a role from which day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from system_review.administration.forms import ConnectForm, EndHoldingForm, HolderForm
from system_review.administration.framing import context
from system_review.administration.queries import lead_pages
from system_review.errors import ChangedMeanwhile
from system_review.partnerships import queries
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import connect_lead, end_holding, name_holder
from system_review.reviews.framing import back_to
from system_review.reviews.saving import attempt

HELP = "people#leads-and-roles"


@require_safe
def leads(request: Any) -> HttpResponse:
    """Everybody who leads actions, or could."""
    require(request.member, Permission.LEAD_CHANGE)
    page = context(request, title=gettext("Leads"), current="leads", help_page=HELP)
    page |= {"leads": lead_pages.lead_lines(visible_to=request.member, today=timezone.localdate())}
    return render(request, "administration/leads.html", page)


@require_safe
def lead(request: Any, lead: str) -> HttpResponse:
    """One lead: which member it is; of a role, who holds it and who held it."""
    return _page(request, _found(request, lead), {})


@require_POST
def member(request: Any, lead: str) -> HttpResponse:
    """Say which member a lead is, or that it is none."""
    found = _found(request, lead)
    form = _connect_form(request, found, request.POST)
    return _saved(
        request,
        found,
        {"connect": form},
        lambda data: connect_lead(
            lead=found,
            member=form.there.get(data["member"]),
            seen=data["version"],
            by=request.member,
            at=timezone.now(),
        ),
    )


@require_POST
def holder(request: Any, lead: str) -> HttpResponse:
    """Say who holds a role from a day on."""
    found = _found(request, lead)
    form = _holder_form(request, found, request.POST)
    return _saved(
        request,
        found,
        {"holder": form},
        lambda data: name_holder(
            lead=found,
            name=data["name"],
            member=form.there.get(data["member"]),
            since=data["since"],
            seen=data["version"],
            key=data["key"],
            by=request.member,
            at=timezone.now(),
        ),
    )


@require_POST
def vacancy(request: Any, lead: str) -> HttpResponse:
    """Say that from a day on nobody holds a role."""
    found = _found(request, lead)
    form = EndHoldingForm(request.POST, auto_id="id_end_%s")
    return _saved(
        request,
        found,
        {"end": form},
        lambda data: end_holding(lead=found, on=data["on"], seen=data["version"], by=request.member, at=timezone.now()),
    )


def _found(request: Any, lead: str) -> Any:
    require(request.member, Permission.LEAD_CHANGE)
    return queries.lead_for(lead, visible_to=request.member)


def _saved(request: Any, found: Any, tried: dict[str, Any], act: Callable[[dict[str, Any]], Any]) -> HttpResponse:
    """Do what a form of the page says, and come back to the lead; else the page again, with what is wrong."""
    form = next(iter(tried.values()))
    if form.is_valid():
        try:
            if attempt(form, lambda: act(form.cleaned_data)):
                return back_to(_address(request, found), said="lead-saved")
        except ChangedMeanwhile as other:
            fresh = queries.lead_for(found.public_id, visible_to=request.member)
            form.say_changed_meanwhile(_now(request, fresh), field="version", seen=other.version)
    return _page(request, queries.lead_for(found.public_id, visible_to=request.member), tried)


def _now(request: Any, lead: Any) -> str:
    holdings = queries.holdings_of(request.member).get(lead.pk, [])
    return lead_pages.who_words(lead, lead_pages.holder_on(holdings, timezone.localdate()))


def _page(request: Any, found: Any, tried: dict[str, Any]) -> HttpResponse:
    today = timezone.localdate()
    holdings = queries.holdings_of(request.member).get(found.pk, [])
    holder_now = lead_pages.holder_on(holdings, today)
    title = lead_pages.name_words(found)
    page = context(request, title=title, current="leads", crumb=title, help_page=HELP)
    last = holdings[0] if holdings else None
    page |= {
        "who": lead_pages.who_words(found, holder_now),
        "agency": str(found.agency or ""),
        "open": lead_pages.open_words(lead_pages.open_actions_by_lead(request.member).get(found.pk, 0)),
        "is_role": found.is_role,
        "past": [lead_pages.holding_words(one) for one in holdings],
        "tried": next(iter(tried.values()), None),
        "connect": None if found.is_role else tried.get("connect") or _connect_form(request, found),
        "holder": (tried.get("holder") or _holder_form(request, found)) if found.is_role else None,
        "end": (tried.get("end") or _end_form(found, today)) if last is not None and last.until is None else None,
        "urls": {name: f"{_address(request, found)}{name}/" for name in ("member", "holder", "vacancy")},
        "cancel_url": reverse("administration:leads", args=[request.member.partnership.slug]),
    }
    status = page["tried"].status() if page["tried"] is not None else 200
    return render(request, "administration/lead.html", page, status=status)


def _connect_form(request: Any, found: Any, data: Any = None) -> ConnectForm:
    initial = {"member": found.member.public_id if found.member else "", "version": found.version}
    form = ConnectForm(data, initial=initial)
    form.offer(queries.members_of(request.member.partnership))
    return form


def _holder_form(request: Any, found: Any, data: Any = None) -> HolderForm:
    initial = {"since": timezone.localdate(), "version": found.version, "key": get_random_string(32)}
    form = HolderForm(data, initial=initial, auto_id="id_holder_%s")
    form.offer(queries.members_of(request.member.partnership))
    return form


def _end_form(found: Any, today: Any) -> EndHoldingForm:
    return EndHoldingForm(initial={"on": today, "version": found.version}, auto_id="id_end_%s")


def _address(request: Any, found: Any) -> str:
    return reverse("administration:lead", args=[request.member.partnership.slug, found.public_id])
