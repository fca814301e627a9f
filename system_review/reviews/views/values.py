"""The values of a review: the page, judging one, adding a further one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, NotThere, Why
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.values import NewValueForm, ValueForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.places import asks_about_values
from system_review.reviews.queries.values_page import extent_choices, value_as_form, value_block, values_page
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import values as services
from system_review.reviews.views.tab_forms import tab_form
from system_review.ui.parts import Link


def _review_with_values(request: Any, review: str) -> Any:
    found = finding_things.review_for(request.member, review)
    if not asks_about_values(found):
        raise NotThere(Why("There is no such page"))
    return found


def _address(request: Any, review: Any) -> str:
    return Addresses(request.member.partnership.slug).review(review.public_id, "values")


@require_safe
def values(request: Any, review: str) -> HttpResponse:
    """How far each value shows in what was seen."""
    found = _review_with_values(request, review)
    context = review_context(request, found, current="values", help_page="values")
    context |= {"page": values_page(found, visible_to=request.member)}
    return render(request, "reviews/values.html", context)


@require_http_methods(["GET", "POST"])
def value(request: Any, value: str) -> HttpResponse:
    """Say how far a value shows."""
    found = finding_things.value_for(request.member, value)
    require(request.member, Permission.VALUE_JUDGE)
    form = ValueForm(request.POST or None, initial={**value_as_form(found), "version": found.version})
    form.offer(extent_choices(found.review))
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, form.cleaned_data)):
                return back_to(_address(request, found.review), said="value-saved", at=f"value-{found.public_id}")
        except ChangedMeanwhile as other:
            return _conflict(request, found, form, other)
    block = value_block(found)
    more = {"value": block, "cancel_url": f"{_address(request, found.review)}#{block.anchor}"}
    template = "reviews/value_form.html"
    return _form_page(
        request,
        found.review,
        form,
        title=block.name,
        submit=gettext("Save"),
        template=template,
        help_page="values#judge-a-value",
        **more,
    )


def _save(request: Any, found: Any, data: dict[str, Any]) -> None:
    services.judge_value(
        value=found,
        seen=data["version"],
        extent=data.get("extent", ""),
        narrative=data["narrative"],
        examples_for=data["examples_for"],
        examples_against=data["examples_against"],
        by=request.member,
        at=timezone.now(),
    )


@require_http_methods(["GET", "POST"])
def new_value(request: Any, review: str) -> HttpResponse:
    """Add a further value of our own."""
    found = _review_with_values(request, review)
    require(request.member, Permission.VALUE_JUDGE)
    form = NewValueForm(request.POST or None, initial={"key": get_random_string(32)})
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            lambda: services.add_value(
                review=found, name=data["name"], key=data["key"], by=request.member, at=timezone.now()
            ),
        )
        if made:
            return back_to(_address(request, found), said="value-added", at=f"value-{made.public_id}")
    return _form_page(
        request,
        found,
        form,
        title=gettext("Add a value"),
        submit=gettext("Add value"),
        template="reviews/form.html",
        help_page="values#add-a-value-of-your-own",
    )


def _form_page(
    request: Any, review: Any, form: Any, *, title: str, submit: str, template: str, help_page: str, **more: Any
) -> HttpResponse:
    tab = Link(gettext("Values"), _address(request, review))
    return tab_form(
        request,
        review,
        form,
        tab=tab,
        current="values",
        title=title,
        submit=submit,
        template=template,
        help_page=help_page,
        **more,
    )


def _conflict(request: Any, found: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.value_for(request.member, found.public_id)
    block = value_block(fresh)
    return conflict_page(
        request,
        form=form,
        now=value_as_form(fresh),
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="values", title=block.name),
        url=request.path,
        cancel_url=f"{_address(request, fresh.review)}#{block.anchor}",
    )
