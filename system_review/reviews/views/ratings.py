"""The overall rating of a stage."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.ratings import RatingForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import choices, finding_things
from system_review.reviews.queries.meetings import name_of, open_meeting_of
from system_review.reviews.queries.review_places import places_standing, rating_for
from system_review.reviews.queries.suggestion import suggestion_for
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import ratings as services
from system_review.reviews.views.pages_of_things import form_page, sheet_address, stage_help
from system_review.texts import shown
from system_review.ui.parts import Link


def _saved(given: Any) -> dict[str, str]:
    return {"rating": given.rating, "agreed_at": given.agreed_at, "reason": given.reason}


def _offered(request: Any, given: Any, review: Any) -> dict[str, str]:
    """What is saved; while a meeting is open, agreed there."""
    open_now = open_meeting_of(review, visible_to=request.member, now=timezone.now())
    return {**_saved(given), **({"agreed_at": name_of(open_now)} if open_now else {})}


@require_http_methods(["GET", "POST"])
def rating(request: Any, cell: str) -> HttpResponse:
    """Give a stage its overall rating: for all places, where the review has several."""
    found = finding_things.cell_for(request.member, cell)
    require(request.member, Permission.CELL_RATE)
    return _rate(request, found, None)


@require_http_methods(["GET", "POST"])
def for_place(request: Any, cell: str, place: str) -> HttpResponse:
    """Give a stage its rating for one place of the review."""
    found = finding_things.cell_for(request.member, cell)
    require(request.member, Permission.CELL_RATE)
    return _rate(request, found, rating_for(request.member, found, place))


def _rate(request: Any, cell: Any, of_place: Any) -> HttpResponse:
    given, place = of_place or cell, of_place.for_place if of_place else None
    form = RatingForm(request.POST or None, initial={**_offered(request, given, cell.review), "version": given.version})
    form.offer(choices.rating_choices(cell.review))
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, cell, of_place, form.cleaned_data)):
                return back_to(sheet_address(request, cell), said="rating-saved", at=f"stage-{cell.stage}")
        except ChangedMeanwhile as other:
            return _conflict(request, cell, of_place, form, other)
    suggested, why = suggestion_for(cell, for_place=place, visible_to=request.member)
    return form_page(
        request,
        cell,
        form,
        title=_title(place),
        help_page="places#ratings" if place else "ratings#rate",
        submit=gettext("Save rating"),
        template="reviews/rating_form.html",
        more={
            "suggested": suggested,
            "why": why,
            "meanings": stage_help(cell),
            "marked": _marked(form, cell.review),
            "others": _others(request, cell, place),
        },
    )


def _title(place: Any) -> str:
    if place is None:
        return gettext("Overall rating")
    return gettext("Overall rating for %(place)s") % {"place": shown(place.name)}


def _others(request: Any, cell: Any, place: Any) -> list[Link]:
    """The stage's other ratings, where the review has places: for all, and for each place."""
    own = Addresses(request.member.partnership.slug).cell(cell.public_id, "rating")
    every = places_standing(cell.review, visible_to=request.member)
    links = [Link(shown(one.name), f"{own}{one.public_id}/") for one in every if one != place]
    return [*([Link(gettext("All places"), own)] if place else []), *links]


def _save(request: Any, cell: Any, of_place: Any, data: dict[str, Any]) -> None:
    said = {name: data[name] for name in ("rating", "reason", "agreed_at")}
    asked: dict[str, Any] = {"seen": data["version"], "by": request.member, "at": timezone.now(), **said}
    if of_place:
        services.rate_place(given=of_place, **asked)
    else:
        services.rate_cell(cell=cell, **asked)


def _marked(form: RatingForm, review: Any) -> list[list[tuple[Any, Any]]]:
    """The radio buttons with their marks: the scale, then what can stand in place of a rating."""
    framework, language = content_of(review.framework), wording.language_tag()
    drawn = [(radio, wording.rating_mark(framework, str(radio.data["value"]), language)) for radio in form["rating"]]
    steps = len(framework.scale)
    return [drawn[:steps], drawn[steps:]]


def _conflict(request: Any, cell: Any, of_place: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.cell_for(request.member, cell.public_id)
    place = of_place.for_place if of_place else None
    now = rating_for(request.member, fresh, place.public_id) if place else fresh
    return conflict_page(
        request,
        form=form,
        now=_saved(now),
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="sheet", title=_title(place)),
        url=request.path,
        cancel_url=sheet_address(request, fresh, at=f"stage-{fresh.stage}"),
    )
