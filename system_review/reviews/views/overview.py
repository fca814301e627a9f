"""The whole review on one page, and the short lists that it leads to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from system_review.audit.keeping import kept
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.carrying import BY
from system_review.reviews.queries.one_place import PLACE_ASKED
from system_review.reviews.queries.overview import overview_page
from system_review.reviews.queries.review_places import place_chosen
from system_review.reviews.queries.short_lists import findings_without, stages_to_sort_out


@require_safe
def overview(request: HttpRequest, review: str) -> HttpResponse:
    """Where we stand, what is to be sorted out, who carries how much (`?by=lead`, `agency` or `month`)."""
    found = finding_things.review_for(request.member, review)  # type: ignore[attr-defined]
    by = request.GET.get("by", "")
    body = _drawn(request.member, found, by if by in BY else BY[0], _place(request, found))  # type: ignore[attr-defined]
    context = review_context(request, found, current="overview", help_page="overview")
    return render(request, "reviews/overview.html", {**context, "body": body})


def _place(request: Any, review: Any) -> Any:
    """The place that the address asks to look at; None for all."""
    return place_chosen(review, request.GET.get(PLACE_ASKED, ""), visible_to=request.member)


def _drawn(member: Any, review: Any, by: str, place: Any) -> str:
    """The overview drawn for this member today, kept until something in the partnership changes."""
    today, language = timezone.localdate(), get_language()

    def draw() -> str:
        page = overview_page(review, by=by, visible_to=member, today=today, for_place=place)
        return render_to_string("reviews/_overview_body.html", {"overview": page})

    rights = (member.pk, *sorted(member.roles), member.today)  # what they may see, and from which day on
    looked_at = place.pk if place else 0
    chain = str(member.partnership.key)
    return kept("overview", review.pk, by, looked_at, rights, language, today, chain=chain, make=draw)


@require_safe
def findings(request: HttpRequest, review: str) -> HttpResponse:
    """The findings that lack something: `?without=action` or `?without=evidence`."""
    found = finding_things.review_for(request.member, review)  # type: ignore[attr-defined]
    without, place = request.GET.get("without", ""), _place(request, found)
    page = findings_without(found, without, visible_to=request.member, for_place=place)  # type: ignore[attr-defined]
    return _list_page(request, found, page)


@require_safe
def stages(request: HttpRequest, review: str) -> HttpResponse:
    """The stages whose rating is to be sorted out: `?which=at-odds`, `suggested`, `unrated` or `unknown`."""
    found = finding_things.review_for(request.member, review)  # type: ignore[attr-defined]
    which, place = request.GET.get("which", ""), _place(request, found)
    page = stages_to_sort_out(found, which, visible_to=request.member, for_place=place)  # type: ignore[attr-defined]
    return _list_page(request, found, page)


def _list_page(request: HttpRequest, review: Any, page: Any) -> HttpResponse:
    context = review_context(
        request, review, current="overview", title=page.title, crumb=gettext("To sort out"), help_page="overview"
    )
    return render(request, "reviews/plan_short_list.html", {**context, "page": page})
