"""The places of a review: adding one, calling it otherwise, removing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, Refused, Why
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.review_places import NewPlaceForm, PlaceNameForm, RemovePlaceForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries import review_places as queries
from system_review.reviews.rules.review_places import ALL
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import review_places as services
from system_review.reviews.views.tab_forms import tab_form
from system_review.texts import shown
from system_review.ui.parts import Link

HELP = "places"


def _list(request: Any, review: Any) -> Link:
    return Link(gettext("Places"), Addresses(request.member.partnership.slug).review(review.public_id, "places"))


@require_http_methods(["GET", "POST"])
def places(request: Any, review: str) -> HttpResponse:
    """The places of a review, and a further one."""
    found = finding_things.review_for(request.member, review)
    require(request.member, Permission.REVIEW_CHANGE)
    form = NewPlaceForm(request.POST or None, initial={"key": get_random_string(32)})
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            lambda: services.add_place(
                review=found, name=data["name"], key=data["key"], by=request.member, at=timezone.now()
            ),
        )
        if made:
            return back_to(request.path, said="place-added")
    context = review_context(
        request, found, current="overview", title=gettext("Places"), crumb=gettext("Places"), help_page=HELP
    )
    context |= {"places": queries.place_lines(found, visible_to=request.member), "form": form, "address": request.path}
    return render(request, "reviews/places.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def place(request: Any, place: str) -> HttpResponse:
    """Call a place otherwise."""
    found = queries.place_for(request.member, place)
    require(request.member, Permission.REVIEW_CHANGE)
    form = PlaceNameForm(request.POST or None, initial={"name": found.name, "version": found.version})
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _rename(request, found, form.cleaned_data)):
                return back_to(_list(request, found.review).url, said="place-saved")
        except ChangedMeanwhile as other:
            fresh = queries.place_for(request.member, place)
            return conflict_page(
                request,
                form=form,
                now={"name": fresh.name},
                other=other,
                subject=fresh,
                context=review_context(request, fresh.review, current="overview", title=gettext("Rename a place")),
                url=request.path,
                cancel_url=_list(request, fresh.review).url,
            )
    return _form(request, found, form, gettext("Rename a place"), gettext("Save"), "reviews/form.html")


def _rename(request: Any, place: Any, data: dict[str, Any]) -> None:
    services.rename_place(place=place, seen=data["version"], name=data["name"], by=request.member, at=timezone.now())


@require_http_methods(["GET", "POST"])
def removal(request: Any, place: str) -> HttpResponse:
    """Remove a place, after saying what is for it and asking where that belongs."""
    found = queries.place_for(request.member, place)
    require(request.member, Permission.REVIEW_CHANGE)
    member = request.member
    form = RemovePlaceForm(request.POST or None, initial={"version": found.version})
    used = queries.is_used(found, visible_to=member)
    form.offer(queries.onward_choices(found, visible_to=member) if used else [])
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _remove(request, found, form)):
        return back_to(_list(request, found.review).url, said="place-removed")
    return _form(
        request,
        found,
        form,
        gettext("Remove a place"),
        gettext("Remove the place"),
        "reviews/remove_place.html",
        place_name=shown(found.name),
        uses=queries.uses_words(found, visible_to=member),
    )


def _remove(request: Any, place: Any, form: RemovePlaceForm) -> None:
    services.remove_place(
        place=place,
        seen=form.cleaned_data["version"],
        onward=_onward(request, place, form.cleaned_data.get("onward", "")),
        by=request.member,
        at=timezone.now(),
    )


def _onward(request: Any, place: Any, chosen: str) -> services.Onward | None:
    if not chosen:
        return None
    if chosen == ALL:
        return services.Onward(None)
    to = queries.place_chosen(place.review, chosen, visible_to=request.member)
    if to is None:
        raise Refused(Why("This place is no longer there. Choose again."), field="onward")
    return services.Onward(to)


def _form(request: Any, place: Any, form: Any, title: str, submit: str, template: str, **more: Any) -> HttpResponse:
    return tab_form(
        request,
        place.review,
        form,
        tab=_list(request, place.review),
        current="overview",
        title=title,
        submit=submit,
        help_page=HELP,
        template=template,
        **more,
    )
