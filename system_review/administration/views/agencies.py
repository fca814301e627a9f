"""The partnership's agencies: the list, adding one, renaming one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.administration.forms import AgencyForm, NewAgencyForm
from system_review.administration.framing import context
from system_review.administration.queries.people_pages import agency_lines
from system_review.errors import ChangedMeanwhile
from system_review.partnerships import queries
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import register_agency, rename_agency
from system_review.reviews import wording
from system_review.reviews.framing import back_to
from system_review.reviews.saving import attempt
from system_review.texts import shown


@require_safe
def agencies(request: Any) -> HttpResponse:
    """The agencies, by name."""
    require(request.member, Permission.AGENCY_CHANGE)
    page = context(request, title=gettext("Agencies"), current="agencies", help_page="people#agencies")
    page |= {
        "agencies": agency_lines(visible_to=request.member),
        "new_url": reverse("administration:new-agency", args=[request.member.partnership.slug]),
    }
    return render(request, "administration/agencies.html", page)


@require_http_methods(["GET", "POST"])
def new_agency(request: Any) -> HttpResponse:
    """Add an agency. One that is there already is not made a second time."""
    require(request.member, Permission.AGENCY_CHANGE)
    form = NewAgencyForm(request.POST or None, initial={"key": get_random_string(32)})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["agency"]
        if attempt(form, lambda: register_agency(name=name, by=request.member, at=timezone.now())):
            return back_to(_list(request), said="agency-added")
    return _form_page(request, form, title=gettext("Add an agency"), submit=gettext("Add agency"))


@require_http_methods(["GET", "POST"])
def agency(request: Any, agency: str) -> HttpResponse:
    """Call an agency otherwise; what it was called before."""
    require(request.member, Permission.AGENCY_CHANGE)
    found = queries.agency_for(agency, visible_to=request.member)
    form = AgencyForm(
        request.POST or None, initial={"name": found.name, "email": found.email, "version": found.version}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _rename(request, found, form))
        and not form.is_behind
    ):
        return back_to(_list(request), said="agency-saved")
    before = [
        (shown(former.name), wording.day(former.until))
        for former in queries.former_names_of(found, visible_to=request.member)
    ]
    title = shown(found.name)
    return _form_page(
        request, form, title=title, submit=gettext("Save"), template="administration/agency.html", before=before
    )


def _rename(request: Any, found: Any, form: AgencyForm) -> None:
    data = form.cleaned_data
    try:
        rename_agency(
            agency=found,
            name=data["name"],
            email=data["email"],
            seen=data["version"],
            by=request.member,
            at=timezone.now(),
        )
    except ChangedMeanwhile as other:
        form.say_changed_meanwhile(shown(str(other.now["name"])), field="version", seen=other.version)


def _form_page(
    request: Any, form: Any, *, title: str, submit: str, template: str = "reviews/form.html", **more: Any
) -> HttpResponse:
    page = context(request, title=title, current="agencies", crumb=title, help_page="people#agencies")
    page |= {"form": form, "submit": submit, "action_url": request.path, "cancel_url": _list(request), **more}
    status = form.status() if hasattr(form, "status") else 422 if form.errors else 200
    return render(request, template, page, status=status)


def _list(request: Any) -> str:
    return reverse("administration:agencies", args=[request.member.partnership.slug])
