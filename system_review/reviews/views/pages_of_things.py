"""The page round a form of one thing, and the way back to the sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from system_review.reviews.addresses import Addresses
from system_review.reviews.framing import review_context
from system_review.reviews.queries.choices import colour_choices
from system_review.reviews.queries.places import Place, places_of
from system_review.reviews.views.returning import page_before
from system_review.ui.parts import Link


def place_of(cell: Any) -> Place:
    """A cell's place in its review's framework."""
    return places_of(cell.review).by_path[cell.domain, cell.level, cell.stage]


def sheet_address(request: HttpRequest, cell: Any, *, at: str = "") -> str:
    """The sheet on which a cell stands."""
    to = Addresses(request.member.partnership.slug)  # type: ignore[attr-defined]
    address = to.sheet(cell.review.public_id, cell.domain, cell.level)
    return f"{address}#{at}" if at else address


def stage_help(cell: Any) -> dict[str, Any]:
    """The guiding question and what each colour means, one click away while one writes."""
    place = place_of(cell)
    words = dict(colour_choices(cell.review))
    return {
        "question": place.question,
        "colours": [(colour, words[colour], meaning) for colour, meaning in place.meanings],
    }


def form_page(
    request: HttpRequest,
    cell: Any,
    form: Any,
    *,
    title: str,
    submit: str,
    help_page: str,
    template: str = "reviews/form.html",
    more: dict[str, Any] | None = None,
    status: int = 0,
    cancel_at: str = "",
) -> HttpResponse:
    """A form about something of a cell. With errors it is 422, the whole page again.

    `help_page` names the part of the guide about it: page#part.
    """
    place = place_of(cell)
    context = review_context(request, cell.review, current="sheet", title=title, crumb=place.whole, help_page=help_page)
    context["head"] = with_way_back(context["head"], place, sheet_address(request, cell, at=f"stage-{cell.stage}"))
    context |= {
        "form": form,
        "submit": submit,
        "place": place.whole,
        "action_url": request.get_full_path(),
        "cancel_url": page_before(request, cell.review)
        or sheet_address(request, cell, at=cancel_at or f"stage-{cell.stage}"),
        **(more or {}),
    }
    return render(request, template, context, status=status or (422 if form.errors else 200))


def with_way_back(head: Any, place: Place, address: str) -> Any:
    """The heading with a breadcrumb that leads back to the stage on its sheet."""
    way = (Link(place.sheet, address.partition("#")[0]), Link(place.stage, address))
    return replace(head, crumbs=(*head.crumbs[:-1], *way))
